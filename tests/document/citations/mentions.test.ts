// References that somebody typed as plain words.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelOf } from '#server/document/citations/citations.ts'
import { mentionsIn } from '#server/document/citations/mentions.ts'
import { formatTarget, parseTarget, type Target } from '#server/domain/convention/citation.ts'
import { languages } from '#server/domain/language.ts'

const found = (words: string) => mentionsIn(words).map(({ start, end, target }) => [words.slice(start, end), target])

describe('what reads like a reference', () => {
  it.each([
    ['as in Article 18(1)a of the Convention', 'Article 18(1)a', 'article:18:1.a'],
    ['Article 18 (1) (a)', 'Article 18 (1) (a)', 'article:18:1.a'],
    ['Article 23, paragraph 1,', 'Article 23, paragraph 1', 'article:23:1'],
    ['Article 18, paragraph 1, sub-paragraph a', 'Article 18, paragraph 1, sub-paragraph a', 'article:18:1.a'],
    ['l’article 18, paragraphe 1, alinéa a,', 'article 18, paragraphe 1, alinéa a', 'article:18:1.a'],
    ['(article 18, par. 1)', 'article 18, par. 1', 'article:18:1'],
    ['Art. 23 §1', 'Art. 23 §1', 'article:23:1'],
    ['Article 23.1.a.', 'Article 23.1.a', 'article:23:1.a'],
    ['Article 3(a)', 'Article 3(a)', 'article:3:a'],
    ['Article 23. The', 'Article 23', 'article:23'],
    ['l’article 23 a pour but', 'article 23', 'article:23'],
    ['l’article 18(1) a été', 'article 18(1)', 'article:18:1'],
    ['article 23 de manière large', 'article 23', 'article:23'],
    ['Article 23 of the Lanzarote Convention', 'Article 23', 'article:23'],
    ['article 23 de la Convention de Lanzarote', 'article 23', 'article:23'],
    ['see T-ES(2015)04, which', 'T-ES(2015)04', 'text:T-ES(2015)04'],
    ['T-ES(2017)12 rev2', 'T-ES(2017)12 rev2', 'text:T-ES(2017)12 rev2'],
    ['finding R-01 says', 'finding R-01', 'finding:R-01'],
    ['(R-03a)', 'R-03a', 'finding:R-03a'],
  ])('in "%s" is %s', (words, mention, target) => expect(found(words)).toEqual([[mention, target]]))

  it('is each number of a list', () => {
    expect(found('Articles 18, 20(1)a and 23')).toEqual([
      ['Articles 18', 'article:18'],
      ['20(1)a', 'article:20:1.a'],
      ['23', 'article:23'],
    ])
    expect(found('les articles 18 à 23')).toEqual([
      ['articles 18', 'article:18'],
      ['23', 'article:23'],
    ])
    expect(found('Article 18 and 23 Parties')).toEqual([['Article 18', 'article:18']])
  })

  it.each([
    'Article 16 of the Convention on the Rights of the Child',
    'Articles 3 and 9 of the Budapest Convention',
    'article 34 de la Convention relative aux droits de l’enfant',
    'Article 2 of the Optional Protocol',
    'Article 51',
    'Article 0',
    'Article 123',
    'particle 23',
    'HTTP-01x',
    'T-ES(15)04',
    '23 Parties',
  ])('is not found in "%s"', (words) => expect(found(words)).toEqual([]))

  const point = fc.option(
    fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.option(fc.constantFrom('a', 'b', 'z'), { nil: undefined }))
      .map((parts) => parts.filter(Boolean).join('.')),
  )
  const target: fc.Arbitrary<Target> = fc.oneof(
    fc.record({ kind: fc.constant('article' as const), number: fc.integer({ min: 1, max: 50 }), point }),
    fc.constantFrom<Target>({ kind: 'text', symbol: 'T-ES(2015)04' }, { kind: 'finding', id: 'C-03b' }),
  )
  const around = fc.constantFrom('', ' ', '(', ') ', ', ', '. ', ' and ', ' et ', '« ')

  it('is whatever the text itself would write, in either language, in any surroundings', () => {
    fc.assert(
      fc.property(target, fc.constantFrom(...languages), around, around, (cited, language, before, after) => {
        const label = labelOf(cited, language)
        expect(found(before + label + after)).toEqual([[label, formatTarget(cited)]])
      }),
      { numRuns: 1000 },
    )
  })

  it('is in order, apart, and a target, whatever the words', () => {
    const piece = fc.constantFrom(
      'Article ',
      'articles ',
      '18',
      '(1)',
      'a',
      ' ',
      ', ',
      '§',
      '.',
      ' and ',
      'paragraph ',
      'R-01',
      'T-ES(2015)04',
      ' of the ',
      'Convention',
      'é',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join('')),
          fc.string(),
        ),
        (words) => {
          let last = 0
          for (const { start, end, target: stored } of mentionsIn(words)) {
            expect(start).toBeGreaterThanOrEqual(last)
            expect(end).toBeGreaterThan(start)
            expect(end).toBeLessThanOrEqual(words.length)
            expect(parseTarget(stored)).not.toBeNull()
            last = end
          }
        },
      ),
      { numRuns: 2000 },
    )
  })
})
