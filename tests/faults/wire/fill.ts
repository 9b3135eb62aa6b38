// One member who may only suggest pours suggestions into a text as fast as they can, over several sockets. Whoever else
// writes there, and whoever reads a public page, must hardly notice; the text never fills; afterwards everybody writes
// on, and what the Secretariat rejects gives its room back.

import * as Y from 'yjs'
import { demoPassword } from '#server/demo/committee.ts'
import { seed } from '#server/document/writing/edit.ts'
import { openDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { Guest } from '#tests/live/guest.ts'
import type { Seats } from '#tests/support/committee.ts'
import { signedIn, type Visitor } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import { type Served, startServer } from '#tests/support/servers/server.ts'
import type { Asked, Fault } from '../fault.ts'
import { quantile } from '../people/figures.ts'
import { seatOthers } from '../people/others.ts'
import { docOf, editors } from '../people/texts.ts'
import { sendVisitors } from '../people/visitors.ts'
import { pour } from './pourer.ts'

const sockets = 8
/** Milliseconds between two keystrokes of the other writer, and two visits. */
const [typed, visited] = [100, 100]
/** Seconds of typing and reading before the attack. */
const calmFor = 3
/** Suggestions rejected in one request. */
const atOnce = 1_000

interface Text {
  dossier: string
  collab: string
}

function textInto(text: Text) {
  return async ({ world, secretariat }: Seats): Promise<void> => {
    const { id } = await openDossier(world, secretariat, {
      ...{ kind: 'opinion', titleEn: 'Filled', titleFr: 'Rempli', articles: [23] },
      ...{ rapporteurId: null, class: 'restricted' },
    })
    const { collab } = await readDossier(world, secretariat, id)
    const words =
      'In accordance with the Convention the Committee recalls that each Party shall take the measures it needs.'
    const pairs = Array.from({ length: 20 }, () => {
      return { pid: world.mint(), kind: 'operative' as const, en: [{ text: words }], fr: [{ text: words }] }
    })
    await world.rooms.write(collab, (doc) => seed(doc, pairs))
    Object.assign(text, { dossier: id, collab })
  }
}

interface People {
  readonly url: string
  readonly secretariat: Visitor
  readonly legal: Visitor
  readonly attacking: Visitor
  readonly suggesting: Visitor
}

const wait = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

async function attack({ url, secretariat, legal, attacking }: People, { collab }: Text, seconds: number) {
  const at = (visitor: Visitor) => ({ url, collab, cookie: visitor.cookie() })
  const start = Y.encodeStateAsUpdate(await docOf(at(secretariat)))
  const others = await seatOthers({ typing: at(secretariat), reading: at(legal), every: typed })
  const visitors = await sendVisitors({ url, paths: ['/', '/texts'], emails: [], password: '', every: visited })
  await wait(calmFor * 1_000)
  const calm = { typing: await others.take(), visits: await visitors.take() }
  const pourers = Array.from({ length: sockets }, (_, one) =>
    pour({ address: at(attacking), start, what: one % 2 === 0 ? 'words' : 'marks' }),
  )
  await wait(seconds * 1_000)
  const busy = { typing: await others.take(), visits: await visitors.take() }
  const poured = pourers.map((one) => one.stop())
  await others.leave()
  await visitors.leave()
  return { calm, busy, poured }
}

/** Whether somebody can still write, or suggest: milliseconds until it is saved; null when it is not. */
async function writes({ url }: People, { collab }: Text, { by, mark }: { by: Visitor; mark: string | null }) {
  const guest = new Guest({ url, collab, cookie: by.cookie() })
  await guest.until(() => guest.isSynced, 'synced', 30_000)
  const began = performance.now()
  guest.text(2).insert(0, 'And ', mark === null ? {} : { [`s_i_${guest.doc.clientID.toString(36)}-1`]: 1 })
  const asked = guest.ask()
  await guest.until(() => guest.saved >= asked || guest.closed !== null, 'saved', 30_000).catch(() => {})
  const isSaved = guest.saved >= asked
  await guest.leave()
  return isSaved ? performance.now() - began : null
}

function suggestionsIn(doc: Y.Doc): string[] {
  const ids = new Set<string>()
  for (const language of ['en', 'fr']) {
    for (const block of (doc.get(language, Y.XmlElement) as Y.XmlElement).toArray() as Y.XmlElement[]) {
      for (const text of block.toArray() as Y.XmlText[]) {
        for (const { attributes = {} } of text.toDelta() as { attributes?: object }[]) {
          for (const key of Object.keys(attributes)) if (/^s_[idf]_/.test(key)) ids.add(key.slice(4))
        }
      }
    }
  }
  return [...ids]
}

async function rejectAll(people: People, { dossier, collab }: Text) {
  const address = { url: people.url, collab, cookie: people.secretariat.cookie() }
  const ids = suggestionsIn(await docOf(address))
  const began = performance.now()
  let refused = 0
  for (let at = 0; at < ids.length; at += atOnce) {
    const some = ids.slice(at, at + atOnce).join(' ')
    const answer = await people.secretariat.post(`/dossiers/${dossier}/suggestions/rejection`, { ids: some })
    if (answer.status >= 400) refused += 1
  }
  const seconds = (performance.now() - began) / 1_000
  const left = await docOf(address)
  return {
    stood: ids.length,
    left: suggestionsIn(left).length,
    refused,
    seconds,
    bytes: Y.encodeStateAsUpdate(left).length,
  }
}

async function measure(people: People, text: Text, { trials, say }: Asked) {
  const { calm, busy, poured } = await attack(people, text, trials)
  const refused = new Map<string, number>()
  for (const one of poured) for (const [code, count] of one.refused) refused.set(code, (refused.get(code) ?? 0) + count)
  say(`refused: ${JSON.stringify([...refused])}`)
  const after = await Promise.all([
    writes(people, text, { by: people.legal, mark: null }),
    writes(people, text, { by: people.suggesting, mark: 'own' }),
    writes(people, text, { by: people.secretariat, mark: null }),
  ])
  const { stood, left, refused: notTaken, seconds, bytes } = await rejectAll(people, text)
  const again = await writes(people, text, { by: people.attacking, mark: 'own' })
  say(`who poured ${again === null ? 'may suggest no more today' : 'may suggest again'}`)
  const p99 = (values: readonly number[]) => Math.round(quantile(values, 0.99))
  return {
    'saved p99': p99(busy.typing.saved),
    'saved p99 before': p99(calm.typing.saved),
    'pages p99': p99(busy.visits.map(({ took }) => took)),
    'pages p99 before': p99(calm.visits.map(({ took }) => took)),
    'pages not answered': busy.visits.filter(({ status }) => status !== 200).length,
    'sockets of others closed': busy.typing.isClosed ? 1 : 0,
    'refused as full': refused.get('full') ?? 0,
    'refused by the quota': (refused.get('suggested-letters') ?? 0) + (refused.get('suggested-today') ?? 0),
    'MB poured': Math.round(poured.reduce((sum, one) => sum + one.bytes, 0) / 10_000) / 100,
    'others who could not write afterwards': after.filter((one) => one === null).length,
    'suggestions rejected': stood,
    'suggestions left': left,
    'rejections refused': notTaken,
    'seconds of rejecting': Math.round(seconds * 10) / 10,
    'kB of the text afterwards': Math.round(bytes / 1_000),
    'timers of the other writer late p99': p99(busy.typing.late),
  }
}

async function run(asked: Asked) {
  const text: Text = { dossier: '', collab: '' }
  const place = await seatedPlace(asked.databaseUrl, textInto(text))
  const { url } = place
  let server: Served | null = null
  try {
    server = await startServer(place)
    const [secretariat, legal, attacking, suggesting] = await Promise.all(
      [...editors, 'head.FR@demo.example', 'head.DE@demo.example'].map((email) => signedIn(url, email, demoPassword)),
    )
    const people = { url, secretariat, legal, attacking, suggesting } as People
    const figures = await measure(people, text, asked)
    return { lost: 0, figures: { ...figures, 'exits of the server': server.ended() === null ? 0 : 1 } }
  } finally {
    await server?.kill()
    place.clear()
  }
}

export const fill: Fault = {
  name: 'fill',
  code: 'F35',
  title: 'eight sockets of one member who may only suggest pour suggestions into a text',
  engines: ['sqlite'],
  // Seconds of the attack.
  trials: 20,
  targets: {
    'exits of the server': { exactly: 0 },
    'saved p99': { atMost: 250, unit: 'ms' },
    'pages p99': { atMost: 250, unit: 'ms' },
    'pages not answered': { exactly: 0 },
    'sockets of others closed': { exactly: 0 },
    'refused as full': { exactly: 0 },
    'refused by the quota': { atLeast: 1 },
    'others who could not write afterwards': { exactly: 0 },
    'suggestions left': { exactly: 0 },
    'rejections refused': { exactly: 0 },
  },
  run,
}
