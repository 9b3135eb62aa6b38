// Wording in square brackets: which stretches are alternatives, who proposes each, and what does not count.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bracketsOf } from '#server/document/brackets.ts'
import { openBrackets } from '#server/document/pairs.ts'
import type { Run, Tree } from '#server/document/tree/tree.ts'

const both = (...runs: readonly Run[]) => {
  const en: Tree = { language: 'en', paragraphs: [{ pid: 'p1', kind: 'operative', runs }] }
  return { en, fr: { language: 'fr', paragraphs: [] } as Tree }
}

/** `words by` of each stretch, alternatives in one list. */
const shown = (...runs: readonly Run[]) =>
  bracketsOf(both(...runs)).map(({ brackets }) => brackets.map(({ words, by }) => `${words} ${by}`.trim()))

describe('brackets', () => {
  it.each([
    ['within [six] months', [['six']]],
    ['within [six] [twelve] months', [['six', 'twelve']]],
    ['within [six]/[twelve][nine] months', [['six', 'twelve', 'nine']]],
    ['within [six] or [twelve] months', [['six'], ['twelve']]],
    ['[ all [of] them ]', [['all [of] them']]],
    ['a lone ] and [ another', [[']'], ['[']]],
    ['[six] ] [nine]', [['six'], [']'], ['nine']]],
    ['nothing', []],
  ])('%s', (words, groups) => {
    expect(shown({ text: words })).toEqual(groups)
  })

  it('are by whoever is named on their signs', () => {
    expect(
      shown({ text: 'within ' }, { text: '[', by: 'FR' }, { text: 'six] ' }, { text: '[twelve]', by: 'secretariat' }),
    ).toEqual([['six FR', 'twelve secretariat']])
  })

  it('in words that are only suggested do not count, and those suggested to go still do', () => {
    expect(shown({ text: 'a ' }, { text: '[b]', marks: ['i_a-1'] })).toEqual([])
    expect(shown({ text: 'a ' }, { text: '[b]', marks: ['d_a-1'] })).toEqual([['b']])
  })

  it('are counted one by one, whatever the words', () => {
    const signs = fc.array(fc.constantFrom('[', ']', 'a', ' ', '/'), { maxLength: 24 }).map((all) => all.join(''))
    fc.assert(
      fc.property(signs, (words) => {
        let depth = 0
        let count = 0
        for (const sign of words) {
          if (sign === '[') count += depth++ === 0 ? 1 : 0
          if (sign === ']') count += depth === 0 ? 1 : 0
          if (sign === ']') depth = Math.max(depth - 1, 0)
        }
        expect(openBrackets(both({ text: words })).en).toBe(count)
      }),
      { numRuns: 500 },
    )
  })
})
