import { describe, expect, it } from 'vitest'
import { type Deed, suggestionsOf, wordsOfSuggestion } from '#server/document/suggestions/suggestions.ts'
import type { BothTrees, Paragraph } from '#server/document/tree/tree.ts'
import { breakBefore, english, paragraph, word } from './suggested.ts'

const both = (...paragraphs: readonly Paragraph[]): BothTrees => ({
  en: english(...paragraphs),
  fr: { language: 'fr', paragraphs: [] },
})
const i = 'i_1-1'
const d = 'd_1-1'

const cases: readonly (readonly [string, readonly Paragraph[], readonly Deed[]])[] = [
  ['an insertion', [paragraph('p1', [word('a'), word('b', i)])], [{ is: 'insert', words: 'b' }]],
  ['a deletion', [paragraph('p1', [word('a'), word('b', d)])], [{ is: 'delete', words: 'b' }]],
  [
    'a replacement, as one',
    [paragraph('p1', [word('shall', d), word('may', i)])],
    [{ is: 'replace', before: 'shall', after: 'may' }],
  ],
  [
    'words that do not follow one another',
    [paragraph('p1', [word('a', d), word('b'), word('c', d)])],
    [{ is: 'delete', words: 'a … c' }],
  ],
  [
    'words that another has marked in between, as one stretch',
    [paragraph('p1', [word('a', d), word('b', d, 'f_2-1=1'), word('c', d)])],
    [{ is: 'delete', words: 'abc' }],
  ],
  ['another look', [paragraph('p1', [word('a', 'f_1-1=3')])], [{ is: 'format', words: 'a', bold: true, italic: true }]],
  ['another kind', [paragraph('p1', [word('a')], 'k_1-1=quote')], [{ is: 'kind', kind: 'quote' }]],
  ['a move', [paragraph('p1', [word('a')], 'm_1-1=p9')], [{ is: 'move', after: 'p9' }]],
  ['a join', [paragraph('p1', [word('a')]), paragraph('p2', [word('b')], 'j_1-1')], [{ is: 'join' }]],
  ['a split', [paragraph('p1', [word('a'), breakBefore('item', i), word('b')])], [{ is: 'split', kind: 'item' }]],
  [
    'a new paragraph',
    [paragraph('p1', [word('a'), breakBefore('item', i), word('b', i)])],
    [{ is: 'paragraph', kind: 'item', words: 'b' }],
  ],
  [
    'a new first paragraph',
    [paragraph('p1', [word('b', i), breakBefore('item', i), word('a')])],
    [{ is: 'paragraph', kind: 'operative', words: 'b' }],
  ],
  [
    'a paste of the end of one paragraph and two more',
    [
      paragraph('p1', [
        word('a'),
        word('b', i),
        breakBefore('item', i),
        word('c', i),
        breakBefore('item', i),
        word('e', i),
      ]),
    ],
    [
      { is: 'insert', words: 'b' },
      { is: 'paragraph', kind: 'item', words: 'c' },
      { is: 'paragraph', kind: 'item', words: 'e' },
    ],
  ],
  ['a paragraph taken out', [paragraph('p1', [word('a', d)], d)], [{ is: 'remove', words: 'a' }]],
  [
    'a deletion across paragraphs',
    [paragraph('p1', [word('a'), word('b', d)]), paragraph('p2', [word('c', d), word('e')], 'j_1-1')],
    [{ is: 'delete', words: 'b ¶ c' }],
  ],
]

describe('a suggestion is read as', () => {
  it.each(cases)('%s', (_, paragraphs, does) => {
    const [one] = suggestionsOf(both(...paragraphs))
    expect(one?.does).toEqual(does)
    expect(one?.id).toBe('1-1')
  })
})

describe('the suggestions of a text', () => {
  it('come in the order of the text, with the paragraphs they touch', () => {
    const trees = both(
      paragraph('p1', [word('a'), word('b', 'd_2-1')]),
      paragraph('p2', [word('c', d)], 'j_2-1'),
      paragraph('p3', [word('e', d)]),
    )
    expect(suggestionsOf(trees).map(({ id, pids }) => [id, pids])).toEqual([
      ['2-1', ['p1', 'p2']],
      ['1-1', ['p2', 'p3']],
    ])
  })

  it('keep what they take out and put in with the decision', () => {
    const [one] = suggestionsOf(
      both(paragraph('p1', [word('shall', d), word('may', i), breakBefore('item', i), word('n', i)])),
    )
    expect(wordsOfSuggestion(one!)).toEqual({ before: 'shall', after: 'may … n' })
  })

  it('are none in a text without marks', () => {
    expect(suggestionsOf(both(paragraph('p1', [word('a')])))).toEqual([])
  })
})
