import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { blankPairs, openBrackets, pairFaults } from '#server/document/pairs.ts'
import type { Tree } from '#server/document/tree/tree.ts'
import { treeOf } from '../texts.ts'

const french = (tree: Tree): Tree => ({ ...tree, language: 'fr' })

describe('faults between the languages', () => {
  it('are none where every paragraph has its twin with words, in kind and in order', () => {
    const tree = treeOf(['a', 'recital', 'One'], ['b', 'item', 'Two'], ['c', 'note', ''])
    expect(pairFaults({ en: tree, fr: french(tree) })).toEqual([])
  })

  it('name the paragraph and the language that lacks it', () => {
    const en = treeOf(['a', 'recital', 'One'], ['b', 'recital', 'Two'])
    const fr = treeOf(['b', 'recital', 'Deux'], ['c', 'recital', 'Trois'])
    expect(pairFaults({ en, fr })).toEqual([
      { fault: 'missing', pid: 'a', language: 'fr' },
      { fault: 'missing', pid: 'c', language: 'en' },
    ])
  })

  it('tell words on one side only, and do not take spaces for words', () => {
    const en = treeOf(['a', 'recital', 'One'], ['b', 'recital', ' '])
    const fr = treeOf(['a', 'recital', '  '], ['b', 'recital', 'Deux'])
    expect(pairFaults({ en, fr })).toEqual([
      { fault: 'no-words', pid: 'a', language: 'fr' },
      { fault: 'no-words', pid: 'b', language: 'en' },
    ])
  })

  it('tell kinds that differ', () => {
    expect(pairFaults({ en: treeOf(['a', 'recital', 'x']), fr: treeOf(['a', 'quote', 'x']) })).toEqual([
      { fault: 'kind', pid: 'a' },
    ])
  })

  it('blame the one paragraph that moved and not all those it passed', () => {
    const rows = ['a', 'b', 'c', 'd'].map((pid) => [pid, 'recital', 'x'] as const)
    const [first, ...rest] = rows
    expect(pairFaults({ en: treeOf(...rows), fr: treeOf(...rest, first!) })).toEqual([{ fault: 'order', pid: 'a' }])
  })

  it('find a fault of order exactly when the order differs, and none once the blamed are left out', () =>
    fc.assert(
      fc.property(fc.shuffledSubarray(['a', 'b', 'c', 'd', 'e', 'f'], { minLength: 6 }), (pids) => {
        const en = treeOf(...['a', 'b', 'c', 'd', 'e', 'f'].map((pid) => [pid, 'recital', 'x'] as const))
        const fr = treeOf(...pids.map((pid) => [pid, 'recital', 'x'] as const))
        const blamed = pairFaults({ en, fr }).map((fault) => fault.pid)
        expect(blamed.length === 0).toBe(pids.join('') === 'abcdef')
        const left = pids.filter((pid) => !blamed.includes(pid))
        expect(left).toEqual([...left].sort())
      }),
    ))
})

describe('blank paragraphs', () => {
  it('are those without words in both languages; one side’s words are enough', () => {
    const en = treeOf(['a', 'recital', ''], ['b', 'recital', ' '], ['c', 'operative', 'One'], ['d', 'note', ''])
    const fr = treeOf(['a', 'recital', '\u00a0'], ['b', 'recital', 'Deux'], ['c', 'operative', ''], ['e', 'note', ''])
    expect(blankPairs({ en, fr: french(fr) })).toBe(1)
  })
})

describe('square brackets', () => {
  it.each([
    ['no bracket', 0],
    ['[eighteen] years', 1],
    ['[eighteen] or [sixteen] years', 2],
    ['[outer [inner] outer]', 1],
    ['an opening [ alone', 1],
    ['a closing ] alone', 1],
    ['] and [', 2],
  ])('in "%s" are counted', (words, count) => {
    expect(openBrackets({ en: treeOf(['a', 'recital', words]), fr: french(treeOf(['a', 'recital', '[x]'])) })).toEqual({
      en: count,
      fr: 1,
    })
  })

  it('are counted through bold and citations', () => {
    const en: Tree = {
      language: 'en',
      paragraphs: [
        {
          pid: 'a',
          kind: 'recital',
          runs: [{ text: '[' }, { text: 'Article 23', cites: 'article:23' }, { text: ']' }],
        },
      ],
    }
    expect(openBrackets({ en, fr: french(treeOf()) })).toEqual({ en: 1, fr: 0 })
  })
})
