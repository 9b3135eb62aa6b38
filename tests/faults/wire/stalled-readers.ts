// Twenty sockets that stop reading while 100 MB go out to them: they are closed (1013), and the server does not keep
// for them what they do not take. The same traffic with twenty who read comes before and after: what it costs by
// itself, and that a process grows while it works, is not the fault of the slow.

import { randomFillSync } from 'node:crypto'
import { demoPassword } from '#server/demo/committee.ts'
import { Guest } from '#tests/live/guest.ts'
import { signedIn, type Visitor } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { quantile } from '../people/figures.ts'
import { watchMemory } from '../people/memory.ts'
import { seatOthers } from '../people/others.ts'
import { editors, manyTexts } from '../people/texts.ts'
import type { Closings } from './closings.ts'

/** Texts at the same time, who writes in each, who reads; of one paste, and all that is pasted into one text. Bytes. */
const [texts, writersPerText, slowOnes] = [7, 4, 20]
const [paste, perText] = [32 * 1024, Math.ceil(100_000_000 / texts)]
/** Delegations whose sockets are slow. */
const parties = ['AT', 'BE', 'BG', 'CY', 'CZ', 'DE', 'DK', 'EE', 'ES', 'FI']
/** The most that may go out before the slow ones are gone, milliseconds. */
const longest = 120_000

interface Scene {
  readonly server: Served
  readonly url: string
  readonly rooms: readonly string[]
  readonly writers: readonly [Visitor, Visitor]
  readonly readers: readonly Visitor[]
}

const words = () => Buffer.from(randomFillSync(new Uint8Array((paste * 3) / 4))).toString('base64')

/**
 * Pastes and removes again, so that much goes out and little stays. Waits for each pair to be saved: what is sent is
 * what is told.
 */
async function write(guest: Guest, bytes: number): Promise<void> {
  for (let sent = 0; sent < bytes; sent += paste) {
    const text = guest.text()
    guest.doc.transact(() => text.insert(0, words()))
    const asked = guest.ask()
    await guest.until(() => guest.saved >= asked, 'a paste is saved', longest)
    guest.doc.transact(() => text.delete(0, paste))
  }
  await guest.until(() => guest.saved >= guest.ask(), 'the end is saved', longest).catch(() => {})
}

const closingsOf = async (server: Served) => (await server.ask<{ closings: Closings }>({ ask: 'closings' })).closings

/** 100 MB to `texts` texts, with twenty readers of whom all read, or none does. */
async function broadcast({ server, url, rooms, writers, readers }: Scene, isSlow: boolean) {
  const watch = watchMemory(server.pid)
  const guests: Guest[] = []
  const enter = async (collab: string, by: Visitor | undefined) => {
    const guest = new Guest({ url, collab, cookie: by?.cookie() ?? '' })
    guests.push(guest)
    await guest.synced()
    return guest
  }
  const authors = await Promise.all(
    rooms.flatMap((collab) =>
      Array.from({ length: writersPerText }, (_, at) => enter(collab, writers[at % writers.length])),
    ),
  )
  const slow: Guest[] = []
  for (let at = 0; at < slowOnes; at++) {
    slow.push(await enter(rooms[at % rooms.length] ?? '', readers[at % readers.length]))
  }
  const told = (await closingsOf(server))[1013] ?? 0
  if (isSlow) for (const guest of slow) guest.socket.pause()
  let isWritten = false
  const writing = Promise.all(authors.map((author) => write(author, perText / writersPerText))).then(() => {
    isWritten = true
  })
  let closed = 0
  while (isSlow && !isWritten && closed < slowOnes) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    closed = ((await closingsOf(server))[1013] ?? 0) - told
  }
  // Half of them read again at once, as a laptop that wakes up; the others never do.
  if (isSlow) for (const guest of slow.slice(slowOnes / 2)) guest.socket.resume()
  await writing
  if (isSlow) for (const guest of slow) guest.socket.resume()
  if (isSlow)
    await Promise.all(slow.map((one) => one.until(() => one.closed !== null, 'closed', 30_000).catch(() => {})))
  const wire = slow.filter((one) => one.closed?.code === 1013).length
  const open = slow.filter((one) => one.closed === null).length
  const rss = watch.stop()
  await Promise.all(guests.map((guest) => guest.leave()))
  return { rss, closed, wire, open }
}

async function run({ trials, databaseUrl, say }: Asked) {
  const rooms: string[] = []
  const place = await seatedPlace(databaseUrl, manyTexts(texts * (3 + trials) + 1, rooms))
  const { url } = place
  let server: Served | null = null
  try {
    server = await startServer(place, { before: ['tests/faults/wire/closings.ts'] })
    const [one, other] = [await signedIn(url, editors[0], demoPassword), await signedIn(url, editors[1], demoPassword)]
    const readers: Visitor[] = []
    for (const party of parties) readers.push(await signedIn(url, `head.${party}@demo.example`, demoPassword))
    const theirs = rooms.pop() ?? ''
    const others = await seatOthers({
      typing: { url, collab: theirs, cookie: one.cookie() },
      reading: { url, collab: theirs, cookie: other.cookie() },
      every: 50,
    })
    const scene = { server, url, writers: [one, other] as const, readers }
    const next = () => ({ ...scene, rooms: rooms.splice(0, texts) })
    const warm = await broadcast(next(), false)
    await others.take()
    const control = await broadcast(next(), false)
    const calm = await others.take()
    say(`with readers who read: RSS ${Math.round(warm.rss)}, then ${Math.round(control.rss)} MiB`)
    const slow: Awaited<ReturnType<typeof broadcast>>[] = []
    for (let trial = 0; trial < trials; trial++) slow.push(await broadcast(next(), true))
    const busy = await others.take()
    const after = await broadcast(next(), false)
    await others.leave()
    say(`with readers who read once more: RSS ${Math.round(after.rss)} MiB`)
    const usual = Math.max(warm.rss, control.rss, after.rss)
    const rss = Math.max(...slow.map((trial) => trial.rss))
    const sum = (figure: 'closed' | 'wire' | 'open') => slow.reduce((all, trial) => all + trial[figure], 0)
    return {
      lost: 0,
      figures: {
        'slow sockets': slowOnes * trials,
        'of these not closed with 1013': slowOnes * trials - sum('closed'),
        'of these still open afterwards': sum('open'),
        'of these that read in time and were told 1013': sum('wire'),
        'highest RSS with twenty who read': Math.round(usual),
        'highest RSS with twenty who do not': Math.round(rss),
        'RSS growth': Math.round(Math.max(0, rss - usual)),
        'others, seen p99 with readers who read': Math.round(quantile(calm.seen, 0.99)),
        'others, seen p99': Math.round(quantile(busy.seen, 0.99)),
        'exits of the server': server.ended() === null ? 0 : 1,
      },
    }
  } finally {
    await server?.kill()
    place.clear()
  }
}

export const stalledReaders: Fault = {
  name: 'stalled-readers',
  code: 'F15',
  title: 'twenty sockets that stop reading while 100 MB go out',
  engines: ['sqlite'],
  trials: 1,
  targets: {
    'of these not closed with 1013': { exactly: 0 },
    'of these still open afterwards': { exactly: 0 },
    'of these that read in time and were told 1013': { atLeast: 1 },
    'RSS growth': { atMost: 20, unit: 'MiB' },
    'exits of the server': { exactly: 0 },
  },
  run,
}
