// What is offered to cite for what was typed.

import { describe, expect, it } from 'vitest'
import { figureOf, findCitable } from '#app/editor/citing/citable.ts'
import { parseTarget } from '#server/domain/convention/citation.ts'
import type { FindingView } from '#server/workflows/convention/finding-views.ts'
import type { Citable } from '#server/workflows/dossiers/dossier-views.ts'
import { treeOf } from '#tests/document/texts.ts'

const article = (number: number, en: string, fr: string) => ({
  number,
  heading: { en, fr },
  summary: { en: '', fr: '' },
  chapter: 'VI',
  chapterTitle: { en: '', fr: '' },
})
const finding = (over: Partial<FindingView>): FindingView => ({
  id: 'R-01',
  kind: 'recommendation',
  round: 2,
  theme: 'Terminology',
  statement: { en: 'Call the material child sexual abuse material.', fr: 'Nommer ainsi le matériel.' },
  partyCount: null,
  qualifier: null,
  asOf: null,
  denominator: null,
  denominatorNote: null,
  level: null,
  officialCode: 'II-1',
  articles: [20],
  supersededBy: null,
  ...over,
})
const citable: Citable = {
  articles: [
    article(2, 'Non-discrimination principle', 'Principe de non-discrimination'),
    article(18, 'Sexual abuse', 'Abus sexuels'),
    article(20, 'Offences concerning child pornography', 'Infractions se rapportant à la pornographie enfantine'),
    article(23, 'Solicitation of children for sexual purposes', 'Sollicitation d’enfants à des fins sexuelles'),
  ],
  texts: [{ symbol: 'T-ES(2015)04', title: { en: 'Opinion on Article 23', fr: 'Avis sur l’article 23' } }],
  findings: [
    finding({}),
    finding({
      id: 'C-02',
      statement: { en: 'Some Parties lack guidance.', fr: 'Des orientations manquent à certaines Parties.' },
      partyCount: 14,
      denominator: 43,
      asOf: '2022-03',
    }),
  ],
  parties: [
    { id: 'IE', name: { en: 'Ireland', fr: 'Irlande' } },
    { id: 'CH', name: { en: 'Switzerland', fr: 'Suisse' } },
  ],
}
const targets = (query: string) => findCitable(citable, query, 'en').map(({ target }) => target)

describe('finding what to cite', () => {
  it.each([
    ['23', 'article:23', 'Article 23'],
    ['23.1', 'article:23:1', 'Article 23, paragraph 1'],
    ['18.1.a', 'article:18:1.a', 'Article 18, paragraph 1, sub-paragraph a'],
    ['18 1 a', 'article:18:1.a', 'Article 18, paragraph 1, sub-paragraph a'],
    ['18(1)(a)', 'article:18:1.a', 'Article 18, paragraph 1, sub-paragraph a'],
    ['18.1a', 'article:18:1.a', 'Article 18, paragraph 1, sub-paragraph a'],
    ['art. 23', 'article:23', 'Article 23'],
    ['art 18 §1', 'article:18:1', 'Article 18, paragraph 1'],
    ['18, paragraph 1, sub-paragraph a', 'article:18:1.a', 'Article 18, paragraph 1, sub-paragraph a'],
    ['article 18, paragraphe 1, alinéa a', 'article:18:1.a', 'Article 18, paragraph 1, sub-paragraph a'],
    ['2 a', 'article:2:a', 'Article 2, sub-paragraph a'],
  ])('"%s" means %s', (query, target, label) => {
    const [first] = findCitable(citable, query, 'en')
    expect([first?.target, first?.label]).toEqual([target, label])
  })

  it('labels in the language of the text', () => {
    expect(findCitable(citable, '18.1.a', 'fr')[0]?.label).toBe('article 18, paragraphe 1, alinéa a')
  })

  it('offers the number that stands there before the numbers it may become', () => {
    expect(targets('2').slice(0, 3)).toEqual(['article:2', 'article:20', 'article:23'])
  })

  it('finds by words of a heading in either language, whatever the accents', () => {
    expect(targets('sollicitation ENFANTS')).toEqual(['article:23'])
    expect(targets('abus')).toContain('article:18')
    expect(targets('a la pornographie')).toEqual(['article:20'])
  })

  it('finds texts by symbol and title, findings by id and words', () => {
    expect(targets('2015')).toEqual(['text:T-ES(2015)04'])
    expect(targets('R-01')).toEqual(['finding:R-01'])
    expect(targets('guidance')).toEqual(['finding:C-02'])
    expect(targets('zzz')).toEqual([])
  })

  it('offers nothing that cannot be stored as a target, and nothing twice', () => {
    for (const query of ['', '2', '23', '99', '18.99.z', 'a', 'child']) {
      const found = targets(query)
      expect(new Set(found).size).toBe(found.length)
      expect(found.filter((target) => parseTarget(target) === null)).toEqual([])
    }
  })
})

describe('finding what to cite in the text itself', () => {
  const here = treeOf(
    ['r', 'recital', 'Recalling the duty of care'],
    ['o', 'operative', 'Invites Parties to act without delay'],
    ['a', 'item', 'by law'],
    ['b', 'item', 'by practice'],
    ['h', 'heading1', 'Care'],
    ['n', 'footnote', 'See the report on care'],
  )
  const found = (query: string) => findCitable(citable, query, 'en', here).map(({ target, label }) => [target, label])

  it.each([
    ['¶2', 'paragraph:o', 'paragraph 2'],
    ['par. 2', 'paragraph:o', 'paragraph 2'],
    ['paragraphe 1', 'paragraph:r', 'paragraph 1'],
    ['par 2(b)', 'paragraph:b', 'paragraph 2, (b)'],
    ['point a', 'paragraph:a', 'paragraph 2, (a)'],
    ['note 1', 'footnote:n', '1'],
  ])('"%s" means %s alone', (query, target, label) => {
    expect(found(query)[0]).toEqual([target, label])
    expect(found(query).filter(([target]) => /^(paragraph|footnote)/.test(target ?? ''))).toHaveLength(1)
  })

  it('offers the article and the paragraph of a bare number', () => {
    expect(found('2')).toContainEqual(['article:2', 'Article 2'])
    expect(found('2')).toContainEqual(['paragraph:o', 'paragraph 2'])
  })

  it('finds paragraphs and footnotes by their words, and none that has no number', () => {
    expect(found('care').map(([target]) => target)).toEqual(['paragraph:r', 'footnote:n'])
  })

  it('finds no words that are only suggested', () => {
    const suggested = {
      ...here,
      paragraphs: here.paragraphs.map((one) =>
        one.pid === 'o' ? { ...one, runs: [...one.runs, { text: ' diligently', marks: ['i_1-1'] }] } : one,
      ),
    }
    expect(findCitable(citable, 'diligently', 'en', suggested)).toEqual([])
  })
})

describe('finding a Party', () => {
  it('goes by its name in either language, and writes it in that of the text', () => {
    expect(findCitable(citable, 'irel', 'fr')).toMatchObject([{ target: 'party:IE', label: 'Irlande' }])
    expect(targets('suisse')).toEqual(['party:CH'])
  })
})

describe('a figure from monitoring', () => {
  it('is shown with its date and its denominator', () => {
    expect(figureOf(citable.findings[1]!, 'en')).toBe('14 of 43 Parties, as of March 2022')
    expect(figureOf(citable.findings[1]!, 'fr')).toBe('14 sur 43 Parties (mars 2022)')
  })

  it('quotes a qualifier in the language of the text, and counts one Party as one', () => {
    const few = finding({ qualifier: { en: 'only a few', fr: 'quelques-unes seulement' }, asOf: '2022-03' })
    expect(figureOf(few, 'en')).toBe('“only a few”, as of March 2022')
    expect(figureOf(few, 'fr')).toBe('«\u00a0quelques-unes seulement\u00a0» (mars 2022)')
    expect(figureOf(finding({ partyCount: 1, asOf: '2022-03' }), 'en')).toBe('1 Party, as of March 2022')
  })

  it('is not shown at all without a date', () => {
    expect(figureOf(finding({ partyCount: 14, asOf: null }), 'en')).toBe('')
  })
})
