// One member who may only suggest makes the server mend without end: twenty sockets of theirs take settled letters out
// of a text, twelve a second each, and come back whenever they are closed. Whoever else writes there, and whoever reads
// a public page, must hardly notice; and whoever crosses a decision by accident is not refused.

import * as Y from 'yjs'
import { demoPassword } from '#server/demo/committee.ts'
import { seed } from '#server/document/writing/edit.ts'
import { openDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import type { Usage } from '#tests/bench/meter.ts'
import type { Seats } from '#tests/support/committee.ts'
import { signedIn, type Visitor } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { quantile } from '../people/figures.ts'
import { seatOthers } from '../people/others.ts'
import { docOf, editors } from '../people/texts.ts'
import { sendVisitors } from '../people/visitors.ts'
import { crossDecisions } from './honest-crossing.ts'
import { lettersOf, takeLetters } from './letter-taker.ts'

const [sockets, perSecond] = [20, 12]
/** Milliseconds between two keystrokes of the other writer, and two visits. */
const [typed, visited] = [100, 100]
/** Seconds of typing and reading before the attack. */
const calmFor = 3
const words =
  'In accordance with the Convention the Committee recalls that each Party shall take the measures it needs. '

interface Text {
  readonly dossier: string
  readonly collab: string
}

function textOf(length: number, texts: Text[]) {
  return async ({ world, secretariat }: Seats): Promise<void> => {
    const { id } = await openDossier(world, secretariat, {
      ...{ kind: 'opinion', titleEn: `Mended ${length}`, titleFr: `Réparé ${length}`, articles: [23] },
      ...{ rapporteurId: null, class: 'restricted' },
    })
    const { collab } = await readDossier(world, secretariat, id)
    const pairs = Array.from({ length }, () => {
      return { pid: world.mint(), kind: 'operative' as const, en: [{ text: words }], fr: [{ text: words }] }
    })
    await world.rooms.write(collab, (doc) => seed(doc, pairs))
    texts.push({ dossier: id, collab })
  }
}

interface People {
  readonly url: string
  readonly server: Served
  readonly writing: Visitor
  readonly reading: Visitor
  readonly attacking: Visitor
  readonly crossing: Visitor
}

async function attack(
  { url, server, writing, reading, attacking, crossing }: People,
  { dossier, collab }: Text,
  seconds: number,
) {
  const at = (visitor: Visitor) => ({ url, collab, cookie: visitor.cookie() })
  const doc = await docOf(at(writing))
  // The first paragraphs are the other writer's, and of who crosses decisions.
  const letters = lettersOf(doc).slice(words.length * 10)
  const known = Y.encodeStateVector(doc)
  const others = await seatOthers({ typing: at(writing), reading: at(reading), every: typed })
  const visitors = await sendVisitors({ url, paths: ['/', '/texts'], emails: [], password: '', every: visited })
  const cpu = async () => (await server.ask<{ usage: Usage }>({ ask: 'usage' })).usage.cpu
  const shareOf = (from: number, to: number, seconds: number) => Math.round((to - from) / seconds / 10_000) / 100
  const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))
  const began = await cpu()
  await wait(calmFor * 1_000)
  const before = await cpu()
  const calm = { typing: await others.take(), visits: await visitors.take() }
  const attackers = Array.from({ length: sockets }, (_, one) => {
    const own = letters.filter((_letter, letter) => letter % sockets === one)
    return takeLetters(at(attacking), own, known, 1000 / perSecond)
  })
  const honest = { suggesting: at(crossing), deciding: writing, dossier, rounds: 5, letters: 4 }
  // Whoever cannot even enter was kept out as well.
  const crossed = crossDecisions(honest).catch(() => honest.rounds)
  await wait(seconds * 1_000)
  const after = await cpu()
  const busy = { typing: await others.take(), visits: await visitors.take() }
  const taken = attackers.map((one) => one.stop())
  const refused = await crossed
  await others.leave()
  await visitors.leave()
  const share = { calm: shareOf(began, before, calmFor), busy: shareOf(before, after, seconds) }
  return { calm, busy, taken, refused, share }
}

async function measure(people: People, text: Text, { trials, say }: Asked) {
  const { calm, busy, taken, refused, share } = await attack(people, text, trials)
  const closed = new Map<number, number>()
  for (const one of taken) for (const [code, count] of one.closed) closed.set(code, (closed.get(code) ?? 0) + count)
  const told = taken.find(({ said }) => said !== '')?.said
  say(`closed with ${JSON.stringify([...closed])}: ${told?.replace(/[^ -\u024f’]/g, ' ')}`)
  const p99 = (values: readonly number[]) => Math.round(quantile(values, 0.99))
  const pages = (visits: typeof busy.visits) => p99(visits.map(({ took }) => took))
  return {
    'saved p99': p99(busy.typing.saved),
    'saved p99 before': p99(calm.typing.saved),
    'pages p99': pages(busy.visits),
    'pages p99 before': pages(calm.visits),
    'pages asked for': busy.visits.length,
    'pages not answered': busy.visits.filter(({ status }) => status !== 200).length,
    'CPU of the server during the attack': share.busy,
    'CPU of the server before': share.calm,
    'updates of the attack': taken.reduce((sum, { sent }) => sum + sent, 0),
    'sockets of the attack not closed': taken.filter((one) => !one.closed.has(4429)).length,
    'sockets of others closed': busy.typing.isClosed ? 1 : 0,
    'honest crossings refused': refused,
    'timers of the other writer late p99': p99(busy.typing.late),
  }
}

async function run(length: number, asked: Asked) {
  const texts: Text[] = []
  const place = await seatedPlace(asked.databaseUrl, textOf(length, texts))
  const { url } = place
  let server: Served | null = null
  try {
    server = await startServer(place, { before: ['tests/bench/meter.ts'] })
    const [writing, reading, attacking, crossing] = await Promise.all(
      [...editors, 'head.FR@demo.example', 'head.DE@demo.example'].map((email) => signedIn(url, email, demoPassword)),
    )
    const people = { url, server, writing, reading, attacking, crossing } as People
    const figures = await measure(people, texts[0]!, asked)
    return { lost: 0, figures: { ...figures, 'exits of the server': server.ended() === null ? 0 : 1 } }
  } finally {
    await server?.kill()
    place.clear()
  }
}

const floodOf = (name: string, code: string, length: number): Fault => ({
  name,
  code,
  title: `twenty sockets of one member who may only suggest make the server mend without end, ${length} paragraphs`,
  engines: ['sqlite'],
  // Seconds of the attack.
  trials: 20,
  targets: {
    'exits of the server': { exactly: 0 },
    'saved p99': { atMost: 250, unit: 'ms' },
    'pages p99': { atMost: 250, unit: 'ms' },
    'pages not answered': { exactly: 0 },
    'sockets of the attack not closed': { exactly: 0 },
    'sockets of others closed': { exactly: 0 },
    'honest crossings refused': { exactly: 0 },
  },
  run: (asked) => run(length, asked),
})

export const mendFlood = floodOf('mend-flood', 'F33', 200)
export const mendFloodLong = floodOf('mend-flood-long', 'F34', 2_000)
