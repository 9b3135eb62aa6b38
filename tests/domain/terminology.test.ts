// The linter of terms to avoid: what it finds in both languages, in which contexts it lets a term stand, and what
// cannot hide one.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { terminology } from '#db/convention/terms.ts'
import type { Language } from '#server/domain/language.ts'
import { asWritten, compileTerminology, headword } from '#server/domain/terminology/terminology.ts'

const lint = compileTerminology(terminology)

interface Given {
  readonly isQuote?: boolean
  /** The words of a citation and its target. */
  readonly cites?: Readonly<Record<string, string>>
}

/** `id words` of each place, with the context in braces where it stands in one. */
function found(language: Language, words: string, { isQuote = false, cites = {} }: Given = {}): string[] {
  const tokens = Object.entries(cites).map(([label, target]) => {
    const start = words.indexOf(label)
    return { start, end: start + label.length, target }
  })
  return lint[language]({ words, isQuote, cites: tokens }).map(
    ({ term, start, end, context }) => `${term.id} ${words.slice(start, end)}${context ? ` {${context}}` : ''}`,
  )
}

describe('a term to avoid', () => {
  it.each([
    ['en', 'The Committee notes that child pornography is spreading.', ['en-01 child pornography']],
    ['fr', 'Le Comité note que la pornographie enfantine se répand.', ['fr-02 pornographie enfantine']],
    ['en', 'CHILD PORNOGRAPHY and Child-Porn', ['en-01 CHILD PORNOGRAPHY', 'en-01 Child-Porn']],
    ['en', 'child\u00a0pornography, child  pornography', ['en-01 child\u00a0pornography', 'en-01 child  pornography']],
    [
      'en',
      "children’s pornography, children's pornography",
      ['en-01 children’s pornography', "en-01 children's pornography"],
    ],
    [
      'en',
      'child por\u00adnography, child\u200b pornography',
      ['en-01 child por\u00adnography', 'en-01 child\u200b pornography'],
    ],
    ['en', 'the virtual child pornography of today', ['en-33 virtual child pornography']],
    [
      'en',
      'to have sex with children; affairs with a child',
      ['en-31 have sex with children', 'en-31 affairs with a child'],
    ],
    ['en', 'Consenting minors and willing victims', ['en-45 Consenting minors', 'en-45 willing victims']],
    ['fr', 'les pornographies enfantines', ['fr-02 pornographies enfantines']],
    [
      'fr',
      'PÉDOPORNOGRAPHIE, pédo-pornographie, pe\u0301dopornographie',
      ['fr-02 PÉDOPORNOGRAPHIE', 'fr-02 pédo-pornographie', 'fr-02 pe\u0301dopornographie'],
    ],
    ['fr', 'prostitution d’enfants, de l’enfant', ['fr-06 prostitution d’enfants']],
    ['fr', "prostitution de l'enfant", ["fr-06 prostitution de l'enfant"]],
    ['fr', 'les enfants prostituées', ['fr-08 enfants prostituées']],
    ['fr', 'une relation sexuelle avec des enfants', ['fr-32 relation sexuelle avec des enfants']],
    ['fr', 'un spectacle pornographique', ['fr-36 spectacle pornographique']],
    ['fr', 'le tourisme sexuel par webcam', ['fr-18 tourisme sexuel par webcam']],
    ['fr', 'les États contractants et l’Etat membre', ['fr-48 États contractants', 'fr-48 Etat membre']],
  ] as const)('%s: is found in “%s”', (language, words, places) => {
    expect(found(language, words)).toEqual(places)
  })

  it.each([
    ['en', 'Grandchild pornographyless; childhood'],
    ['en', 'A minor amendment; juvenile justice; a professional relationship with a child'],
    ['en', 'The client of a lawyer, the customers of a bank, and Mr John Smith'],
    ['en', 'child sexual abuse material (CSAM)'],
    ['fr', 'une infraction mineure, la justice des mineurs'],
    ['fr', 'le client d’un avocat'],
    ['fr', 'matériel d’abus sexuels sur enfants'],
    ['fr', 'child pornography'],
    ['en', 'pornographie enfantine'],
  ] as const)('%s: is not found in “%s”', (language, words) => {
    expect(found(language, words)).toEqual([])
  })

  it('that is an everyday word is found where the sentence speaks of an exploited child', () => {
    expect(found('en', 'Clients pay. A client who pays for sexual acts with a child is an offender.')).toEqual([
      'en-13 client',
    ])
    expect(found('fr', 'Un client paie. Le client d’un enfant exploité est un auteur.')).toEqual(['fr-14 client'])
  })
})

describe('the right term in its place', () => {
  it.each([
    ['en', '“Offences concerning child pornography” (Article 20)', ['en-01 child pornography {article-heading:20}']],
    ['en', 'Article 20 – Offences concerning child pornography', ['en-01 child pornography {article-heading:20}']],
    ['en', 'Article 20 speaks of “child pornography”.', ['en-01 child pornography {article-heading:20}']],
    [
      'fr',
      'l’article 20 (« Infractions se rapportant à la pornographie enfantine »)',
      ['fr-02 pornographie enfantine {article-heading:20}'],
    ],
    [
      'fr',
      '«\u00a0Infractions se rapportant à la prostitution enfantine\u00a0»',
      ['fr-06 prostitution enfantine {article-heading:19}'],
    ],
    ['en', 'Article 20 concerns child pornography.', ['en-01 child pornography']],
    ['en', 'Article 23 speaks of “child pornography”.', ['en-01 child pornography']],
    ['en', 'Article 20 is clear. It speaks of “child pornography”.', ['en-01 child pornography']],
    [
      'en',
      'the Optional Protocol on the sale of children, child prostitution and child pornography',
      ['en-05 child prostitution {instrument-title}', 'en-01 child pornography {instrument-title}'],
    ],
    [
      'fr',
      'concernant la vente d’enfants, la prostitution des enfants et la pornographie mettant en scène des enfants',
      ['fr-06 prostitution des enfants {instrument-title}'],
    ],
    ['en', 'It wrote “child pornography” (reply to question 12).', ['en-01 child pornography {quotation}']],
    ['en', 'It wrote “child pornography” (its Criminal Code).', ['en-01 child pornography {national-law}']],
    ['en', 'It wrote “child pornography” (hereafter CSAM).', ['en-01 child pornography']],
    ['en', 'It wrote “child pornography”. The reply (question 12) is public.', ['en-01 child pornography']],
    ['en', 'It wrote “child pornography, and so on (question 12).', ['en-01 child pornography']],
    ['en', 'National legislation on child pornography', ['en-01 child pornography']],
    ['en', 'The member States of the Council of Europe', ['en-47 member States {coe-membership}']],
    [
      'fr',
      'Il a écrit « pornographie enfantine » (réponse à la question 12).',
      ['fr-02 pornographie enfantine {quotation}'],
    ],
    ['fr', 'Le « tourisme sexuel » existe.', ['fr-10 tourisme sexuel']],
  ] as const)('%s: “%s”', (language, words, places) => {
    expect(found(language, words)).toEqual(places)
  })

  it('is a quotation when a citation follows it in its sentence', () => {
    const cites = { 'T-ES(2017)03': 'text:T-ES(2017)03' }
    expect(found('en', 'It said “kiddy porn” in T-ES(2017)03.', { cites })).toEqual(['en-03 kiddy porn {quotation}'])
    expect(found('en', 'In T-ES(2017)03 it said “kiddy porn”.', { cites })).toEqual(['en-03 kiddy porn'])
  })

  it('names the Article by a citation as well as in words', () => {
    const cites = { 'article 20, paragraphe 3': 'article:20:3' }
    const words = 'La pornographie enfantine virtuelle (article 20, paragraphe 3) appelle une réserve.'
    expect(found('fr', words, { cites })).toEqual(['fr-34 pornographie enfantine virtuelle {article-reference:20}'])
    expect(found('fr', 'La pornographie enfantine virtuelle (article 200)')).toEqual([
      'fr-34 pornographie enfantine virtuelle',
    ])
  })

  it('stands in a paragraph that is a quotation when its source is there', () => {
    expect(found('en', 'Kiddy porn was traded (judgment of 2019).', { isQuote: true })).toEqual([
      'en-03 Kiddy porn {quotation}',
    ])
    expect(found('en', 'Kiddy porn was traded.', { isQuote: true })).toEqual(['en-03 Kiddy porn'])
  })

  it('is not looked for in what a citation is called', () => {
    const cites = { 'On child pornography': 'text:On child pornography' }
    expect(found('en', 'Recalling On child pornography;', { cites })).toEqual([])
  })

  it('is defined by the preferred words that give it in brackets', () => {
    const words = 'solicitation of children for sexual purposes (grooming) or grooming'
    expect(found('en', words)).toEqual([
      'en-23 solicitation of children for sexual purposes (grooming) {definition}',
      'en-23 grooming',
    ])
  })
})

describe('whatever the words', () => {
  const own = (language: Language) => terminology.terms.filter((term) => term.lang === language)

  it.each(terminology.terms.map((term) => [term.id, term] as const))('%s: each of its forms is found', (id, term) => {
    const near = { en: 'A child was exploited: ', fr: 'Un enfant exploité : ' }[term.lang]
    for (const form of [headword(term.avoid), ...term.variants]) {
      const words = `${near}${form}`
      const places = lint[term.lang]({ words, isQuote: false, cites: [] })
      expect(
        places.map((place) => words.slice(place.start, place.end)),
        `${id}: ${form}`,
      ).toContain(form)
    }
  })

  it('what to write instead is itself never flagged as to avoid', () => {
    for (const { lang, prefer } of terminology.terms) {
      const flagged = lint[lang]({ words: prefer, isQuote: false, cites: [] })
      expect(
        flagged.filter(({ term, context }) => term.severity === 'avoid' && context === null),
        prefer,
      ).toEqual([])
    }
  })

  it('it never fails, places lie within the words, in order and apart', () => {
    const phrases = fc.constantFrom(
      ...own('en').map(({ avoid }) => avoid),
      '“',
      '”',
      '(',
      ')',
      '. ',
      'Article 20',
      'ﬁ',
      'Œ',
      '\u00ad',
      '[',
    )
    const any = fc
      .array(fc.oneof(phrases, fc.string({ unit: 'binary' })), { maxLength: 12 })
      .map((parts) => parts.join(' '))
    fc.assert(
      fc.property(any, fc.boolean(), (words, isQuote) => {
        let last = 0
        for (const { start, end } of lint.en({ words, isQuote, cites: [] })) {
          expect(start).toBeGreaterThanOrEqual(last)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(words.length)
          last = end
        }
      }),
      { numRuns: 300 },
    )
  })

  it('a term in running text is found wherever it stands', () => {
    const filler = fc.stringMatching(/^[a-z ,]{0,40}$/)
    fc.assert(
      fc.property(
        filler,
        filler,
        fc.constantFrom(...own('fr').filter(({ severity }) => severity === 'avoid')),
        (before, after, term) => {
          const form = headword(term.avoid)
          const words = `enfant exploité ${before} ${form} ${after}`
          const places = lint.fr({ words, isQuote: false, cites: [] })
          expect(places.some(({ start, end }) => words.slice(start, end).includes(form))).toBe(true)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('what is written instead', () => {
  it('takes the capital of what it replaces, and is set as a printer would', () => {
    const term = { prefer: "matériel d'abus sexuels (MAS)" }
    expect(asWritten(term, 'Child porn')).toBe('Matériel d’abus sexuels')
    expect(asWritten(term, 'child porn')).toBe('matériel d’abus sexuels')
    expect(asWritten({ prefer: 'Parties' }, 'états membres')).toBe('Parties')
  })
})
