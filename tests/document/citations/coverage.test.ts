// What a text covers of its articles and of the findings on them.

import { describe, expect, it } from 'vitest'
import { coverageOf } from '#server/document/citations/coverage.ts'
import type { Paragraph, Run, Tree } from '#server/document/tree/tree.ts'
import type { ParagraphKind } from '#server/domain/text/paragraph.ts'

const finding = (id: string, theme: string, articles: number[], supersededBy: string | null = null) => ({
  ...{ id, theme, articles, supersededBy },
})
const about = {
  articles: [18, 23],
  findings: [
    finding('R-01', 'Training', [18]),
    finding('R-02', 'Training', [40]),
    finding('R-03', 'Grooming', [23]),
    finding('R-04', 'Grooming', [23], 'R-03'),
    finding('R-05', 'Elsewhere', [5]),
  ],
}

const p = (pid: string, kind: ParagraphKind, words: string, ...targets: (string | Run)[]): Paragraph => ({
  ...{ pid, kind },
  runs: [
    ...(words ? [{ text: words }] : []),
    ...targets.map((one) => (typeof one === 'string' ? { text: one, cites: one } : one)),
  ],
})
const tree = (language: 'en' | 'fr', ...paragraphs: Paragraph[]): Tree => ({ language, paragraphs })
const of = (en: Paragraph[], fr: Paragraph[] = []) =>
  coverageOf({ en: tree('en', ...en), fr: tree('fr', ...fr) }, about)

describe('the coverage of a text', () => {
  it('names the paragraphs that interpret each article, at any point, in either language', () => {
    const { articles } = of(
      [p('a', 'operative', 'One', 'article:23:1'), p('b', 'operative', 'Two', 'article:18~recalls')],
      [p('b', 'operative', 'Deux', 'article:18')],
    )
    expect(articles).toEqual([
      { number: 18, paragraphs: [{ pid: 'b', number: '2' }] },
      { number: 23, paragraphs: [{ pid: 'a', number: '1' }] },
    ])
  })

  it('counts recitals and operative paragraphs without evidence; that of their points and footnotes is theirs', () => {
    const { paragraphs, unsupported } = of([
      p('h', 'heading1', 'Part'),
      p('a', 'recital', 'Alone'),
      p('b', 'operative', 'With points'),
      p('b1', 'item', 'first', 'finding:R-01'),
      p('c', 'operative', 'With a note'),
      p('c1', 'footnote', 'See', 'finding:R-03'),
      p('d', 'operative', ''),
      p('e', 'heading1', 'Other', 'finding:R-03'),
    ])
    expect(paragraphs).toBe(3)
    expect(unsupported).toEqual([{ pid: 'a', number: '1', words: { en: 'Alone', fr: '' } }])
  })

  it('lists findings on the articles and their themes that no paragraph uses, without those that were replaced', () => {
    const { findings } = of([p('a', 'operative', 'One', 'finding:R-01')])
    expect(findings.all).toBe(3)
    expect(findings.unused.map(({ id }) => id)).toEqual(['R-02', 'R-03'])
  })

  it('takes nothing for covered that is only suggested', () => {
    const suggested = { text: 'Article 23', cites: 'article:23', marks: ['i_1-1'] }
    expect(of([p('a', 'operative', 'One', suggested)]).articles[1]?.paragraphs).toEqual([])
  })
})
