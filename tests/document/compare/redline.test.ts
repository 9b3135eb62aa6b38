// What a comparison shows: whose words, where paragraphs went, and that either text can be read out of it.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ComparedParagraph, type Piece, redline, withoutMinor } from '#server/document/compare/redline.ts'
import { numbersOf } from '#server/document/numbering/number.ts'
import type { Paragraph, Run, Tree } from '#server/document/tree/tree.ts'
import type { ParagraphKind } from '#server/domain/text/paragraph.ts'
import { looseParagraphs, treeOf } from '../texts.ts'

const numbered = (tree: Tree) => ({ tree, numbers: numbersOf(tree) })
const compare = (before: Tree, after: Tree) => redline(numbered(before), numbered(after))
const text = (...rows: readonly (readonly [string, string, ParagraphKind?])[]) =>
  treeOf(...rows.map(([pid, words, kind = 'operative']) => [pid, kind, words] as const))

/** Pieces as they are marked on paper: [-taken out-] {+put in+} ~shown differently~. */
function marked(pieces: readonly Piece[]): string {
  const signs = { same: ['', ''], inserted: ['{+', '+}'], deleted: ['[-', '-]'], look: ['~', '~'] } as const
  return pieces.map(({ change, run }) => signs[change][0] + run.text + signs[change][1]).join('')
}
const words = (before: string, after: string, language: 'en' | 'fr' = 'en') => {
  const [paragraph] = compare({ ...text(['p', before]), language }, { ...text(['p', after]), language }).paragraphs
  return marked(paragraph?.pieces ?? [])
}
const shown = (paragraphs: readonly ComparedParagraph[]) =>
  paragraphs.map(({ pid, change, moved, pieces }) => [pid, moved ?? change, marked(pieces)].join(' '))

describe('a comparison of words', () => {
  it('marks whole words, never letters', () => {
    expect(words('Parties shall apply it.', 'Parties should apply it.')).toBe('Parties [-shall-]{+should+} apply it.')
  })

  it('knows the words of each language', () => {
    expect(words('l’enfant et aujourd’hui', 'l’enfant et demain', 'fr')).toBe('l’enfant et [-aujourd’hui-]{+demain+}')
  })

  it('takes the space between two changes with them', () => {
    expect(words('a good old rule', 'a much better rule')).toBe('a [-good old-]{+much better+} rule')
  })

  it('shows words that have almost nothing in common as rewritten', () => {
    const before = 'Recalling that children have the right to be heard in all matters'
    expect(words(before, 'Requires the Parties to give figures each year, by age and sex')).toBe(
      `[-${before}-]{+Requires the Parties to give figures each year, by age and sex+}`,
    )
  })

  it('tells a change of look from a change of words', () => {
    const runs = (...list: Run[]): Tree => ({ language: 'en', paragraphs: [{ pid: 'p', kind: 'note', runs: list }] })
    const [paragraph] = compare(
      runs({ text: 'all children' }),
      runs({ text: 'all ' }, { text: 'children', italic: true }),
    ).paragraphs
    expect(paragraph?.pieces).toEqual([
      { change: 'same', run: { text: 'all ' } },
      { change: 'look', run: { text: 'children', italic: true }, was: { text: 'children' } },
    ])
    expect(paragraph?.isMinor).toBe(false)
  })

  it('changes a citation as a whole', () => {
    const cited = (cites: string, label: string): Tree => ({
      language: 'en',
      paragraphs: [{ pid: 'p', kind: 'operative', runs: [{ text: 'see ' }, { text: label, cites }] }],
    })
    const [paragraph] = compare(cited('article:18', 'Article 18'), cited('article:20', 'Article 20')).paragraphs
    expect(marked(paragraph?.pieces ?? [])).toBe('see [-Article 18-]{+Article 20+}')
  })

  it('sees no change in other bytes of the same letters, in comment marks or in suggestions', () => {
    const now: Tree = {
      language: 'en',
      paragraphs: [
        {
          pid: 'p',
          kind: 'operative',
          runs: [
            { text: 'de\u0301cide', threads: ['t'] },
            { text: ' always', marks: ['i_1-1'] },
            { text: ' now', marks: ['d_1-2'] },
          ],
        },
      ],
    }
    expect(compare(text(['p', 'décide now']), now).counts).toMatchObject({ changed: 0, inserted: 0, deleted: 0 })
  })
})

describe('punctuation, signs and spaces', () => {
  const compared = compare(
    text(['a', 'One, two'], ['b', 'l\'enfant - "x"'], ['c', 'Parties shall, act']),
    text(['a', 'One; two'], ['b', 'l’enfant – «\u00a0x\u00a0»'], ['c', 'Parties should act']),
  )

  it('are told apart from words', () => {
    expect(compared.paragraphs.map(({ isMinor }) => isMinor)).toEqual([true, true, false])
    expect(compared.counts).toMatchObject({ changed: 3, minor: 2 })
  })

  it('can be left aside: the text then reads as it stands now', () => {
    const calm = withoutMinor(compared)
    expect(calm.counts).toMatchObject({ changed: 1, minor: 0 })
    expect(shown(calm.paragraphs)).toEqual([
      'a same One; two',
      'b same l’enfant – «\u00a0x\u00a0»',
      'c changed Parties [-shall,-]{+should+} act',
    ])
  })

  it('do not hide a change of kind', () => {
    const other = compare(text(['a', 'One, two']), text(['a', 'One two', 'heading1']))
    expect(withoutMinor(other).counts.changed).toBe(1)
  })
})

describe('a comparison of paragraphs', () => {
  it('shows what was put in and what is gone, each where it stands or stood, with both numbers', () => {
    const { paragraphs, counts } = compare(
      text(['a', 'A'], ['b', 'B'], ['c', 'C']),
      text(['a', 'A'], ['x', 'X'], ['c', 'C']),
    )
    expect(shown(paragraphs)).toEqual(['a same A', 'b deleted [-B-]', 'x inserted {+X+}', 'c same C'])
    expect(paragraphs.map(({ before, after }) => [before?.number ?? '', after?.number ?? ''])).toEqual([
      ['1', '1'],
      ['2', ''],
      ['', '2'],
      ['3', '3'],
    ])
    expect(counts).toMatchObject({ changed: 0, inserted: 1, deleted: 1, moved: 0 })
  })

  it('shows a paragraph that moved at both ends, with what changed in it where it stands', () => {
    const { paragraphs, counts } = compare(
      text(['a', 'A'], ['b', 'B'], ['c', 'C'], ['d', 'D old']),
      text(['d', 'D new'], ['a', 'A'], ['b', 'B'], ['c', 'C']),
    )
    expect(shown(paragraphs)).toEqual(['d here D [-old-]{+new+}', 'a same A', 'b same B', 'c same C', 'd away D old'])
    expect(counts).toMatchObject({ moved: 1, changed: 1 })
  })

  it('reads a split as a split', () => {
    const { paragraphs, counts } = compare(
      text(['a', 'Parties collect data. They publish them every year.']),
      text(['a', 'Parties collect data.'], ['b', 'They shall publish them every year.']),
    )
    expect(shown(paragraphs)).toEqual([
      'a changed Parties collect data.[- -]{+¶+}',
      'b split They {+shall +}publish them every year.',
    ])
    expect(paragraphs[1]).toMatchObject({ partOf: 'a', before: null, after: { number: '2' } })
    expect(counts).toMatchObject({ split: 1, inserted: 0, changed: 1 })
  })

  it('reads a join as a join', () => {
    const { paragraphs, counts } = compare(
      text(['a', 'Parties collect data.'], ['b', 'They publish them every year.']),
      text(['a', 'Parties collect data. They publish them every year.']),
    )
    expect(shown(paragraphs)).toEqual(['a changed Parties collect data.{+ +}[-¶-]They publish them every year.'])
    expect(paragraphs[0]?.joins).toEqual(['b'])
    expect(counts).toMatchObject({ joined: 1, deleted: 0 })
  })

  it('does not take any new paragraph behind a shortened one for its second part', () => {
    const { counts } = compare(
      text(['a', 'Parties collect data and publish them every year.']),
      text(['a', 'Parties collect data.'], ['b', 'Children are heard before a law is made.']),
    )
    expect(counts).toMatchObject({ split: 0, inserted: 1 })
  })

  it('says when only the kind changed', () => {
    const [paragraph] = compare(text(['a', 'A', 'recital']), text(['a', 'A', 'heading2'])).paragraphs
    expect(paragraph).toMatchObject({
      ...{ change: 'changed', isMinor: false },
      ...{ before: { kind: 'recital', number: '1' }, after: { kind: 'heading2', number: null } },
    })
  })

  it('loses no word of either text, whatever happened between them', () =>
    fc.assert(
      fc.property(looseParagraphs, looseParagraphs, (before, after) => {
        const tree = (paragraphs: readonly Paragraph[]): Tree => ({ language: 'en', paragraphs })
        const { paragraphs } = compare(tree(before), tree(after))
        const read = (without: 'inserted' | 'deleted', list: readonly ComparedParagraph[]) =>
          list
            .flatMap(({ pieces }) => pieces.filter(({ change, isBreak }) => change !== without && !isBreak))
            .map(({ run }) => run.text)
            .join('')
        const wordsIn = (list: readonly Paragraph[]) =>
          list.flatMap(({ runs }) => runs.map((run) => run.text.normalize('NFC'))).join('')
        const stands = paragraphs.filter(({ moved, change }) => moved !== 'away' && change !== 'deleted')
        const stood = paragraphs.filter(({ moved, change }) => moved !== 'here' && change !== 'inserted')
        expect(read('deleted', stands)).toBe(wordsIn(after))
        expect(read('inserted', stood)).toBe(wordsIn(before))
      }),
    ))
})
