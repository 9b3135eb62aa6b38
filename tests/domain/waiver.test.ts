// Waivers: what they cover, what they need, and what is said while a term stands in the way of adoption.

import { describe, expect, it } from 'vitest'
import { noOpenTerms, unwaived, whyNotRevoke, whyNotTerms, whyNotWaive } from '#server/domain/terminology/waiver.ts'

const place = (pid: string, term: string, context: string | null = null) => ({
  language: 'en' as const,
  pid,
  term: { id: term, severity: 'avoid' as const },
  context,
})

describe('a waiver', () => {
  it('covers so many places of its term in its paragraph, and none that comes later', () => {
    const found = [place('a', 't'), place('a', 't'), place('a', 'u'), place('b', 't')]
    const waiver = { language: 'en' as const, pid: 'a', term: 't', times: 1 }
    expect(unwaived(found, [waiver])).toEqual([found[1], found[2], found[3]])
    expect(unwaived(found, [waiver, { ...waiver, times: 2 }])).toEqual([found[2], found[3]])
    expect(unwaived(found, [{ ...waiver, language: 'fr' }])).toEqual(found)
  })

  it('is not used up by a place in a legitimate context', () => {
    const found = [place('a', 't', 'quotation'), place('a', 't')]
    expect(unwaived(found, [{ language: 'en', pid: 'a', term: 't', times: 1 }])).toEqual([])
    expect(unwaived(found, [])).toEqual([found[1]])
  })

  const asked = { context: 'quotation', reason: 'A reply.', allowedContexts: ['quotation'], places: 1 }
  it.each([
    ['a context that the list does not allow', { context: 'clinical' }, 'not-valid', 'context'],
    ['no reason', { reason: ' ' }, 'not-valid', 'reason'],
    ['a reason too long', { reason: 'x'.repeat(1001) }, 'not-valid', 'reason'],
    ['no place left in that paragraph', { places: 0 }, 'not-now', undefined],
  ])('is refused with %s', (_, change, code, field) => {
    const refused = whyNotWaive({ ...asked, ...change })
    expect([refused?.code, refused?.field]).toEqual([code, field])
  })

  it('is given in a context of the list, or another one with its reason', () => {
    expect(whyNotWaive(asked)).toBeNull()
    expect(whyNotWaive({ ...asked, context: 'other' })).toBeNull()
  })

  it('is withdrawn once', () => {
    expect(whyNotRevoke(null)).toBeNull()
    expect(whyNotRevoke(1)?.code).toBe('not-again')
  })
})

describe('terms in the way of adoption', () => {
  it('are told with how many and where, in both languages', () => {
    const say = whyNotTerms({ places: 4, at: { en: ['4', '12'], fr: ['12', ''] } })?.say
    expect(say?.en).toBe(
      '4 terms to avoid are neither replaced nor waived (in English: paragraphs 4, 12; in French: paragraph 12 and a paragraph without number).',
    )
    expect(say?.fr).toBe(
      '4 termes à éviter ne sont ni remplacés ni couverts par une dérogation (en anglais, paragraphes 4, 12\u00a0; en français, paragraphe 12 et un paragraphe sans numéro).',
    )
  })

  it('are told of one alone, and not of none', () => {
    expect(whyNotTerms({ places: 1, at: { en: [], fr: ['3'] } })?.say.en).toBe(
      '1 term to avoid is neither replaced nor waived (in French: paragraph 3).',
    )
    expect(whyNotTerms(noOpenTerms)).toBeNull()
  })
})
