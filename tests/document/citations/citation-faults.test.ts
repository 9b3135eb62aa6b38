// What is wrong with what a text points at.

import { describe, expect, it } from 'vitest'
import { citationFaults, type Known } from '#server/document/citations/citation-faults.ts'
import type { Paragraph, Run, Tree } from '#server/document/tree/tree.ts'
import type { ParagraphKind } from '#server/domain/text/paragraph.ts'

const known: Known = {
  articles: [{ number: 23 }],
  texts: [{ symbol: 'T-ES(2015)04' }, { symbol: 'T-ES(2019)02' }, { symbol: 'T-ES(2019)02 rev' }],
  findings: [
    { id: 'R-01', supersededBy: null },
    { id: 'C-01', supersededBy: 'C-09' },
  ],
  parties: [{ id: 'IE' }],
}

const p = (pid: string, kind: ParagraphKind, ...runs: (string | Run)[]): Paragraph => ({
  pid,
  kind,
  runs: runs.map((run) => (typeof run === 'string' ? { text: run } : run)),
})
const cite = (cites: string, text = 'words'): Run => ({ text, cites })
const tree = (language: 'en' | 'fr', ...paragraphs: Paragraph[]): Tree => ({ language, paragraphs })
const faults = (...paragraphs: Paragraph[]) =>
  citationFaults({ en: tree('en', ...paragraphs), fr: tree('fr') }, known).map(({ fault, pid, by }) => [fault, pid, by])

describe('the faults of citations', () => {
  it('are none where everything cited is there', () => {
    const targets = ['article:23:1~applies', 'text:T-ES(2015)04', 'finding:R-01', 'party:IE', 'paragraph:o']
    expect(faults(p('o', 'operative', ...targets.map((target) => cite(target))))).toEqual([])
  })

  it.each([
    ['article:24', 'unknown', null],
    ['party:XX', 'unknown', null],
    ['finding:R-99', 'unknown', null],
    ['text:T-ES(2026)09', 'unpublished', null],
    ['finding:C-01', 'superseded', 'finding:C-09'],
    ['text:T-ES(2019)02', 'superseded', 'text:T-ES(2019)02 rev'],
    ['text:T-ES(2019)02~applies', 'superseded', 'text:T-ES(2019)02 rev'],
    ['paragraph:none', 'gone', null],
    ['paragraph:h', 'unnumbered', null],
    ['footnote:none', 'gone', null],
    ['footnote:h', 'gone', null],
  ])('of %s are %s', (target, fault, by) => {
    expect(faults(p('o', 'operative', cite(target)), p('h', 'heading1', 'Part'))).toEqual([[fault, 'o', by]])
  })

  it('count a target of both languages once, and see what only one cites', () => {
    const en = tree('en', p('o', 'operative', cite('article:24')))
    const fr = tree('fr', p('o', 'operative', cite('article:24'), cite('article:25')))
    expect(citationFaults({ en, fr }, known).map(({ language, target }) => [language, target])).toEqual([
      ['en', 'article:24'],
      ['fr', 'article:25'],
    ])
  })

  it('leave out what is only suggested, and see what is only suggested to go', () => {
    const run = (mark: string): Run => ({ ...cite('article:24'), marks: [mark] })
    expect(faults(p('o', 'operative', run('i_1-1')))).toEqual([])
    expect(faults(p('o', 'operative', run('d_1-1')))).toHaveLength(1)
  })

  it('find footnotes that nothing calls, in the language that has their words', () => {
    const en = tree('en', p('o', 'operative', cite('footnote:n', '1')), p('n', 'footnote', 'See'))
    const fr = (words: string) => tree('fr', p('o', 'operative', 'Invite'), p('n', 'footnote', words))
    expect(citationFaults({ en, fr: fr('') }, known)).toEqual([])
    expect(citationFaults({ en, fr: fr('Voir') }, known)).toMatchObject([
      { fault: 'uncalled', language: 'fr', pid: 'n' },
    ])
  })

  it('find footnotes that stand apart from what calls them, but not behind a table or behind another footnote', () => {
    const call = (pid: string) => cite(`footnote:${pid}`, '1')
    expect(
      faults(p('c', 'row', call('m')), p('d', 'cell', call('n')), p('n', 'footnote', 'n'), p('m', 'footnote', 'm')),
    ).toEqual([])
    expect(faults(p('o', 'operative', call('n')), p('q', 'operative', 'next'), p('n', 'footnote', 'See'))).toEqual([
      ['apart', 'n', null],
    ])
  })
})
