// The bulletins of two nodes over a real Redis that comes and goes.

import { afterEach, describe, expect, test } from 'vitest'
import { openBulletin } from '#server/live/bulletin.ts'
import { openRedisBus } from '#server/live/nodes/redis-bus.ts'
import { openLog } from '#server/log.ts'
import { type OwnRedis, ownRedis, redisProgram } from '#tests/support/servers/redis.ts'

const undo: (() => unknown)[] = []
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one()
})

function nodeOf(name: string, { url }: OwnRedis, lookEvery?: number) {
  const bus = openRedisBus({ url, channel: 'house', node: name, log: openLog('silent') })
  const bulletin = openBulletin(bus, lookEvery)
  undo.push(
    () => bus.close(),
    () => bulletin.close(),
  )
  return bulletin
}

function listener() {
  const heard = { looks: 0, ends: 0 }
  return { memberId: 'somebody', heard, hear: () => void heard.looks++, end: () => void heard.ends++ }
}

describe.skipIf(redisProgram === null)('two nodes', () => {
  test('a topic announced on one is heard on both, once, by those who listen to it', async () => {
    const redis = await ownRedis()
    undo.push(() => redis.clear())
    const [one, two] = [nodeOf('one', redis), nodeOf('two', redis)] as const
    await expect.poll(() => one.bus.isUp && two.bus.isUp).toBe(true)
    const [here, there, elsewhere] = [listener(), listener(), listener()] as const
    one.listen('ballot:a', here)
    two.listen('ballot:a', there)
    two.listen('ballot:b', elsewhere)
    one.announce('ballot:a')
    await expect.poll(() => there.heard.looks).toBe(1)
    two.announce('ballot:b')
    await expect.poll(() => elsewhere.heard.looks).toBe(1)
    expect([here.heard.looks, there.heard.looks]).toEqual([1, 1])
  })

  test('while the bus is down everybody looks now and then, and once when it is back, however many they are', async () => {
    const redis = await ownRedis()
    undo.push(() => redis.clear())
    const [patient, other] = [nodeOf('patient', redis), nodeOf('other', redis, 20)] as const
    await expect.poll(() => patient.bus.isUp && other.bus.isUp).toBe(true)
    const crowd = Array.from({ length: 120 }, listener)
    for (const one of crowd) patient.listen('dossier:a', one)
    const impatient = listener()
    other.listen('dossier:a', impatient)
    const gone = listener()
    patient.listen('dossier:a', gone)()

    await redis.stop()
    await expect.poll(() => impatient.heard.looks).toBeGreaterThan(3)
    expect(crowd.map(({ heard }) => heard.looks)).toEqual(crowd.map(() => 0))
    other.announce('dossier:a')
    await redis.start()
    await expect.poll(() => Math.min(...crowd.map(({ heard }) => heard.looks))).toBeGreaterThan(0)
    expect(gone.heard.looks).toBe(0)
    await expect.poll(() => other.bus.isUp).toBe(true)
    const looks = impatient.heard.looks
    patient.announce('dossier:a')
    await expect.poll(() => impatient.heard.looks).toBeGreaterThan(looks)
    patient.close()
    expect(crowd.map(({ heard }) => heard.ends)).toEqual(crowd.map(() => 1))
  })
})
