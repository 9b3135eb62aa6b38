import { describe, expect, it } from 'vitest'
import { accepted, acceptedTrees } from '#server/document/suggestions/preview-decisions.ts'
import type { Paragraph, Tree } from '#server/document/tree/tree.ts'
import { show } from '../texts.ts'
import { breakBefore, english, paragraph, word } from './suggested.ts'

const shown = (tree: Tree) => show(tree)
const cases: readonly (readonly [string, readonly Paragraph[], readonly string[]])[] = [
  ['words put in', [paragraph('p1', [word('a'), word('b', 'i_1-1')])], ['p1 operative ab']],
  ['words taken out', [paragraph('p1', [word('a'), word('b', 'd_1-1')])], ['p1 operative a']],
  [
    'words put in by one and taken out by another',
    [paragraph('p1', [word('a'), word('b', 'd_2-1', 'i_1-1')])],
    ['p1 operative a'],
  ],
  [
    'a split',
    [paragraph('p1', [word('a'), breakBefore('recital', 'i_1-1'), word('b')])],
    ['p1 operative a', 'recital b'],
  ],
  [
    'a new paragraph behind',
    [paragraph('p1', [word('a'), breakBefore('recital', 'i_1-1'), word('b', 'i_1-1')]), paragraph('p2', [word('c')])],
    ['p1 operative a', 'recital b', 'p2 operative c'],
  ],
  [
    'a new paragraph before the first',
    [paragraph('p1', [word('b', 'i_1-1'), breakBefore('operative', 'i_1-1'), word('a')])],
    ['operative b', 'p1 operative a'],
  ],
  [
    'two breaks, one of which another would take back',
    [
      paragraph('p1', [
        word('a'),
        breakBefore('item', 'i_1-1'),
        word('b'),
        breakBefore('item', 'd_2-1', 'i_1-1'),
        word('c'),
      ]),
    ],
    ['p1 operative a', 'item bc'],
  ],
  ['a join', [paragraph('p1', [word('a')]), paragraph('p2', [word('b')], 'j_1-1')], ['p1 operative ab']],
  ['a join of the first, which has nothing before it', [paragraph('p1', [word('a')], 'j_1-1')], ['p1 operative a']],
  [
    'words taken out across three paragraphs',
    [
      paragraph('p1', [word('a'), word('b', 'd_1-1')]),
      paragraph('p2', [word('c', 'd_1-1')], 'j_1-1'),
      paragraph('p3', [word('d', 'd_1-1'), word('e')], 'j_1-1'),
    ],
    ['p1 operative ae'],
  ],
  [
    'a paragraph taken out',
    [paragraph('p1', [word('a')]), paragraph('p2', [word('b', 'd_1-1')], 'd_1-1')],
    ['p1 operative a'],
  ],
  [
    'a paragraph taken out in which somebody has written meanwhile',
    [paragraph('p1', [word('b', 'd_1-1'), word('c')], 'd_1-1')],
    ['p1 operative c'],
  ],
  ['the only paragraph taken out', [paragraph('p1', [word('b', 'd_1-1')], 'd_1-1')], ['p1 operative']],
  ['another kind', [paragraph('p1', [word('a')], 'k_1-1=quote')], ['p1 quote a']],
  [
    'a move behind another',
    [paragraph('p1', [word('a')], 'm_1-1=p2'), paragraph('p2', [word('b')])],
    ['p2 operative b', 'p1 operative a'],
  ],
  [
    'a move to the beginning',
    [paragraph('p1', [word('a')]), paragraph('p2', [word('b')], 'm_1-1=start')],
    ['p2 operative b', 'p1 operative a'],
  ],
  [
    'a move of two behind one, which keep their order',
    [paragraph('p1', [word('a')], 'm_1-1=p3'), paragraph('p2', [word('b')], 'm_1-1=p3'), paragraph('p3', [word('c')])],
    ['p3 operative c', 'p1 operative a', 'p2 operative b'],
  ],
  [
    'a move behind one that is gone',
    [paragraph('p1', [word('a')], 'm_1-1=p9'), paragraph('p2', [word('b')])],
    ['p1 operative a', 'p2 operative b'],
  ],
]

describe('a text as accepted', () => {
  it.each(cases)('has %s', (_, paragraphs, expected) => {
    expect(shown(accepted(english(...paragraphs)))).toEqual(expected)
  })

  it('has the look that was suggested', () => {
    const tree = english(paragraph('p1', [{ ...word('a', 'f_1-1=2'), bold: true }]))
    expect(accepted(tree).paragraphs[0]?.runs).toEqual([{ text: 'a', italic: true }])
  })

  it('keeps comment marks, citations, and what others suggest', () => {
    const cited = { ...word('Article 23', 'd_2-1', 'i_1-1'), cites: 'article:23', threads: ['t1'] }
    const { runs } = accepted(english(paragraph('p1', [cited])), (id) => id === '1-1').paragraphs[0]!
    expect(runs).toEqual([{ ...word('Article 23', 'd_2-1'), cites: 'article:23', threads: ['t1'] }])
  })

  it('is the same object where nothing is suggested', () => {
    const tree = english(paragraph('p1', [word('a')]), paragraph('p2', [word('b', 'd_1-1')]))
    expect(accepted(tree).paragraphs[0]).toBe(tree.paragraphs[0])
  })

  it('has one kind in both languages', () => {
    const en = english(paragraph('p1', [word('a')], 'k_1-1=quote'))
    const { fr } = acceptedTrees({ en, fr: { language: 'fr', paragraphs: [paragraph('p1', [word('b')])] } })
    expect(fr.paragraphs[0]?.kind).toBe('quote')
  })
})
