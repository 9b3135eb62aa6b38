// What the server writes when suggestions are decided is what the pure reading says, whatever the text and whatever was
// chosen.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type * as Y from 'yjs'
import { decide } from '#server/document/suggestions/decide.ts'
import { accepted, decidedTrees } from '#server/document/suggestions/preview-decisions.ts'
import { settledTrees } from '#server/document/suggestions/settled.ts'
import { suggestionsOf } from '#server/document/suggestions/suggestions.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import type { BothTrees, Paragraph } from '#server/document/tree/tree.ts'
import { pidsOf, tend } from '#server/document/writing/janitor.ts'
import { openEditor } from '../gate/editors.ts'
import { mintFrom } from '../texts.ts'
import { breakBefore, chosenIds, english, ids, liveText, paragraph, suggested, word } from './suggested.ts'

const decision = fc.constantFrom('accept' as const, 'reject' as const)

const both = (...paragraphs: readonly Paragraph[]): BothTrees => ({
  en: english(...paragraphs),
  fr: { language: 'fr', paragraphs: paragraphs.map(({ pid, kind }) => ({ pid, kind, runs: [] })) },
})

describe('a decision in the live text', () => {
  it('is what the pure reading says, for any text and any choice', () =>
    fc.assert(
      fc.property(suggested, chosenIds, decision, (trees, chosen, how) => {
        const doc = liveText(trees)
        const before = readTrees(doc)
        decide(doc, chosen, how)
        const deciding = { decision: how, chosen: (id: string) => chosen.includes(id as never) }
        expect(readTrees(doc)).toEqual(decidedTrees(before, deciding))
      }),
      { numRuns: 400 },
    ))

  it('of all leaves no suggestion: accepted the text that was shown as accepted, rejected the text as it stood', () =>
    fc.assert(
      fc.property(suggested, decision, (trees, how) => {
        const doc = liveText(trees)
        const before = readTrees(doc)
        decide(doc, ids, how)
        const after = readTrees(doc)
        expect(suggestionsOf(after)).toEqual([])
        if (how === 'reject') expect(after).toEqual(settledTrees(before))
        else
          expect(after.en.paragraphs.map(({ runs }) => runs)).toEqual(
            accepted(before.en).paragraphs.map(({ runs }) => runs),
          )
      }),
      { numRuns: 200 },
    ))

  it('of some changes nothing of what the others suggest', () =>
    fc.assert(
      fc.property(suggested, fc.constantFrom(...ids), (trees, id) => {
        const doc = liveText(trees)
        const others = () => suggestionsOf(readTrees(doc)).filter((one) => one.id !== id)
        const before = others()
        decide(doc, [id], 'reject')
        const after = new Set(others().map((one) => one.id))
        expect([...after].filter((one) => !before.some((each) => each.id === one))).toEqual([])
        // What is gone stood only in words that the rejected suggestion had put in.
        for (const gone of before.filter((one) => !after.has(one.id))) {
          expect(onlyIn(trees, gone.id, `i_${id}`)).toBe(true)
        }
      }),
    ))

  it('shows in pages that have the text open, which have nothing to write back', () =>
    fc.assert(
      fc.property(suggested, chosenIds, decision, (trees, chosen, how) => {
        const doc = liveText(trees)
        const known = pidsOf(doc)
        const mint = mintFrom()
        tend(doc, mint, { known })
        const pages = [openEditor(doc, 'en'), openEditor(doc, 'fr')]
        decide(doc, chosen, how)
        tend(doc, mint, { known: pidsOf(doc) })
        const now = readTrees(doc)
        const [en, fr] = pages.map((page) => ({ errors: page.errors, words: page.words() }))
        expect(en).toEqual({ errors: [], words: wordsIn(now.en.paragraphs) })
        expect(fr).toEqual({ errors: [], words: wordsIn(now.fr.paragraphs) })
        for (const page of pages) page.touchEverything()
        expect(readTrees(doc)).toEqual(now)
      }),
      { numRuns: 150 },
    ))

  it('writes nothing when none of the suggestions stands', () => {
    const doc = liveText(both(paragraph('p1', [word('a'), word('b', 'i_1-1')])))
    let writes = 0
    doc.on('update', () => {
      writes += 1
    })
    decide(doc, ['9-9'], 'accept')
    expect(writes).toBe(0)
  })

  it('leaves the words that stay where they were, for whoever types in them', () => {
    const doc = liveText(
      both(paragraph('p1', [word('The Party '), word('shall', 'd_1-1'), word('may', 'i_1-1'), word(' act')])),
    )
    const text = (rootOf(doc, 'en').get(0) as Y.XmlElement).get(0)
    decide(doc, ['1-1'], 'accept')
    expect((rootOf(doc, 'en').get(0) as Y.XmlElement).get(0)).toBe(text)
    expect(readTrees(doc).en.paragraphs[0]?.runs).toEqual([word('The Party may act')])
  })

  it('lets the paragraph with the settled words keep its id, and the server names the new one', () => {
    const doc = liveText(both(paragraph('p1', [word('New', 'i_1-1'), breakBefore('recital', 'i_1-1'), word('Old')])))
    decide(doc, ['1-1'], 'accept')
    expect(readTrees(doc).en.paragraphs.map(({ pid }) => pid)).toEqual(['', 'p1'])
    tend(doc, mintFrom(), { known: new Set(['p1']) })
    expect(readTrees(doc).en.paragraphs.map(({ pid }) => pid)).toEqual(['m1', 'p1'])
    expect(readTrees(doc).fr.paragraphs.map(({ pid }) => pid)).toEqual(['m1', 'p1'])
  })
})

function wordsIn(paragraphs: BothTrees['en']['paragraphs']): string[] {
  return paragraphs.map(({ runs }) => runs.map(({ text }) => text).join(''))
}

/** Whether every mark of a suggestion stands on words that have another mark as well. */
function onlyIn({ en, fr }: BothTrees, id: string, mark: string): boolean {
  return [...en.paragraphs, ...fr.paragraphs].every(
    ({ marks = [], runs }) =>
      !marks.some((each) => isOf(each, id)) &&
      runs.every((run) => !run.marks?.some((each) => isOf(each, id)) || run.marks.includes(mark)),
  )
}

function isOf(mark: string, id: string): boolean {
  return mark.slice(2).split('=')[0] === id
}
