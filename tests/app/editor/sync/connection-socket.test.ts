// Coming back: through a proxy that cuts sockets or goes silent, to a server that restarts, after sleep, and not after
// a refusal.

import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import WebSocket, { WebSocketServer } from 'ws'
import { finalClosing, passingClosing } from '#app/editor/sync/close-codes.ts'
import { Connection } from '#app/editor/sync/connection.ts'
import { patience } from '#app/editor/sync/reconnecting-socket.ts'
import { type Link, statusOf } from '#app/editor/sync/status.ts'
import type { Place } from '#tests/live/place.ts'
import { openRelay, type Relay } from '#tests/support/servers/relay.ts'
import { Connections, onDisk, placeWithText, reaches, type Seated, sitAt, type, until } from './connections.ts'

let place: Place
let relay: Relay
const connections = new Connections()

beforeEach(async () => {
  place = await placeWithText()
  relay = await openRelay(Number(new URL(place.url).port))
})
afterEach(async () => {
  connections.close()
  await relay.close()
  await place.close()
})

/** The same rules in a tenth to a fiftieth of the time. */
const impatient = { ...patience, opening: 400, answer: 400, hurried: 200, look: 50 }

const sitBehind = (session: string, given = impatient): Promise<Seated> =>
  sitAt(connections.connect(place, { session, through: relay.url, patience: given }))

it('comes back through a proxy that cuts sockets, each time with what was written meanwhile', async () => {
  const ada = await sitBehind('ada')
  for (const words of ['One ', 'Two ', 'Three ']) {
    relay.cut()
    await reaches(ada.connection, 'offline')
    type(ada.desk, words)
    expect(statusOf(ada.connection.link.get())).toBe('offline-unsaved')
    relay.heal()
    await reaches(ada.connection, 'saved')
  }
  expect((await onDisk(place))[1]).toBe('Three Two One States shall act.')
})

describe('a socket that is open and dead', () => {
  it('is noticed, and what was written into it is saved through the next one', async () => {
    const ada = await sitBehind('ada')
    relay.hush()
    type(ada.desk, 'Into the void ')
    expect(statusOf(ada.connection.link.get())).toBe('saving')
    // Given up, and the next one never opens: given up as well, again and again.
    await reaches(ada.connection, 'offline-unsaved')
    const came = relay.came
    await expect.poll(() => relay.came).toBeGreaterThan(came + 1)
    relay.heal()
    await reaches(ada.connection, 'saved')
    expect((await onDisk(place))[1]).toBe('Into the void States shall act.')
  })

  it('is noticed at once after the machine slept, although nothing was written', async () => {
    const ada = await sitBehind('ada', { ...impatient, answer: 60_000, opening: 60_000 })
    relay.hush()
    ada.connection.wake()
    await reaches(ada.connection, 'offline')
    relay.heal()
    ada.connection.wake()
    await reaches(ada.connection, 'saved')
  })

  it('is noticed by itself after sleep, which stops every timer, although no event tells of it', async () => {
    const ada = await sitBehind('ada', { ...impatient, beat: 60_000, answer: 60_000, opening: 60_000 })
    const { came } = relay
    relay.hush()
    // Nothing of this thread runs meanwhile, as nothing of a sleeping machine does.
    for (const began = performance.now(); performance.now() - began < 20 * impatient.look; );
    await reaches(ada.connection, 'offline')
    relay.heal()
    await reaches(ada.connection, 'saved')
    expect(relay.came).toBeGreaterThan(came)
  })

  it('is noticed within 60 seconds in a page that nobody writes in', () => {
    expect(patience.beat + patience.answer + patience.look).toBeLessThanOrEqual(60_000)
  })

  it('is not suspected while the server answers: an idle page stays on one socket', async () => {
    const ada = await sitBehind('ada')
    const came = relay.came
    for (let times = 0; times < 6; times++) {
      const before = ada.connection.link.get()
      ada.connection.wake()
      await until(ada.connection.link, (link) => link !== before)
    }
    expect(relay.came).toBe(came)
  })
})

describe('a proxy that cuts idle sockets', () => {
  const idleFor = 2_500

  it('finds none: a page that nobody writes in asks often enough to stay on one socket', async () => {
    const proxy = await openRelay(Number(new URL(place.url).port), { idleFor })
    const way = { session: 'ada', through: proxy.url, patience: { ...impatient, answer: 60_000, beat: idleFor / 10 } }
    const { connection } = await sitAt(connections.connect(place, way))
    const statuses: string[] = []
    connection.link.watch(() => statuses.push(statusOf(connection.link.get())))
    const began = performance.now()
    // Time itself is what a proxy counts.
    await expect.poll(() => performance.now() - began).toBeGreaterThan(2 * idleFor)
    expect(proxy.came).toBe(1)
    expect(new Set(statuses)).not.toContain('offline')
    await proxy.close()
    // Common proxies wait a minute.
    expect(2 * patience.beat).toBeLessThan(60_000)
  })

  it('and is more impatient than the page loses nothing: it comes back, each time with what was written', async () => {
    const proxy = await openRelay(Number(new URL(place.url).port), { idleFor: 300 })
    const way = { session: 'ada', through: proxy.url, patience: { ...impatient, answer: 60_000, beat: 60_000 } }
    const ada = await sitAt(connections.connect(place, way))
    for (const words of ['One ', 'Two ']) {
      const { came } = proxy
      await expect.poll(() => proxy.came).toBeGreaterThan(came)
      type(ada.desk, words)
      await reaches(ada.connection, 'saved')
    }
    expect((await onDisk(place))[1]).toBe('Two One States shall act.')
    await proxy.close()
  })
})

it('does not wait for its turn when the network is back', async () => {
  // However slow the machine, an attempt that is under way is not given up: only the wait between two is looked at.
  const ada = await sitBehind('ada', { ...impatient, longest: 60_000, opening: 60_000 })
  relay.cut()
  await reaches(ada.connection, 'offline')
  await expect.poll(() => relay.came).toBeGreaterThan(5)
  // The next turn is 3.2 seconds away at the least.
  relay.heal()
  const began = performance.now()
  ada.connection.wake()
  await reaches(ada.connection, 'saved')
  expect(performance.now() - began).toBeLessThan(3_000)
})

it('never takes an answer for words that had not left: not even when woken at every moment of coming back', async () => {
  const ada = await sitBehind('ada')
  relay.cut()
  await reaches(ada.connection, 'offline')
  type(ada.desk, 'Late ')
  const early: unknown[] = []
  ada.connection.link.watch(() => {
    const link = ada.connection.link.get()
    if (link.saved === link.local && !link.synced) early.push(link)
    ada.connection.wake()
  })
  relay.heal()
  await reaches(ada.connection, 'saved')
  expect(early).toEqual([])
  expect((await onDisk(place))[1]).toBe('Late States shall act.')
})

describe('the waits between attempts', () => {
  async function attemptsOf(answer: (count: number) => number | null, times: number): Promise<number[]> {
    const at: number[] = []
    const server = createServer()
    const sockets = new WebSocketServer({ noServer: true })
    server.on('upgrade', (request, socket, head) => {
      at.push(performance.now())
      const code = answer(at.length)
      if (code === null) socket.destroy()
      else sockets.handleUpgrade(request, socket, head, (opened) => opened.close(code))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const connection = new Connection({
      server: `ws://127.0.0.1:${port}/collab`,
      collab: 'x',
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    })
    await expect.poll(() => at.length).toBeGreaterThanOrEqual(times)
    connection.destroy()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    return at.slice(1, times).map((moment, index) => moment - at[index]!)
  }

  it('double, and are not the same for everybody', async () => {
    const everybody = await Promise.all(Array.from({ length: 8 }, () => attemptsOf(() => null, 4)))
    for (const [index, whole] of [200, 400, 800].entries()) {
      const waits = everybody.map((ofOne) => ofOne[index] ?? 0)
      expect(Math.min(...waits)).toBeGreaterThan(whole * 0.45)
      // The shortest of eight, because a busy machine makes any one of them longer.
      expect(Math.min(...waits)).toBeLessThan(whole + 150)
    }
    const thirds = everybody.map((waits) => Math.round(waits[2]! / 10))
    expect(new Set(thirds).size).toBeGreaterThan(3)
  })

  it.each([1012, 1013])('are long from the first after closing %i', async (code) => {
    const [wait] = await attemptsOf(() => code, 2)
    expect(wait).toBeGreaterThan(1_500)
    expect(wait).toBeLessThan(6_000)
  })
})

/** A server that speaks of nothing but the closing, and what a page makes of it once `holds`. */
async function closedWith(code: number, holds: (link: Link) => boolean): Promise<{ link: Link; came: number }> {
  let came = 0
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (socket) => {
    came += 1
    socket.close(code)
  })
  await new Promise<void>((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  const connection = new Connection({
    server: `ws://127.0.0.1:${port}/collab`,
    collab: 'x',
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  })
  const link = await until(connection.link, holds)
  connection.wake()
  connection.setOnline(true)
  await new Promise((resolve) => server.close(resolve))
  connection.destroy()
  return { link, came }
}

describe('a closing after which coming back cannot help', () => {
  it.each([1009, 4400, 4403, 4404, 4409, 4413, 4429])('%i is said in words and is final', async (code) => {
    const { link, came } = await closedWith(code, ({ refused }) => refused !== null)
    expect(link.refused?.say.en).toMatch(/\.$/)
    expect(link.refused?.say.fr).toMatch(/\.$/)
    expect(came).toBe(1)
  })
})

describe('a closing after which the page comes back by itself', () => {
  it.each([1011, 1012, 1013])('%i is said in words, and not as a refusal', async (code) => {
    const { link } = await closedWith(code, ({ away }) => away !== null)
    expect(link.away?.en).toMatch(/ by itself\.$/)
    expect(link.away?.fr).toMatch(/ d’elle-même\.$/)
    expect(link.refused).toBe(null)
  })

  it('says so until the text has come again', async () => {
    const ada = await sitBehind('ada')
    await place.restart()
    const { away } = await until(ada.connection.link, ({ connected }) => !connected)
    expect(away?.en).toContain('restarted')
    await reaches(ada.connection, 'saved')
    expect(ada.connection.link.get().away).toBe(null)
  })

  it('is not thought of when only the network is gone', async () => {
    const ada = await sitBehind('ada')
    relay.cut()
    await reaches(ada.connection, 'offline')
    const { came } = relay
    await expect.poll(() => relay.came).toBeGreaterThan(came + 2)
    expect(ada.connection.link.get().away).toBe(null)
  })

  it('and one that is final are all that the wire knows: each has its sentence', () => {
    const wire = readFileSync(new URL('../../../../server/live/README.md', import.meta.url), 'utf8')
    const [closes = ''] = /^Closes: [\s\S]*?(?=\n\n)/m.exec(wire) ?? []
    const codes = [...closes.matchAll(/\b[14]\d{3}\b/g)].map(([code]) => Number(code))
    expect(codes.length).toBeGreaterThan(9)
    for (const code of codes) {
      const say = finalClosing(code)?.say ?? passingClosing(code)
      expect(say, String(code)).toMatchObject({ en: expect.stringMatching(/\.$/), fr: expect.stringMatching(/\.$/) })
    }
  })
})

it('a frame above the limit is refused in words, is not sent again, and stays on the page', async () => {
  const ada = await sitBehind('ada')
  const came = relay.came
  ada.connection.doc.transact(() => type(ada.desk, 'a long word '.repeat(100_000)))
  const link = await reaches(ada.connection, 'refused')
  expect(link.refused?.code).toBe('too-large')
  expect(ada.connection.mayLoseWords()).toBe(true)
  await until(ada.connection.trees, (trees) => JSON.stringify(trees).includes('a long word'))
  expect(relay.came).toBe(came)
  expect((await onDisk(place))[1]).toBe('States shall act.')
})
