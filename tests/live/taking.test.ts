// Taking the text out of the log while others write: nobody is held up, and what is taken is what the log has up to its
// position.

import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { listUpdates } from '#db/texts/documents.ts'
import { blocksOf, rootOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { type BothTrees, wordsOf } from '#server/document/tree/tree.ts'
import { newText } from '#server/document/writing/edit.ts'
import { engines } from '#tests/support/store.ts'
import { collab, openPlace, type Place } from './place.ts'

const writings = 40

function write({ rooms }: Place, word: string): Promise<unknown> {
  return rooms.write(collab, (doc) => {
    const [block] = blocksOf(rootOf(doc, 'en'))
    const [text] = block?.element.toArray() ?? []
    if (text instanceof Y.XmlText) text.insert(text.length, word)
    else block?.element.insert(0, [newText([{ text: word }])])
  })
}

async function textAt({ store }: Place, seq: number): Promise<BothTrees> {
  const doc = new Y.Doc()
  for (const update of await listUpdates(store.db, collab, 0)) if (update.seq <= seq) Y.applyUpdate(doc, update.bytes)
  return readTrees(doc)
}

describe.each(engines)('a freezing that fails on %s', (engine) => {
  test('leaves the text to those who write', async () => {
    const place = await openPlace(engine)
    onTestFinished(() => place.close())
    const ada = place.guest('ada')
    await ada.synced()
    const rename = (from: string, to: string) =>
      place.store.db.executeQuery(
        sql`alter table ${sql.table(from)} rename to ${sql.table(to)}`.compile(place.store.db),
      )
    await rename('doc_snapshot', 'kept_away')
    await expect(place.rooms.freeze(collab)).rejects.toThrow()
    await rename('kept_away', 'doc_snapshot')
    // What is asked for here is answered once the seat was said.
    ada.ask()
    await ada.until(() => ada.saved >= 1, 'saved')
    expect(ada.seat?.mayEdit).toBe(true)
    await write(place, 'on')
  })
})

describe.each(engines)('taking a text on %s', (engine) => {
  test('gives the log up to a position, whoever writes meanwhile, and stops nobody', async () => {
    const place = await openPlace(engine)
    onTestFinished(() => place.close())
    const taken: Promise<{ readonly uptoSeq: number; readonly trees: BothTrees }>[] = []
    const written: Promise<unknown>[] = []
    for (let at = 0; at < writings; at++) {
      written.push(write(place, `${at} `))
      if (at % 5 === 0) taken.push(place.rooms.take(collab))
    }
    await Promise.all(written)
    taken.push(place.rooms.take(collab))
    const all = await Promise.all(taken)
    for (const { uptoSeq, trees } of all) expect(trees).toEqual(await textAt(place, uptoSeq))
    const last = all.at(-1)
    expect(last && wordsOf(last.trees.en.paragraphs[0]!).trim().split(' ')).toHaveLength(writings)
    expect(all.every(({ uptoSeq }, at) => at === 0 || uptoSeq >= all[at - 1]!.uptoSeq)).toBe(true)
  })
})
