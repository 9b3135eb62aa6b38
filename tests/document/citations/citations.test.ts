import { describe, expect, it } from 'vitest'
import { citationsOf, countLoneCitations, labelOf } from '#server/document/citations/citations.ts'
import type { Tree } from '#server/document/tree/tree.ts'

describe('citations', () => {
  it('are found in both languages, once a paragraph and target', () => {
    const paragraphs = [
      {
        pid: 'a',
        kind: 'recital' as const,
        runs: [
          { text: 'Article 23', cites: 'article:23' },
          { text: ' and ' },
          { text: 'Article 23', cites: 'article:23' },
          { text: 'R-01', cites: 'finding:R-01' },
        ],
      },
    ]
    const tree = (language: 'en' | 'fr'): Tree => ({ language, paragraphs })
    expect(citationsOf({ en: tree('en'), fr: { language: 'fr', paragraphs: [] } })).toEqual([
      { language: 'en', pid: 'a', target: 'article:23' },
      { language: 'en', pid: 'a', target: 'finding:R-01' },
    ])
    expect(citationsOf({ en: tree('en'), fr: tree('fr') })).toHaveLength(4)
    expect(countLoneCitations({ en: tree('en'), fr: tree('fr') })).toBe(0)
    expect(countLoneCitations({ en: tree('en'), fr: { language: 'fr', paragraphs: [] } })).toBe(2)
  })

  it.each([
    ['article:23', 'Article 23', 'article 23'],
    ['article:23:1', 'Article 23, paragraph 1', 'article 23, paragraphe 1'],
    ['article:18:1.a', 'Article 18, paragraph 1, sub-paragraph a', 'article 18, paragraphe 1, alinéa a'],
    ['text:T-ES(2015)04', 'T-ES(2015)04', 'T-ES(2015)04'],
    ['finding:R-01', 'finding R-01', 'constat R-01'],
  ])('of %s are called so', (target, en, fr) => {
    expect([labelOf(target, 'en'), labelOf(target, 'fr')]).toEqual([en, fr])
  })
})
