// The bus over a real Redis, and over one that is stopped, paused and started again.

import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { afterEach, describe, expect, test } from 'vitest'
import type { Bus, BusSaid } from '#server/live/nodes/bus.ts'
import { writeFrame } from '#server/live/nodes/redis-bus/frame.ts'
import { openRedisBus } from '#server/live/nodes/redis-bus.ts'
import { chanceFrom } from '#tests/support/seeded.ts'
import { lossyRedis } from '#tests/support/servers/lossy-redis.ts'
import { type OwnRedis, ownRedis, redisProgram, redisUrl } from '#tests/support/servers/redis.ts'

const url = (await redisUrl()) ?? ''

interface Node {
  readonly bus: Bus
  readonly heard: { readonly said: BusSaid; readonly from: string }[]
  readonly turns: boolean[]
  readonly logged: string[]
}

const opened: Bus[] = []
afterEach(async () => {
  for (const bus of opened.splice(0)) await bus.close()
})

function node(name: string, channel: string, at = url): Node {
  const logged: string[] = []
  const log = pino({ level: 'warn', base: null }, { write: (line: string) => void logged.push(line) })
  const bus = openRedisBus({ url: at, channel, node: name, log })
  opened.push(bus)
  const own: Node = { bus, heard: [], turns: [], logged }
  bus.listen((said, from) => own.heard.push({ said, from }))
  bus.onTurn((isUp) => own.turns.push(isUp))
  return own
}

const up = (...nodes: Node[]) => expect.poll(() => nodes.map(({ bus }) => bus.isUp)).not.toContain(false)
const log = (seq: number): BusSaid => ({ is: 'log', collab: 'a', seq })

describe.skipIf(url === '')('over Redis', () => {
  test('the others hear what is said, and by whom; the one who says it does not, nor another installation', async () => {
    const channel = randomUUID()
    const [one, two, three] = ['one', 'two', 'three'].map((name) => node(name, channel)) as [Node, Node, Node]
    const stranger = node('stranger', randomUUID())
    await up(one, two, three, stranger)
    expect(one.turns).toEqual([true])
    one.bus.tell({ is: 'topic', topic: 'ballot:a' })
    two.bus.tell({ is: 'who', collab: 'a' })
    const first = { said: { is: 'topic', topic: 'ballot:a' }, from: 'one' }
    const second = { said: { is: 'who', collab: 'a' }, from: 'two' }
    await expect.poll(() => three.heard.length).toBe(2)
    expect(three.heard).toEqual(expect.arrayContaining([first, second]))
    await expect.poll(() => [one.heard, two.heard]).toEqual([[second], [first]])
    expect(stranger.heard).toEqual([])
  })

  test('whoever stops listening hears no more, and one that throws keeps nobody else from hearing', async () => {
    const channel = randomUUID()
    const one = node('one', channel)
    const two = node('two', channel)
    const stopped: BusSaid[] = []
    const stop = two.bus.listen((said) => stopped.push(said))
    two.bus.listen(() => {
      throw new Error('a fault of this listener')
    })
    const last: BusSaid[] = []
    two.bus.listen((said) => last.push(said))
    await up(one, two)
    one.bus.tell(log(1))
    await expect.poll(() => last.length).toBe(1)
    stop()
    one.bus.tell(log(2))
    await expect.poll(() => last.length).toBe(2)
    expect(stopped).toEqual([log(1)])
  })

  test('twenty thousand things said in one turn arrive, in order, and nobody looks again', async () => {
    const channel = randomUUID()
    const one = node('one', channel)
    const two = node('two', channel)
    await up(one, two)
    for (let seq = 0; seq < 20_000; seq++) one.bus.tell(log(seq))
    await expect.poll(() => two.heard.length).toBe(20_000)
    expect(two.heard.map(({ said }) => (said as { seq: number }).seq)).toEqual(Array.from(Array(20_000).keys()))
    expect(two.turns).toEqual([true])
  })

  test('what is said last before closing is heard', async () => {
    const channel = randomUUID()
    const one = node('one', channel)
    const two = node('two', channel)
    await up(one, two)
    one.bus.tell({ is: 'yielded', collab: 'a', client: 7 })
    await one.bus.close()
    one.bus.tell(log(1))
    await expect.poll(() => two.heard.map(({ said }) => said)).toEqual([{ is: 'yielded', collab: 'a', client: 7 }])
    expect(one.bus.isUp).toBe(false)
  })

  test('what is not ours is dropped, and logged once, without a word of it', async () => {
    const channel = randomUUID()
    const one = node('one', channel)
    await up(one)
    const redis = new Redis(url)
    const rubbish = [
      '',
      'private words',
      '{}',
      '[1]',
      JSON.stringify({ node: 'x', number: 1, said: [{ is: 'ballot' }] }),
    ]
    for (const text of rubbish) await redis.publish(channel, text)
    await redis.publish(channel, writeFrame('another', 1, [JSON.stringify(log(1))]))
    redis.disconnect()
    await expect.poll(() => one.heard).toEqual([{ said: log(1), from: 'another' }])
    expect(one.logged).toHaveLength(1)
    expect(one.logged[0]).not.toContain('private')
  })

  test('one missed is known by its number and everything is looked at again; late and twice is not heard', async () => {
    const channel = randomUUID()
    const one = node('one', channel)
    await up(one)
    const redis = new Redis(url)
    const say = (number: number) => redis.publish(channel, writeFrame('another', number, [JSON.stringify(log(number))]))
    for (const number of [1, 2, 2]) await say(number)
    await expect.poll(() => one.heard.length).toBe(2)
    expect(one.turns).toEqual([true])
    for (const number of [4, 3, 1, 5]) await say(number)
    await expect.poll(() => one.turns).toEqual([true, true])
    expect(one.heard.map(({ said }) => said)).toEqual([log(1), log(2), log(4), log(5)])
    await redis.publish(channel, writeFrame('another', 6, []))
    await expect.poll(() => one.turns).toEqual([true, true, true])
    expect(one.bus.isUp).toBe(true)
    redis.disconnect()
  })
})

describe.skipIf(redisProgram === null)('over a Redis that', () => {
  let redis: OwnRedis | null = null
  afterEach(async () => {
    redis?.goOn()
    await redis?.clear()
  })

  test('is not there yet: the bus comes up once it is', async () => {
    redis = await ownRedis()
    await redis.stop()
    const one = node('one', 'a', redis.url)
    await expect.poll(() => one.logged.length).toBe(1)
    one.bus.tell(log(1))
    expect([one.bus.isUp, one.turns]).toEqual([false, []])
    await redis.start()
    await up(one)
    expect(one.turns).toEqual([true])
  })

  test('is stopped and started again: both nodes notice, and hear each other afterwards', async () => {
    redis = await ownRedis()
    const one = node('one', 'a', redis.url)
    const two = node('two', 'a', redis.url)
    await up(one, two)
    for (let time = 1; time <= 3; time++) {
      await redis.stop()
      await expect.poll(() => [one.bus.isUp, two.bus.isUp]).toEqual([false, false])
      one.bus.tell(log(0))
      await redis.start()
      await up(one, two)
      one.bus.tell(log(time))
      await expect.poll(() => two.heard.at(-1)).toEqual({ said: log(time), from: 'one' })
    }
    expect(two.heard.filter(({ said }) => said.is === 'log' && said.seq === 0)).toEqual([])
    expect(one.turns.filter((isUp) => !isUp)).toHaveLength(3)
  })

  test('stands still: the bus is down in a few seconds, telling costs nothing, and it comes up again', async () => {
    redis = await ownRedis()
    const one = node('one', 'a', redis.url)
    const two = node('two', 'a', redis.url)
    await up(one, two)
    redis.pause()
    const before = process.memoryUsage().rss
    const states = [{ client: 1, json: 'x'.repeat(4096) }]
    const long: number[] = []
    await expect
      .poll(() => {
        const from = performance.now()
        for (let count = 0; count < 1_000; count++) one.bus.tell({ is: 'presence', collab: 'a', states })
        long.push(performance.now() - from)
        return one.bus.isUp || two.bus.isUp
      })
      .toBe(false)
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
    expect(long.sort((a, b) => a - b)[Math.floor(long.length / 2)]).toBeLessThan(50)
    redis.goOn()
    await up(one, two)
    one.bus.tell(log(1))
    await expect.poll(() => two.heard.at(-1)).toEqual({ said: log(1), from: 'one' })
  })
})

describe.skipIf(url === '')('over a Redis that loses, repeats and delays', () => {
  test('each thing is heard in order, once or never, and everything is looked at again', async () => {
    const seed = 20_261_125
    const redis = await lossyRedis(url, chanceFrom(seed), { lost: 0.1, repeated: 0.1, late: 0.1 })
    const channel = randomUUID()
    const one = node('one', channel, redis.url)
    const two = node('two', channel, redis.url)
    await up(one, two)
    let said = 0
    await expect
      .poll(() => {
        one.bus.tell(log(said++))
        return two.heard.length > 150 && Math.min(redis.counted.lost, redis.counted.repeated, redis.counted.late) > 5
      })
      .toBe(true)
    const heard = two.heard.map(({ said: one }) => (one as { seq: number }).seq)
    expect(heard).toEqual([...new Set(heard)].sort((a, b) => a - b))
    expect(heard.length).toBeLessThan(said)
    await expect.poll(() => two.turns.length).toBeGreaterThan(2)
    expect(two.turns).not.toContain(false)
    await redis.close()
  })
})
