// References as they are written on the papers, and the one way they are shown.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  displayReference,
  formatReference,
  lastNumber,
  nextNumber,
  parseReference,
  type Reference,
} from '#server/domain/dossiers/reference.ts'

const first: Reference = {
  workingGroup: false,
  year: 2017,
  number: 12,
  language: null,
  revision: 0,
  final: false,
  subjectToEditing: false,
}

describe('a reference on a paper', () => {
  it.each<[string, Partial<Reference>, string]>([
    ['T-ES(2014)58', { year: 2014, number: 58 }, 'T-ES(2014)58'],
    ['T-ES(2015)04_en FINAL', { year: 2015, number: 4, language: 'en', final: true }, 'T-ES(2015)04_en_final'],
    ['T-ES(2016)07_en', { year: 2016, number: 7, language: 'en' }, 'T-ES(2016)07_en'],
    ['T-ES-WG(2016)02Rev2', { workingGroup: true, year: 2016, number: 2, revision: 2 }, 'T-ES-WG(2016)02_rev2'],
    ['T-ES-WG(2016)03_en', { workingGroup: true, year: 2016, number: 3, language: 'en' }, 'T-ES-WG(2016)03_en'],
    ['T-ES(2016)17_en rev', { year: 2016, number: 17, language: 'en', revision: 1 }, 'T-ES(2016)17_en_rev1'],
    ['T-ES(2017)12 Rev2', { revision: 2 }, 'T-ES(2017)12_rev2'],
    ['T-ES(2017)12_en final', { language: 'en', final: true }, 'T-ES(2017)12_en_final'],
    ['T-ES(2020)22 rev.1', { year: 2020, number: 22, revision: 1 }, 'T-ES(2020)22_rev1'],
    ['T-ES(2021)14_fr', { year: 2021, number: 14, language: 'fr' }, 'T-ES(2021)14_fr'],
    [
      'T-ES(2022)02_en final (subject to editing)',
      { year: 2022, number: 2, language: 'en', final: true, subjectToEditing: true },
      'T-ES(2022)02_en_final (subject to editing)',
    ],
    ['T-ES(2017)03_en', { number: 3, language: 'en' }, 'T-ES(2017)03_en'],
    ['T-ES(2019)06_en', { year: 2019, number: 6, language: 'en' }, 'T-ES(2019)06_en'],
    ['T-ES(2020)25_en', { year: 2020, number: 25, language: 'en' }, 'T-ES(2020)25_en'],
  ])('%s is read and shown in one way', (written, parts, shown) => {
    expect(parseReference(written)).toEqual({ ...first, ...parts })
    expect(displayReference({ ...first, ...parts })).toBe(shown)
  })

  it.each([
    'T-CY(2015)16',
    'T-ES(15)04',
    'T-ES(2015)4',
    'T-ES(2015)0004',
    'T-ES(2015)00',
    'T-ES(2015)04_de',
    'T-ES(2015)04 draft',
    'T-ES(2015)04_en_final extra',
    'xT-ES(2015)04',
    '',
  ])('“%s” is refused', (written) => {
    expect(parseReference(written)).toBeNull()
  })

  it('is read back from the way it is shown', () => {
    const references = fc.record({
      workingGroup: fc.boolean(),
      year: fc.integer({ min: 1000, max: 9999 }),
      number: fc.integer({ min: 1, max: lastNumber }),
      language: fc.constantFrom('en' as const, 'fr' as const, null),
      revision: fc.integer({ min: 0, max: 99 }),
      final: fc.boolean(),
      subjectToEditing: fc.boolean(),
    })
    fc.assert(
      fc.property(references, (one) => {
        expect(parseReference(displayReference(one))).toEqual(one)
      }),
    )
  })
})

describe('the reference of a dossier', () => {
  it('has at least two digits', () => {
    expect([formatReference(2026, 5), formatReference(2026, 58), formatReference(2026, 105)]).toEqual([
      'T-ES(2026)05',
      'T-ES(2026)58',
      'T-ES(2026)105',
    ])
  })

  it('takes the number after the highest, and never one that was taken before', () => {
    expect([nextNumber([]), nextNumber([1, 2, 3]), nextNumber([7, 2])]).toEqual([1, 4, 8])
  })
})
