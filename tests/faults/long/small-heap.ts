// Hundreds of texts opened, written in and left, one after the other, by a server whose heap is small: rooms are given
// up once all is saved, their memory comes back, the process stands, and every word is there when the text is opened
// again.

import * as Y from 'yjs'
import { demoPassword } from '#server/demo/committee.ts'
import type { Usage } from '#tests/bench/meter.ts'
import { type Address, Guest } from '#tests/live/guest.ts'
import { signedIn } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { inMiB } from '../people/figures.ts'
import { docOf, editors, manyTexts } from '../people/texts.ts'

/** MiB of old space; paragraphs and characters of one written in each text; texts opened at the same time. */
const [heap, paragraphs, characters, atOnce] = [128, 40, 200, 8]
/** Milliseconds after which an empty room must be gone: a minute, and what a busy machine adds. */
const longest = 150_000

const usageOf = async (server: Served) => (await server.ask<{ usage: Usage }>({ ask: 'usage', collect: true })).usage

/** Calls `visit` for each text, so many at the same time. */
async function each(rooms: readonly string[], visit: (collab: string, at: number) => Promise<void>): Promise<void> {
  let next = 0
  const work = async () => {
    for (let at = next++; at < rooms.length; at = next++) await visit(rooms[at] ?? '', at)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}

/** Opens the text, adds paragraphs that say which text this is, waits until they are saved, leaves. */
async function write(address: Address, mark: string, count: number): Promise<void> {
  const guest = new Guest(address)
  await guest.until(() => guest.isSynced, 'synced', 60_000)
  const blocks = Array.from({ length: count }, () => {
    const [block, text] = [new Y.XmlElement('block'), new Y.XmlText()]
    block.setAttribute('s_kind', 'operative')
    text.insert(0, `${mark} `.padEnd(characters, 'the Parties shall '))
    block.insert(0, [text])
    return block
  })
  guest.root().insert(0, blocks)
  const asked = guest.ask()
  await guest.until(() => guest.saved >= asked, 'saved', 60_000)
  await guest.leave()
}

/** Waits until what is held has come down to `least`, or no longer. */
async function givenBack(server: Served, least: number): Promise<number> {
  const deadline = performance.now() + longest
  let held = (await usageOf(server)).held
  while (held > least && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    held = (await usageOf(server)).held
  }
  return held
}

const kB = (bytes: number) => Math.round(bytes / 100) / 10

async function run({ trials, databaseUrl, say }: Asked) {
  const rooms: string[] = []
  const place = await seatedPlace(databaseUrl, manyTexts(trials, rooms))
  const { url } = place
  let server: Served | null = null
  try {
    const flags = [`--max-old-space-size=${heap}`, '--expose-gc']
    server = await startServer(place, { flags, before: ['tests/bench/meter.ts'] })
    const cookies: string[] = []
    for (const email of editors) cookies.push((await signedIn(url, email, demoPassword)).cookie())
    const addressOf = (collab: string, at: number) => ({ url, collab, cookie: cookies[at % cookies.length] ?? '' })
    const before = (await usageOf(server)).held
    const round = async (mark: string, count: number) => {
      await each(rooms, (collab, at) => write(addressOf(collab, at), `${mark}-${at}`, count))
      return (await usageOf(server as Served)).held
    }
    const open = await round('first', paragraphs)
    say(`${trials} texts written: ${inMiB(open)} MiB held, ${inMiB(before)} before`)
    // A tenth of what the open rooms held is what may stay: caches, the text of the program.
    const first = await givenBack(server, before + (open - before) / 10)
    say(`left: ${inMiB(first)} MiB held`)
    const again = await round('again', 1)
    const second = await givenBack(server, Math.max(first, before + (again - before) / 10))
    say(`written again: ${inMiB(again)} MiB held; left: ${inMiB(second)} MiB`)
    let missing = 0
    await each(rooms, async (collab, at) => {
      const words = (await docOf(addressOf(collab, at))).get('en', Y.XmlElement).toString()
      const found = words.split(`first-${at} `).length - 1 + words.split(`again-${at} `).length - 1
      missing += paragraphs + 1 - found
    })
    return {
      lost: missing,
      figures: {
        'texts opened, written and left twice': trials,
        'held before': inMiB(before),
        'held with all open': inMiB(open),
        'kB an open text': kB((open - before) / trials),
        'held after all have left': inMiB(first),
        'given back': Math.round((1 - (first - before) / (open - before)) * 1000) / 1000,
        'growth a text opened and closed again': kB(Math.max(0, second - first) / trials),
        'paragraphs lost': missing,
        'exits of the server': server.ended() === null ? 0 : 1,
      },
    }
  } finally {
    await server?.kill()
    place.clear()
  }
}

export const smallHeap: Fault = {
  name: 'small-heap',
  code: 'F27',
  title: `hundreds of texts opened and closed in a heap of ${heap} MiB`,
  engines: ['sqlite', 'postgresql'],
  trials: 500,
  targets: {
    'given back': { atLeast: 0.85 },
    'growth a text opened and closed again': { atMost: 5, unit: 'kB' },
    'paragraphs lost': { exactly: 0 },
    'exits of the server': { exactly: 0 },
  },
  run,
}
