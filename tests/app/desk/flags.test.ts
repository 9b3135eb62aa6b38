// What the desk finds to look at in the citations of a text.

import { describe, expect, it } from 'vitest'
import { sayFault } from '#app/desk/citations/flag-words.ts'
import { flagsOf } from '#app/desk/citations/flags-found.ts'
import type { BothTrees, Run } from '#server/document/tree/tree.ts'
import type { Citable } from '#server/workflows/dossiers/dossier-views.ts'

const citable = {
  articles: [{ number: 23 }],
  texts: [{ symbol: 'T-ES(2015)04', title: { en: '', fr: '' } }],
  findings: [{ id: 'R-01', supersededBy: 'R-02' }],
  parties: [],
} as unknown as Citable

const text = (...runs: Run[]): BothTrees => ({
  en: { language: 'en', paragraphs: [{ pid: 'p1', kind: 'operative', runs }] },
  fr: { language: 'fr', paragraphs: [{ pid: 'p1', kind: 'operative', runs: [{ text: 'voir l’article 23' }] }] },
})

describe('the flags of a text', () => {
  it('offer references in plain words whose target exists, in each language', () => {
    const { byPid } = flagsOf(text({ text: 'Article 23, Article 24 and T-ES(2015)04, T-ES(2015)05' }), citable)
    expect(byPid.get('p1')?.offers.map(({ language, words }) => `${language} ${words}`)).toEqual([
      'en Article 23',
      'en T-ES(2015)04',
      'fr article 23',
    ])
  })

  it('stay the same objects while nothing in them changes', () => {
    const before = flagsOf(text({ text: 'Article 23' }, { text: 'R-01', cites: 'finding:R-01' }), citable)
    const after = flagsOf(
      text({ text: 'Article 23' }, { text: 'R-01', cites: 'finding:R-01' }, { text: ' more' }),
      citable,
      before,
    )
    expect(after).toBe(before)
    const other = flagsOf(text({ text: 'R-01', cites: 'finding:R-01' }), citable, before)
    expect(other).not.toBe(before)
  })

  it('say each fault in both languages, by its name', () => {
    const { faults } = flagsOf(
      text({ text: 'R-01', cites: 'finding:R-01' }, { text: 'paragraph 3', cites: 'paragraph:x' }),
      citable,
    )
    expect(faults.map((fault) => [sayFault(fault, citable, 'en'), sayFault(fault, citable, 'fr')])).toEqual([
      ['finding R-01 was replaced by finding R-02.', 'constat R-01\u00a0: remplacé par constat R-02.'],
      [
        '“paragraph 3” points at a paragraph that is no longer in the text.',
        '«\u00a0paragraph 3\u00a0» renvoie à un paragraphe qui ne figure plus dans le texte.',
      ],
    ])
  })
})
