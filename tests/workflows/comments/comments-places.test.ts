// Nothing vanishes: threads through two hundred random edits, splits, joins, moves and deletions of the text around
// them.

import { describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { marginOf } from '#app/desk/margin/notes.ts'
import { blocksOf, rootOf, textsOf } from '#server/document/tree/blocks.ts'
import { type BothTrees, wordsOf } from '#server/document/tree/tree.ts'
import { newBlock, seed } from '#server/document/writing/edit.ts'
import { comment } from '#server/workflows/comments/comments.ts'
import { readMargin } from '#server/workflows/comments/margin.ts'
import { readDesk } from '#server/workflows/dossiers/drafting.ts'
import { draftedDossier, freshCommittee, headOf } from '#tests/support/committee.ts'
import { type Chance, chanceFrom } from '#tests/support/seeded.ts'
import { engines } from '#tests/support/store.ts'

const count = 12
const edits = 200

/** Words that stand nowhere else, so that where they are is beyond doubt. */
const sentence = (at: number) =>
  `Paragraph ${at} invites all Parties${at} to consider point${at} of measure${at} within year${at} after adoption${at}.`
const quoteOf = (at: number) => `point${at} of measure${at}`

type Deed = (doc: Y.Doc, chance: Chance, mint: () => string) => void

const blocks = (doc: Y.Doc) => blocksOf(rootOf(doc, 'en'))
const firstText = (block: { readonly element: Y.XmlElement }) => textsOf(block.element)[0]

const deeds: Readonly<Record<string, Deed>> = {
  write(doc, chance) {
    const text = firstText(chance.pick(blocks(doc)))
    text?.insert(chance.whole(text.length + 1), ` w${chance.whole(999)} `, {})
  },
  cut(doc, chance) {
    const text = firstText(chance.pick(blocks(doc)))
    if (!text || text.length < 2) return
    const from = chance.whole(text.length - 1)
    text.delete(from, Math.min(text.length - from, 1 + chance.whole(6)))
  },
  split(doc, chance, mint) {
    const at = chance.whole(blocks(doc).length)
    const text = firstText(blocks(doc)[at]!)
    if (!text || text.length < 4) return
    const from = 1 + chance.whole(text.length - 2)
    const tail = wordsFrom(text, from)
    text.delete(from, text.length - from)
    insertBlock(doc, at + 1, mint(), tail)
  },
  join(doc, chance) {
    const all = blocks(doc)
    if (all.length < 3) return
    const at = 1 + chance.whole(all.length - 1)
    const [into, from] = [firstText(all[at - 1]!), firstText(all[at]!)]
    if (!into || !from) return
    const tail = wordsFrom(from, 0)
    rootOf(doc, 'en').delete(at, 1)
    put(into, into.length, tail)
  },
  move(doc, chance) {
    const all = blocks(doc)
    const at = chance.whole(all.length)
    const { pid, element } = all[at]!
    const words = textsOf(element)[0] ? wordsFrom(textsOf(element)[0]!, 0) : []
    rootOf(doc, 'en').delete(at, 1)
    insertBlock(doc, chance.whole(all.length), pid, words)
  },
  remove(doc, chance) {
    if (blocks(doc).length > 5) rootOf(doc, 'en').delete(chance.whole(blocks(doc).length), 1)
  },
}

type Delta = readonly { readonly insert: string; readonly attributes?: Record<string, unknown> }[]

function wordsFrom(text: Y.XmlText, from: number): Delta {
  let at = 0
  return (text.toDelta() as Delta).flatMap(({ insert, attributes }) => {
    const words = insert.slice(Math.max(0, from - at))
    at += insert.length
    return at > from ? [{ insert: words, attributes }] : []
  })
}

function put(text: Y.XmlText, at: number, words: Delta): void {
  let place = at
  for (const { insert, attributes } of words) {
    text.insert(place, insert, attributes ?? {})
    place += insert.length
  }
}

function insertBlock(doc: Y.Doc, at: number, pid: string, words: Delta): void {
  // Words are put into a text that is in the document: it begins with a letter that stands in for them.
  const block = newBlock({ pid, kind: 'operative' }, [{ text: 'x' }])
  rootOf(doc, 'en').insert(at, [block])
  const [text] = textsOf(block)
  put(text!, 0, words)
  text!.delete(text!.length - 1, 1)
}

const often = ['write', 'write', 'write', 'write', 'cut', 'split', 'split', 'join', 'join', 'move', 'move']
const seldom = 0.03

describe.each(engines)('comment threads on %s', (engine) => {
  test.each([1, 2, 3])(`are all there after ${edits} random changes of the text (seed %i)`, async (seedOf) => {
    const own = await freshCommittee(engine)
    try {
      const { world } = own
      const chance = chanceFrom(seedOf * 7919)
      const dossier = await draftedDossier(own)
      const pids = Array.from({ length: count }, () => world.mint())
      await world.rooms.write(dossier.collab, (doc) => {
        for (const language of ['en', 'fr'] as const) rootOf(doc, language).delete(0, rootOf(doc, language).length)
        const words = (at: number) => [{ text: sentence(at) }]
        seed(
          doc,
          pids.map((pid, at) => ({ pid, kind: 'operative' as const, en: words(at), fr: words(at) })),
        )
      })
      const norway = headOf(own, 'NO')
      let found = 0
      const made = new Map<string, { readonly quote: string; readonly isWhole: boolean }>()
      for (const [at, pid] of pids.entries()) {
        const start = sentence(at).indexOf(quoteOf(at))
        const on = { dossierId: dossier.id, language: 'en' as const, pid, body: `On ${at}.` }
        const words = { start, end: start + quoteOf(at).length }
        for (const [place, space] of [
          [words, 'shared'],
          [words, 'delegation'],
          [{ start: 0, end: 0 }, 'delegation'],
        ] as const) {
          const { threadId } = await comment(world, norway, { ...on, ...place, space })
          made.set(threadId, { quote: quoteOf(at), isWhole: place.end === 0 })
        }
      }
      for (let edit = 0; edit < edits; edit += 1) {
        const name = chance.sometimes(seldom) ? 'remove' : chance.pick(often)
        await world.rooms.write(dossier.collab, (doc) => deeds[name]!(doc, chance, world.mint))
        if (edit % 10 === 9) await everythingIsSomewhere(await readDesk(world, norway, dossier.id))
      }
      expect(found).toBeGreaterThan(count * 5)

      async function everythingIsSomewhere(desk: Awaited<ReturnType<typeof readDesk>>) {
        const { threads } = await readMargin(world, norway, dossier.id)
        expect(new Set(threads.map(({ id }) => id))).toEqual(new Set(made.keys()))
        const { notes, loose } = marginOf(desk.trees, threads)
        const placed = [...notes.flatMap((note) => note.threads), ...loose]
        expect(placed).toHaveLength(made.size)
        for (const { thread, pid } of placed) {
          const { quote, isWhole } = made.get(thread.id)!
          const now = paragraphWith(desk.trees, quote)
          if (!now || isWhole) continue
          found += 1
          expect([thread.space, pid], `seed ${seedOf}`).toEqual([thread.space, now])
        }
      }
    } finally {
      await own.close()
    }
  })

  test('a whole paragraph that is joined to another takes its private thread along, and back when it is undone', async () => {
    const own = await freshCommittee(engine)
    try {
      const { world } = own
      const dossier = await draftedDossier(own)
      const [into, from] = dossier.pids
      const norway = headOf(own, 'NO')
      const on = { dossierId: dossier.id, language: 'en' as const, pid: from, start: 0, end: 0, body: 'Ours.' }
      await comment(world, norway, { ...on, space: 'delegation' })
      const placeNow = async () => (await readMargin(world, norway, dossier.id)).threads[0]?.pid
      const writeIn = (edit: (en: Y.XmlElement) => void) =>
        world.rooms.write(dossier.collab, (doc) => edit(rootOf(doc, 'en')))
      await writeIn((en) => {
        const [first, second] = blocksOf(en)
        const [target, source] = [firstText(first!)!, firstText(second!)!]
        put(target, target.length, wordsFrom(source, 0))
        en.delete(1, 1)
      })
      await expect.poll(placeNow).toBe(into)
      await writeIn((en) => en.insert(1, [newBlock({ pid: from, kind: 'operative' }, [{ text: 'It is back.' }])]))
      await expect.poll(placeNow).toBe(from)
    } finally {
      await own.close()
    }
  })
})

function paragraphWith(trees: BothTrees, quote: string): string | null {
  return trees.en.paragraphs.find((paragraph) => wordsOf(paragraph).includes(quote))?.pid ?? null
}
