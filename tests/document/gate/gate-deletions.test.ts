// Whatever Yjs writes has the deletions of each client once, in order, without an overlap: the gate's reader takes all
// of it. SEED replays a run.

import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Stopped } from '#server/document/gate/reason.ts'
import { scanUpdate } from '#server/document/gate/scan.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { editHonestly, rootsOf } from './honest.ts'

interface Page {
  readonly doc: Y.Doc
  readonly undo: Y.UndoManager
  /** All that came about in its text, its own and what it heard, in order. */
  readonly updates: Uint8Array[]
}

function pageOf(client: number, gc: boolean): Page {
  const doc = new Y.Doc({ gc })
  doc.clientID = client
  const page = { doc, undo: new Y.UndoManager(rootsOf(doc), { trackedOrigins: new Set(['editor']) }), updates: [] }
  doc.on('update', (update: Uint8Array) => (page.updates as Uint8Array[]).push(update))
  return page
}

const shuffled = <T>(some: readonly T[], chance: Chance): T[] =>
  some
    .map((one) => [chance.whole(2 ** 30), one] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, one]) => one)

/** A stretch of what came about, in any order, some of it twice. */
function someOf({ updates }: Page, chance: Chance): Uint8Array[] {
  const from = chance.whole(updates.length)
  const stretch = updates.slice(from, from + 1 + chance.whole(40))
  return shuffled([...stretch, ...stretch.filter(() => chance.sometimes(0.3))], chance)
}

/** In the ways in which pages, and Yjs itself, write an update. */
function written(page: Page, other: Page, chance: Chance): Uint8Array[] {
  const known = Y.encodeStateVector(other.doc)
  const merged = Y.mergeUpdates(someOf(page, chance))
  const behind = new Y.Doc({ gc: chance.sometimes(0.5) })
  for (const update of someOf(page, chance)) Y.applyUpdate(behind, update)
  return [
    merged,
    Y.diffUpdate(merged, known),
    Y.mergeUpdates(
      shuffled([merged, Y.encodeStateAsUpdate(other.doc, known), Y.encodeStateAsUpdate(page.doc)], chance),
    ),
    Y.encodeStateAsUpdate(page.doc),
    Y.encodeStateAsUpdate(page.doc, known),
    // With what waits for words that have not come.
    Y.encodeStateAsUpdate(behind),
    Y.convertUpdateFormatV2ToV1(Y.encodeStateAsUpdateV2(page.doc)),
  ]
}

test('what Yjs writes, merges and cuts is never taken for deletions out of order', () => {
  const seed = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))
  const chance = chanceFrom(seed)
  const refused: string[] = []
  let [read, deletes] = [0, 0]
  const scan = (update: Uint8Array) => {
    try {
      deletes += scanUpdate(update).deletes.length
      read += 1
    } catch (error) {
      if (!(error instanceof Stopped)) throw error
      // A stretch that begins in the middle has a hole where others wrote: that is no matter of deletions.
      if (error.message !== 'content 10') refused.push(`seed ${seed}: ${error.reason}, ${error.message}`)
    }
  }
  for (let round = 0; round < 20; round++) {
    const pages = [11, 12, 13].map((client) => pageOf(client, chance.sometimes(0.6)))
    for (let step = 0; step < 120; step++) {
      const [page, other] = [chance.pick(pages), chance.pick(pages)]
      if (chance.sometimes(0.75)) editHonestly(page.doc, chance, page.undo)
      else Y.applyUpdate(page.doc, Y.encodeStateAsUpdate(other.doc, Y.encodeStateVector(page.doc)), 'server')
      if (page.updates.length > 0 && chance.sometimes(0.2)) for (const one of written(page, other, chance)) scan(one)
    }
    for (const { updates } of pages) for (const update of updates) scan(update)
  }
  console.log(`seed ${seed}: ${read} updates with ${deletes} deletions`)
  expect(refused).toEqual([])
  expect(read).toBeGreaterThan(2_000)
  expect(deletes).toBeGreaterThan(10_000)
})
