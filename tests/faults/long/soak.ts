// Thirty people at six texts for ten minutes, typing as people do; after one stroke in a hundred somebody's line is
// cut. Memory must not climb, and all pages of a text must end with it. A trial is a minute.

import * as Y from 'yjs'
import { demoPassword } from '#server/demo/committee.ts'
import type { Usage } from '#tests/bench/meter.ts'
import { seenIn } from '#tests/document/gate/honest.ts'
import { signedIn } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { chanceFrom } from '#tests/support/seeded.ts'
import { openRelay, type Relay } from '#tests/support/servers/relay.ts'
import { type Place, type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { slopeOf } from '../people/figures.ts'
import { Hand, usualPause } from '../people/hand.ts'
import { Page } from '../people/page.ts'
import { docOf, editors, manyTexts } from '../people/texts.ts'
import { wordOf } from '../people/words.ts'

const [people, texts, cutShare, minute] = [30, 6, 0.01, 60_000]
/**
 * Milliseconds between two looks at the memory; the share of the time that is warming up, and how many times faster
 * people type in it: what a process reserves when it first has much to do is not growth; characters in a text at the
 * beginning.
 */
const [every, warmUp, hurry, atFirst] = [10_000, 0.4, 4, 1_200]
const patience = 120_000

interface Sample {
  readonly at: number
  readonly held: number
  readonly rss: number
}

interface Person {
  readonly page: Page
  readonly hand: Hand
  readonly relay: Relay
  readonly collab: string
}

async function sit(place: Place, rooms: readonly string[], cookies: readonly string[], seed: number) {
  const counted = { cuts: 0 }
  const seated: Person[] = []
  for (let at = 0; at < people; at++) {
    const relay = await openRelay(place.port)
    const chance = chanceFrom(seed + at)
    const collab = rooms[at % texts] ?? ''
    const cookie = cookies[at % cookies.length] ?? ''
    const page = new Page({ through: relay.url, url: place.url, collab, cookie }, at, chance)
    await page.until((link) => link.synced && link.seat !== null, 'seated', patience)
    if (at < texts) for (let count = 0; count < atFirst / wordOf(0, 0).length; count++) page.type()
    const hand = new Hand(page.connection.doc, chance, () => {
      if (!chance.sometimes(cutShare)) return
      counted.cuts += 1
      relay.cut()
      relay.heal()
    })
    seated.push({ page, hand, relay, collab })
  }
  return { seated, counted }
}

/** Looks at the memory, after a collection, until the time is over. */
async function watch(server: Served, minutes: number, { say, hands }: { say: Asked['say']; hands: readonly Hand[] }) {
  const samples: Sample[] = []
  const began = performance.now()
  let isWarm = false
  for (const hand of hands) hand.start(usualPause / hurry)
  while (performance.now() - began < minutes * minute) {
    await new Promise((resolve) => setTimeout(resolve, every))
    const { held, rss } = (await server.ask<{ usage: Usage }>({ ask: 'usage', collect: true })).usage
    samples.push({ at: performance.now() - began, held: held / 1024 / 1024, rss: rss / 1024 / 1024 })
    if (!isWarm && performance.now() - began >= minutes * minute * warmUp) {
      isWarm = true
      for (const hand of hands) hand.start(usualPause)
    }
    if (samples.length % 6 === 0) say(`${samples.length / 6} min: ${Math.round(rss / 1024 / 1024)} MiB resident`)
  }
  return samples
}

/**
 * Texts that are not the same for all their pages and for one that opens now, and strokes of a page that the text
 * lacks.
 */
async function compare(place: Place, seated: readonly Person[], cookie: string) {
  const seen = new Map<string, string>()
  let [differ, lost, bytes] = [0, 0, 0]
  for (const [collab, pages] of Map.groupBy(seated, (one) => one.collab)) {
    const doc = await docOf({ url: place.url, collab, cookie })
    const state = seenIn(doc)
    seen.set(collab, state)
    bytes += Y.encodeStateAsUpdate(doc).length
    for (const { page } of pages) {
      const mine = page.connection.doc
      lost += Math.max(0, Y.getState(mine.store, mine.clientID) - Y.getState(doc.store, mine.clientID))
      // What the last one saved reaches the others a moment later.
      if (!(await page.shows(state, 10_000))) differ += 1
    }
  }
  return { seen, differ, lost, bytes }
}

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const rooms: string[] = []
  const place = await seatedPlace(databaseUrl, manyTexts(texts, rooms))
  const { url } = place
  let server: Served | null = null
  let seated: readonly Person[] = []
  try {
    server = await startServer(place, { flags: ['--expose-gc'], before: ['tests/bench/meter.ts'] })
    const cookies: string[] = []
    for (const email of editors) cookies.push((await signedIn(url, email, demoPassword)).cookie())
    const sitting = await sit(place, rooms, cookies, seed)
    seated = sitting.seated
    await Promise.all(seated.map(({ page }) => page.allSaved(patience)))
    const samples = await watch(server, trials, { say, hands: seated.map(({ hand }) => hand) })
    for (const { hand } of seated) hand.stop()
    await Promise.all(seated.map(({ page }) => page.allSaved(patience)))
    const { seen, differ, lost, bytes } = await compare(place, seated, cookies[0] ?? '')
    const refused = seated.filter(({ page }) => page.link.refused !== null).length
    await server.kill()
    server = await startServer(place)
    let unlike = 0
    for (const [collab, state] of seen) {
      if (seenIn(await docOf({ url, collab, cookie: cookies[0] ?? '' })) !== state) unlike += 1
    }
    const warm = samples.filter(({ at }) => at > trials * minute * warmUp + every)
    const held = slopeOf(warm.map(({ at, held: value }) => ({ at, value })))
    const rss = slopeOf(warm.map(({ at, rss: value }) => ({ at, value })))
    return {
      lost,
      figures: {
        strokes: seated.reduce((sum, { hand }) => sum + hand.strokes, 0),
        'lines cut': sitting.counted.cuts,
        'samples after warming up': warm.length,
        'resident at the end': Math.round(samples.at(-1)?.rss ?? Number.NaN),
        'resident, slope': rss.perHour,
        'one standard error of it': rss.error,
        'resident, slope less two standard errors': rss.perHour - 2 * rss.error,
        'held after a collection, slope': held.perHour,
        'one standard error of that': held.error,
        'held, slope less two standard errors': held.perHour - 2 * held.error,
        'kB of the six texts at the end': Math.round(bytes / 1000),
        'pages that differ from their text': differ,
        'strokes lost': lost,
        'texts that differ after a kill': unlike,
        'pages refused': refused,
      },
    }
  } finally {
    for (const { hand, page } of seated) {
      hand.stop()
      page.leave()
    }
    await Promise.all(seated.map(({ relay }) => relay.close()))
    await server?.kill()
    place.clear()
  }
}

export const soak: Fault = {
  name: 'soak',
  code: 'F31',
  title: 'thirty people at six texts for ten minutes, one line in a hundred strokes cut',
  engines: ['sqlite'],
  trials: 10,
  targets: {
    'resident, slope less two standard errors': { atMost: 5, unit: 'MiB/h' },
    'held, slope less two standard errors': { atMost: 5, unit: 'MiB/h' },
    'pages that differ from their text': { exactly: 0 },
    'strokes lost': { exactly: 0 },
    'texts that differ after a kill': { exactly: 0 },
    'pages refused': { exactly: 0 },
  },
  run,
}
