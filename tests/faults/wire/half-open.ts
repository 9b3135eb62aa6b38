// A line that goes silent and closes nothing: a relay stops forwarding both ways while people at both ends type on. The
// client is the page's own connection with its own patience; nothing but time tells it that nobody hears, nor the
// others that nobody is there. The line stays silent, for every new attempt too, until both have found out.

import { demoPassword } from '#server/demo/committee.ts'
import { seenIn } from '#tests/document/gate/honest.ts'
import { signedIn, type Visitor } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { openRelay } from '#tests/support/servers/relay.ts'
import { type Place, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { Page } from '../people/page.ts'
import { docOf, editors, manyTexts } from '../people/texts.ts'
import { wordsIn } from '../people/words.ts'

/** Lines that go silent at the same time: below what one member may have open, twice. */
const atOnce = 10
/**
 * Milliseconds: between two words of a person, before the silence, with nobody noticing, and until all is saved again.
 */
const [pause, before, mostUnnoticed, mostResync] = [150, 2_000, 120_000, 60_000]

interface Trial {
  readonly place: Place
  readonly collab: string
  readonly people: readonly [Visitor, Visitor]
  readonly chance: Chance
}

/** Milliseconds of silence until nobody else is seen at the text any more; `already` have passed. */
function gone(page: Page, already: number): Promise<number> {
  const { present } = page.connection
  const began = performance.now()
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer)
      stop()
    }
    const timer = setTimeout(() => {
      end()
      reject(new Error('who is gone is still shown'))
    }, mostUnnoticed)
    const look = () => {
      if (present.get().length > 0) return
      end()
      resolve(already + performance.now() - began)
    }
    const stop = present.watch(look)
    look()
  })
}

async function oneTrial({ place, collab, people, chance }: Trial) {
  const relay = await openRelay(place.port)
  const [far, near] = people
  const { url } = place
  const away = new Page({ through: relay.url, url, collab, cookie: far.cookie() }, 1, chance)
  const here = new Page({ through: url, url, collab, cookie: near.cookie() }, 2, chance)
  const pages = [away, here]
  try {
    await Promise.all(pages.map((page) => page.until((link) => link.synced && link.seat !== null, 'seated', 30_000)))
    for (const page of pages) page.startTyping(pause)
    await new Promise((resolve) => setTimeout(resolve, before / 2 + chance.whole(before)))
    await away.until((link) => link.saved > 0, 'something saved', 30_000)
    if (here.connection.present.get().length !== 1) throw new Error('the two do not see each other')
    relay.hush()
    const silentSince = performance.now()
    const localThen = away.link.local
    let untrue = 0
    const stop = away.connection.link.watch(() => {
      if (away.link.saved > localThen) untrue += 1
    })
    const noticed = await away.until((link) => !link.connected, 'the silence is noticed', mostUnnoticed)
    const left = await gone(here, performance.now() - silentSince)
    stop()
    const typedBlind = away.link.local - localThen
    relay.heal()
    const resynced = await away.until((link) => link.synced, 'synced again', mostResync)
    for (const page of pages) page.stopTyping()
    await Promise.all(pages.map((page) => page.allSaved(mostResync)))
    const doc = await docOf({ url, collab, cookie: near.cookie() })
    const there = wordsIn(doc)
    const typed = pages.flatMap((page) => page.typed)
    const seen = seenIn(doc)
    const isOne = await Promise.all(pages.map((page) => page.shows(seen, 10_000)))
    return {
      noticed,
      left,
      resynced,
      typedBlind,
      untrue,
      typed: typed.length,
      lost: typed.filter((word) => !there.has(word)).length,
      differ: isOne.includes(false) ? 1 : 0,
    }
  } finally {
    for (const page of pages) page.leave()
    await relay.close()
  }
}

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const rooms: string[] = []
  const place = await seatedPlace(databaseUrl, manyTexts(trials, rooms))
  const server = await startServer(place)
  try {
    const signIn = (email: string) => signedIn(place.url, email, demoPassword)
    const people: [Visitor, Visitor] = [await signIn(editors[0]), await signIn(editors[1])]
    const ended: Awaited<ReturnType<typeof oneTrial>>[] = []
    for (let at = 0; at < trials; at += atOnce) {
      const lines = rooms.slice(at, at + atOnce)
      const going = lines.map((collab, line) =>
        oneTrial({ place, collab, people, chance: chanceFrom(seed + at + line) }),
      )
      ended.push(...(await Promise.all(going)))
      say(`${ended.length} lines went silent and came back`)
    }
    const sum = (figure: (one: (typeof ended)[number]) => number) => ended.reduce((all, one) => all + figure(one), 0)
    const worst = (figure: (one: (typeof ended)[number]) => number) => Math.round(Math.max(...ended.map(figure)))
    const lost = sum((one) => one.lost)
    return {
      lost,
      figures: {
        'words typed': sum((one) => one.typed),
        'words typed into the silence': sum((one) => one.typedBlind),
        'latest notice of a silent line': worst((one) => one.noticed) / 1000,
        'latest that others still see who is gone': worst((one) => one.left) / 1000,
        'latest resync after the line is back': worst((one) => one.resynced) / 1000,
        'words typed and lost': lost,
        'untrue words "saved" in the silence': sum((one) => one.untrue),
        'texts that differ afterwards': sum((one) => one.differ),
      },
    }
  } finally {
    await server.kill()
    place.clear()
  }
}

export const halfOpen: Fault = {
  name: 'half-open',
  code: 'F14',
  title: 'a line that goes silent and closes nothing',
  engines: ['sqlite'],
  trials: 10,
  targets: {
    'latest notice of a silent line': { atMost: 60, unit: 's' },
    'latest that others still see who is gone': { atMost: 60, unit: 's' },
    'words typed into the silence': { atLeast: 1 },
    'words typed and lost': { exactly: 0 },
    'untrue words "saved" in the silence': { exactly: 0 },
    'texts that differ afterwards': { exactly: 0 },
  },
  run,
}
