// The words of a pointing inside its own text, and that they follow the numbers.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { labelOf } from '#server/document/citations/citations.ts'
import { livingWords, namingOf } from '#server/document/numbering/labels.ts'
import { bringsLabels } from '#server/document/numbering/living-labels.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import type { Paragraph, Run } from '#server/document/tree/tree.ts'
import { seed } from '#server/document/writing/edit.ts'
import { pidsOf, tend } from '#server/document/writing/janitor.ts'
import { languages } from '#server/domain/language.ts'
import { insertBlock, kinds, mintFrom, treeOf } from '../texts.ts'

const text = treeOf(
  ['r', 'recital', 'Recalling'],
  ['h', 'heading1', 'Part'],
  ['o', 'operative', 'Invites'],
  ['a', 'item', 'one'],
  ['b', 'item', 'two'],
  ['n1', 'footnote', 'See'],
  ['n2', 'footnote', 'See also'],
)

describe('the name of a part of the text', () => {
  it.each([
    ['paragraph:r', 'paragraph 1', 'paragraphe 1'],
    ['paragraph:o', 'paragraph 2', 'paragraphe 2'],
    ['paragraph:b', 'paragraph 2, (b)', 'paragraphe 2, (b)'],
    ['footnote:n2', '2', '2'],
  ])('of %s is its number', (target, en, fr) => {
    const naming = namingOf(text)
    expect(labelOf(target, 'en', { naming })).toBe(en)
    expect(labelOf(target, 'fr', { naming })).toBe(fr)
  })

  it('is that of its letter where no numbered paragraph stands above it', () => {
    expect(labelOf('paragraph:a', 'en', { naming: namingOf(treeOf(['a', 'item', 'one'])) })).toBe('point (a)')
  })

  it('keeps a capital letter, and says nothing of a part without a number', () => {
    const naming = namingOf(text)
    expect(livingWords('paragraph:o', { words: 'Paragraph 9', naming, language: 'en' })).toBe('Paragraph 2')
    expect(livingWords('paragraph:h', { words: 'paragraph 9', naming, language: 'en' })).toBeNull()
    expect(livingWords('paragraph:gone', { words: 'paragraph 9', naming, language: 'en' })).toBeNull()
    expect(livingWords('article:23', { words: 'Article 23', naming, language: 'en' })).toBeNull()
  })
})

const call: Run = { text: 'paragraph 2', cites: 'paragraph:p3', bold: true, threads: ['t1'], marks: ['d_a-1'] }

function houseOf(run: Run) {
  const doc = new Y.Doc()
  seed(doc, [
    { pid: 'p1', kind: 'recital', en: [{ text: 'As ' }, run, { text: ' says' }], fr: [{ text: 'Comme ' }, run] },
    { pid: 'p2', kind: 'heading1', en: [{ text: 'Part' }], fr: [{ text: 'Partie' }] },
    { pid: 'p3', kind: 'operative', en: [{ text: 'Invites' }], fr: [{ text: 'Invite' }] },
  ])
  const mint = mintFrom()
  let known = pidsOf(doc)
  const tidy = () => {
    const tended = tend(doc, mint, { known })
    known = tended.known
    return tended.changed
  }
  return { doc, tidy }
}

const runsOf = (doc: Y.Doc, language: 'en' | 'fr', at = 0) => readTrees(doc)[language].paragraphs[at]!.runs

describe('the janitor', () => {
  it('rewrites a pointing when the numbers move, in the language of the text, with its look and all its marks', () => {
    const { doc, tidy } = houseOf(call)
    insertBlock(doc, 'en', 2, { pid: '', kind: 'operative', runs: [{ text: 'Also' }] })
    expect(tidy()).toBe(true)
    expect(runsOf(doc, 'en')).toEqual([{ text: 'As ' }, { ...call, text: 'paragraph 3' }, { text: ' says' }])
    expect(runsOf(doc, 'fr')).toEqual([{ text: 'Comme ' }, { ...call, text: 'paragraphe 3' }])
    expect(tidy()).toBe(false)
  })

  it('leaves a pointing whose paragraph is gone as it was', () => {
    const { doc, tidy } = houseOf(call)
    tidy()
    for (const language of languages) rootOf(doc, language).delete(2, 1)
    tidy()
    expect(runsOf(doc, 'en')[1]?.text).toBe('paragraph 2')
  })

  it('numbers the calls of footnotes by the footnotes, wherever they are called again', () => {
    const { doc, tidy } = houseOf({ text: '1', cites: 'footnote:n2' })
    insertBlock(doc, 'en', 1, { pid: 'n2', kind: 'footnote', runs: [{ text: 'note' }] })
    insertBlock(doc, 'en', 1, { pid: 'n1', kind: 'footnote', runs: [{ text: 'earlier note' }] })
    tidy()
    expect(runsOf(doc, 'en')[1]).toEqual({ text: '2', cites: 'footnote:n2' })
    expect(runsOf(doc, 'fr')[1]).toEqual({ text: '2', cites: 'footnote:n2' })
  })

  it('never touches what somebody types beside a pointing meanwhile', () => {
    const { doc, tidy } = houseOf(call)
    const far = new Y.Doc()
    Y.applyUpdate(far, Y.encodeStateAsUpdate(doc))
    const words = (rootOf(far, 'en').get(0) as Y.XmlElement).get(0) as Y.XmlText
    words.insert(3, '(', { p: null, s_ref: null, s_c_t1: null, 's_d_a-1': null })
    insertBlock(doc, 'en', 2, { pid: '', kind: 'operative', runs: [] })
    tidy()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(far))
    tidy()
    expect(
      runsOf(doc, 'en')
        .map(({ text }) => text)
        .join(''),
    ).toBe('As (paragraph 3 says')
  })

  it('is asked when a pointing comes, and not for other words', () => {
    const { doc } = houseOf(call)
    const asked: boolean[] = []
    doc.on('afterTransaction', (transaction) => asked.push(bringsLabels(transaction)))
    const words = (rootOf(doc, 'en').get(2) as Y.XmlElement).get(0) as Y.XmlText
    words.insert(0, 'also ')
    words.insert(0, 'Article 23', { s_ref: 'article:23' })
    words.insert(0, 'paragraph 7', { s_ref: 'paragraph:p1' })
    words.insert(0, 'more ', { s_ref: null })
    expect(asked).toEqual([false, false, true, false])
  })

  it('settles in one run whatever points where, and keeps every other word', () => {
    const target = fc.constantFrom(
      'paragraph:a',
      'paragraph:b',
      'paragraph:c',
      'footnote:d',
      'footnote:a',
      'paragraph:x',
      'article:23',
    )
    const run = fc.record(
      { text: fc.constantFrom('x', 'Paragraph 1', '12', 'mot'), cites: target, bold: fc.constant(true as const) },
      { requiredKeys: ['text'] },
    )
    const paragraph: fc.Arbitrary<Paragraph> = fc.record({
      pid: fc.constantFrom('', 'a', 'b', 'c', 'd'),
      kind: kinds,
      runs: fc.array(run, { maxLength: 4 }),
    })
    // Two of one pid and the same words are a paragraph that two people moved: the janitor drops one, words and all.
    const side = fc.uniqueArray(paragraph, { maxLength: 6, selector: ({ pid }) => pid })
    fc.assert(
      fc.property(side, side, fc.constantFrom(...languages), (en, fr, lead) => {
        const doc = new Y.Doc()
        for (const one of [...en].reverse()) insertBlock(doc, 'en', 0, one)
        for (const one of [...fr].reverse()) insertBlock(doc, 'fr', 0, one)
        const plain = () =>
          languages.map((language) =>
            readTrees(doc)
              [language].paragraphs.flatMap(({ runs }) => runs)
              .filter(({ cites }) => !cites || cites === 'article:23' || cites === 'paragraph:x'),
          )
        const before = plain()
        const { known } = tend(doc, mintFrom(), { known: new Set(['a']), lead })
        expect(plain()).toEqual(before)
        const state = Y.encodeStateAsUpdate(doc)
        expect(tend(doc, mintFrom('again'), { known, lead }).changed).toBe(false)
        expect(Y.encodeStateAsUpdate(doc)).toEqual(state)
        for (const language of languages) {
          const tree = readTrees(doc)[language]
          for (const { text: words, cites } of tree.paragraphs.flatMap(({ runs }) => runs)) {
            const now = cites && livingWords(cites, { words, naming: namingOf(tree), language })
            if (now) expect(words).toBe(now)
          }
        }
      }),
      { numRuns: 300 },
    )
  })
})
