// The server is killed with SIGKILL while eight pages type and delete. What a page was told is saved must be there
// afterwards.

import type * as Y from 'yjs'
import { demoPassword } from '#server/demo/committee.ts'
import { seenIn } from '#tests/document/gate/honest.ts'
import type { Address } from '#tests/live/guest.ts'
import { signedIn, type Visitor } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { type Place, type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { docOf, editors, openText } from '../people/texts.ts'
import { lostFrom, Typist } from '../people/typists.ts'

const figuresAtStart = {
  'trials with something saved before the kill': 0,
  'edits made': 0,
  'characters shown as saved': 0,
  'characters shown as saved and lost': 0,
  'deletions shown as saved and undone': 0,
  'documents that differ after reload': 0,
  'pages refused when they came back': 0,
  'slowest return of the server': 0,
}
type Figures = typeof figuresAtStart

/** Eight pages of two members: the only two who may edit this text. */
const typistsPerMember = 4

async function run({ trials, seed, databaseUrl, say }: Asked) {
  const chance = chanceFrom(seed)
  const place = await seatedPlace(databaseUrl)
  const figures = { ...figuresAtStart }
  let server: Served | null = null
  try {
    server = await startServer(place)
    const people = await Promise.all(editors.map((email) => signedIn(place.url, email, demoPassword)))
    let before: Ended | null = null
    for (let trial = 0; trial < trials; trial++) {
      const ended: Ended = await oneTrial({ place, server, people, chance, figures, before })
      server = ended.server
      before = ended
      if ((trial + 1) % 25 === 0) say(`${trial + 1} kills`)
    }
    if (before && people[0]) {
      await server.kill()
      server = await startServer(place)
      await checkReloaded({ url: place.url, cookie: people[0].cookie() }, before, figures)
    }
  } finally {
    await server?.kill()
    place.clear()
  }
  const lost = figures['characters shown as saved and lost'] + figures['deletions shown as saved and undone']
  return { figures, lost }
}

interface Trial {
  readonly place: Place
  readonly server: Served
  readonly people: readonly Visitor[]
  readonly chance: Chance
  readonly figures: Figures
  /** The trial before, whose text is looked at once more after this trial's restart. */
  readonly before: Ended | null
}

interface Ended {
  readonly server: Served
  readonly collab: string
  readonly seen: string
}

async function oneTrial({ place, server, people, chance, figures, before }: Trial): Promise<Ended> {
  const [first] = people
  if (!first) throw new Error('nobody is signed in')
  const collab = await openText(first)
  const addresses = people.flatMap((one) => {
    const address = { url: place.url, collab, cookie: one.cookie() }
    return Array.from({ length: typistsPerMember }, () => address)
  })
  const typists = addresses.map((address) => ({ address, typist: new Typist(address, chance) }))
  await Promise.all(typists.map(({ typist }) => typist.synced()))
  for (const { typist } of typists) typist.start()
  await new Promise((resolve) => setTimeout(resolve, 20 + chance.whole(381)))
  await server.kill()
  for (const { typist } of typists) typist.stop()
  const asked = performance.now()
  const next = await startServer(place)
  const took = Math.round(performance.now() - asked)
  figures['slowest return of the server'] = Math.max(figures['slowest return of the server'], took)
  const reader = { url: place.url, cookie: first.cookie() }
  await Promise.all([
    docOf({ ...reader, collab }).then((doc) =>
      count(
        figures,
        doc,
        typists.map(({ typist }) => typist),
      ),
    ),
    before && checkReloaded(reader, before, figures),
  ])
  await Promise.all(typists.map(({ address, typist }) => typist.comeBack(address)))
  const seen = seenIn(await docOf({ ...reader, collab }))
  const isOne = await Promise.all(typists.map(({ typist }) => typist.shows(seen)))
  if (isOne.includes(false)) figures['documents that differ after reload'] += 1
  figures['pages refused when they came back'] += typists.filter(({ typist }) => typist.refused).length
  await Promise.all(typists.map(({ typist }) => typist.leave()))
  return { server: next, collab, seen }
}

function count(figures: Figures, reloaded: Y.Doc, typists: readonly Typist[]): void {
  let isAnySaved = false
  for (const typist of typists) {
    figures['edits made'] += typist.edits
    const shown = typist.lastShown()
    if (!shown) continue
    isAnySaved = true
    figures['characters shown as saved'] += shown.states.get(typist.doc.clientID) ?? 0
    const { lost, revived } = lostFrom(reloaded, shown)
    figures['characters shown as saved and lost'] += lost
    figures['deletions shown as saved and undone'] += revived
  }
  if (isAnySaved) figures['trials with something saved before the kill'] += 1
}

type Reader = Pick<Address, 'url' | 'cookie'>

/** A text that was whole before a kill reads the same after it. */
async function checkReloaded(
  reader: Reader,
  { collab, seen }: Pick<Ended, 'collab' | 'seen'>,
  figures: Figures,
): Promise<void> {
  if (seenIn(await docOf({ ...reader, collab })) !== seen) figures['documents that differ after reload'] += 1
}

export const killTyping: Fault = {
  name: 'kill-typing',
  code: 'F1',
  title: 'SIGKILL while eight pages type and delete',
  engines: ['sqlite', 'postgresql'],
  trials: 100,
  targets: {
    'edits made': { atLeast: 1 },
    'characters shown as saved and lost': { exactly: 0 },
    'deletions shown as saved and undone': { exactly: 0 },
    'documents that differ after reload': { exactly: 0 },
    'pages refused when they came back': { exactly: 0 },
    'slowest return of the server': { atMost: 5_000, unit: 'ms' },
  },
  run,
}
