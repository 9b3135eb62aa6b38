// A real server on data of its own with two long texts that have a history: seeded, one edit in every paragraph,
// versions, edits since.

import { readFileSync } from 'node:fs'
import * as Y from 'yjs'
import { demoPassword } from '#server/demo/committee.ts'
import { rootOf, textsOf } from '#server/document/tree/blocks.ts'
import { type Pair, seed } from '#server/document/writing/edit.ts'
import { openDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { freezeText } from '#server/workflows/versions/version-freezing.ts'
import { Guest } from '#tests/live/guest.ts'
import type { Seats } from '#tests/support/committee.ts'
import { signedIn, type Visitor } from '#tests/support/people/visitor.ts'
import { seatedPlace } from '#tests/support/seated.ts'
import type { Chance } from '#tests/support/seeded.ts'
import { startServer } from '#tests/support/servers/server.ts'
import { statesOf } from '../redline/texts.ts'

/** A text with its versions, oldest first. */
export interface LongText {
  readonly paragraphs: number
  readonly id: string
  readonly collab: string
  readonly pid: string
  readonly versions: readonly string[]
}

export interface House {
  readonly texts: readonly LongText[]
  /** The time until the whole page has come, in milliseconds. Throws for any other answer than 200. */
  timed(path: string): Promise<number>
  /** Somebody types a few letters in one paragraph and waits until they are saved. */
  type(text: LongText, at: number): Promise<void>
  /**
   * Of the server with all its threads, since it started, in milliseconds: what a page costs on a machine that others
   * use too.
   */
  cpu(): number
  close(): Promise<void>
}

/** Words of a paragraph in each language. */
const words = 90
/** Of all paragraphs, so many are written in between two versions. */
const edited = 30

export async function openHouse(lengths: readonly number[], chance: Chance): Promise<House> {
  const texts: LongText[] = []
  const place = await seatedPlace(null, async (seats) => {
    for (const paragraphs of lengths) texts.push(await draft(seats, paragraphs, chance))
  })
  const server = await startServer(place)
  const visitor = await signedIn(place.url, 'secretariat@demo.example', demoPassword)
  const guests = new Map<string, Guest>()
  return {
    texts,
    timed: (path) => timed(visitor, path),
    cpu: () => cpuOf(server.pid),
    async type({ collab }, at) {
      const guest = guests.get(collab) ?? new Guest({ url: place.url, collab, cookie: visitor.cookie() })
      guests.set(collab, guest)
      await guest.synced()
      guest.text(at).insert(3, 'abc')
      await guest.allSaved()
    },
    async close() {
      await Promise.all([...guests.values()].map((guest) => guest.leave()))
      await server.stop()
      place.clear()
    },
  }
}

async function timed(visitor: Visitor, path: string): Promise<number> {
  const began = performance.now()
  const response = await visitor.get(path)
  const body = await response.text()
  const took = performance.now() - began
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${body.slice(0, 200)}`)
  return took
}

/** As Linux counts it, in hundredths of a second. */
function cpuOf(pid: number): number {
  const [, after = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')
  const fields = after.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

async function draft({ world, secretariat, rapporteur }: Seats, paragraphs: number, chance: Chance): Promise<LongText> {
  const { id } = await openDossier(world, secretariat, {
    kind: 'opinion',
    titleEn: `A text of ${paragraphs} paragraphs`,
    titleFr: `Un texte de ${paragraphs} paragraphes`,
    articles: [23],
    rapporteurId: rapporteur.id,
    class: 'restricted',
  })
  const { collab } = await readDossier(world, secretariat, id)
  const pairs = pairsOf(paragraphs, { chance, mint: world.mint })
  const freeze = async (name: string) => (await freezeText(world, secretariat, { dossierId: id, name, note: '' })).id
  const write = (places: readonly number[], put: string) =>
    world.rooms.write(collab, (doc) => {
      for (const at of places) reword(doc, at, put)
    })
  await world.rooms.write(collab, (doc) => seed(doc, pairs))
  const versions = [await freeze('as it was drafted')]
  // One word of every paragraph is exchanged for another: what was taken out everywhere may have gone anywhere.
  await write([...pairs.keys()], 'exchanged')
  versions.push(await freeze('a word exchanged'))
  const few = Math.min(edited, Math.floor(paragraphs / 4))
  await write(
    Array.from({ length: few }, (_, at) => at * 4),
    'added',
  )
  versions.push(await freeze('before the meeting'))
  return { paragraphs, id, collab, pid: pairs[5]!.pid, versions }
}

function pairsOf(
  paragraphs: number,
  { chance, mint }: { readonly chance: Chance; readonly mint: () => string },
): Pair[] {
  const shape = { paragraphs, words, reworded: 0, moved: 0, deleted: 0, inserted: 0, split: 0 }
  const english = statesOf(shape, 'en', chance).before.tree.paragraphs
  const french = statesOf(shape, 'fr', chance).before.tree.paragraphs
  return english.map(({ kind, runs }, at) => ({ pid: mint(), kind, en: runs, fr: french[at]!.runs }))
}

function reword(doc: Y.Doc, at: number, put: string): void {
  const [text] = textsOf(rootOf(doc, 'en').get(at) as Y.XmlElement)
  if (!(text instanceof Y.XmlText)) throw new Error(`paragraph ${at} has no words`)
  text.delete(0, 4)
  text.insert(0, `${put}${at} `)
}
