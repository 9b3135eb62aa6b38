// Thousands who send something malformed: messages through the library, frames over bare TCP. Each must be closed at
// the first, the process must stand, its memory must not grow, and two people in another text must hardly notice.

import { demoPassword } from '#server/demo/committee.ts'
import type { Usage } from '#tests/bench/meter.ts'
import { signedIn, type Visitor } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { inMiB, quantile } from '../people/figures.ts'
import { watchMemory } from '../people/memory.ts'
import { seatOthers } from '../people/others.ts'
import { editors, manyTexts } from '../people/texts.ts'
import { malformedFrame, malformedMessage } from './malformed.ts'
import { type Ended, type SenderOf, sendFrame, sendMessage } from './malformed-sender.ts'

/** Delegations that send beside the two who may edit, and senders at the same time. */
const parties = ['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR', 'HU']
const atOnce = 16
/** Of each kind before anything is measured. */
const warm = 1_500
/**
 * Milliseconds between two keystrokes of the others (two messages each, below the rate of a socket); how long they are
 * watched before.
 */
const [every, before] = [50, 5_000]
/** One sender of so many frames does nothing when told to leave; ws gives such a one 30 s. */
const [stayers, stay] = [200, 35_000]

interface Scene {
  readonly url: string
  readonly collab: string
  readonly senders: readonly Visitor[]
  readonly chance: Chance
}

/** Runs `send` for each of `count`, so many at once. */
async function flood(count: number, { url, collab, senders, chance }: Scene, send: (of: SenderOf) => Promise<Ended>) {
  const ended: Ended[] = []
  let sent = 0
  const work = async () => {
    while (sent < count) {
      sent += 1
      const from = `10.${sent >> 16}.${(sent >> 8) & 255}.${sent & 255}`
      ended.push(await send({ url, collab, cookie: chance.pick(senders).cookie(), from }))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return ended
}

const usageOf = async (server: Served) => (await server.ask<{ usage: Usage }>({ ask: 'usage', collect: true })).usage

async function attack(trials: number, scene: Scene) {
  const what = new Map<string, number>()
  const note = (kind: string, ended: Ended) => {
    if (ended.how !== 'closed') what.set(kind, (what.get(kind) ?? 0) + 1)
    return ended
  }
  const messages = await flood(trials, scene, (of) => {
    const { what: kind, bytes } = malformedMessage(scene.chance)
    return sendMessage(of, bytes).then((ended) => note(kind, ended))
  })
  const staying: Promise<Ended>[] = []
  let sent = 0
  const frames = await flood(trials, scene, (of) => {
    const { what: kind, bytes } = malformedFrame(scene.chance)
    sent += 1
    if (sent % stayers === 0) staying.push(sendFrame(of, malformedFrame(scene.chance).bytes, stay))
    return sendFrame(of, bytes).then((ended) => note(kind, ended))
  })
  return { messages, frames, stayed: await Promise.all(staying), what }
}

const countOf = (ended: readonly Ended[], holds: (one: Ended) => boolean) => ended.filter(holds).length

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const rooms: string[] = []
  const place = await seatedPlace(databaseUrl, manyTexts(2, rooms))
  const { url } = place
  let server: Served | null = null
  try {
    server = await startServer(place, { flags: ['--expose-gc'], before: ['tests/bench/meter.ts'] })
    const { pid } = server
    const names = [...editors, ...parties.map((party) => `head.${party}@demo.example`)]
    const senders: Visitor[] = []
    for (const name of names) senders.push(await signedIn(url, name, demoPassword))
    const [one, other] = senders as [Visitor, Visitor]
    const [collab, theirs] = rooms as [string, string]
    const scene = { url, collab, senders, chance: chanceFrom(seed) }
    const others = await seatOthers({
      typing: { url, collab: theirs, cookie: one.cookie() },
      reading: { url, collab: theirs, cookie: other.cookie() },
      every,
    })
    // The same in small first: what a process reserves when it first has much to do is not growth.
    await attack(Math.min(trials, warm), { ...scene, chance: chanceFrom(seed + 1) })
    await others.take()
    const quiet = watchMemory(pid)
    await new Promise((resolve) => setTimeout(resolve, Math.min(before, trials * 5)))
    const [rssBefore, calm] = [quiet.stop(), await others.take()]
    const heldBefore = (await usageOf(server)).held
    say(`warm: RSS ${Math.round(rssBefore)}, held ${inMiB(heldBefore)} MiB`)
    const watch = watchMemory(pid)
    const { messages, frames, stayed, what } = await attack(trials, scene)
    const [rss, busy] = [watch.stop(), await others.take()]
    const held = (await usageOf(server)).held
    await others.leave()
    for (const [kind, count] of what) say(`not closed as it should be: ${kind}, ${count} times`)
    const ended = [...messages, ...frames]
    return {
      lost: 0,
      figures: {
        'malformed messages': messages.length,
        'malformed frames': frames.length,
        'exits of the server': server.ended() === null ? 0 : 1,
        'senders not closed at the first': countOf(ended, (end) => end.how !== 'closed'),
        'of these refused at the door': countOf(ended, (end) => end.how === 'refused at the door'),
        'senders who stay, not put out': countOf(stayed, (end) => end.how !== 'closed'),
        'sockets of others closed': busy.isClosed ? 1 : 0,
        'others, seen p99 before': Math.round(quantile(calm.seen, 0.99)),
        'others, seen p99': Math.round(quantile(busy.seen, 0.99)),
        'others, saved p99': Math.round(quantile(busy.saved, 0.99)),
        'their own timers late p99': Math.round(quantile(busy.late, 0.99)),
        'keystrokes of others': busy.late.length,
        'RSS before': Math.round(rssBefore),
        'RSS growth': Math.round(Math.max(0, rss - rssBefore)),
        'growth of what is held after a collection': inMiB(held - heldBefore),
      },
    }
  } finally {
    await server?.kill()
    place.clear()
  }
}

export const malformedFlood: Fault = {
  name: 'malformed',
  code: 'F16',
  title: 'thousands of malformed messages, and as many malformed frames over bare TCP',
  engines: ['sqlite'],
  trials: 10_000,
  targets: {
    'malformed messages': { atLeast: 1 },
    'malformed frames': { atLeast: 1 },
    'keystrokes of others': { atLeast: 1 },
    'exits of the server': { exactly: 0 },
    'senders not closed at the first': { exactly: 0 },
    'senders who stay, not put out': { exactly: 0 },
    'sockets of others closed': { exactly: 0 },
    'others, seen p99': { atMost: 100, unit: 'ms' },
    'others, saved p99': { atMost: 100, unit: 'ms' },
    'RSS growth': { atMost: 50, unit: 'MiB' },
  },
  run,
}
