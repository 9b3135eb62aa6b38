// The path of a dossier: which step is open, and what each refused step says.

import { describe, expect, it } from 'vitest'
import {
  dossierKinds,
  dossierKindWords,
  dossierPath,
  dossierStates,
  type MovableState,
  type MoveFacts,
  whyNotMove,
  whyNotTitle,
} from '#server/domain/dossiers/dossier.ts'

const ready: MoveFacts = {
  state: 'drafting',
  hasMeeting: true,
  openToDelegations: true,
  operativeParagraphs: 1,
  missingPairs: 0,
  emptyPairs: 0,
  strayPairs: 0,
  blankPairs: 0,
  openBrackets: 0,
}

describe('moving a dossier', () => {
  it.each<[MoveFacts['state'], Record<MovableState, string | undefined>]>([
    ['drafting', { drafting: 'not-again', circulated: undefined, meeting: 'not-now' }],
    ['circulated', { drafting: undefined, circulated: 'not-again', meeting: undefined }],
    ['meeting', { drafting: undefined, circulated: 'not-now', meeting: 'not-again' }],
    ['vote', { drafting: 'not-now', circulated: 'not-now', meeting: 'not-now' }],
    ['adopted', { drafting: 'not-now', circulated: 'not-now', meeting: 'not-now' }],
    ['published', { drafting: 'not-now', circulated: 'not-now', meeting: 'not-now' }],
  ])('from %s, with a complete text and a meeting, is open as written', (state, expected) => {
    for (const to of ['drafting', 'circulated', 'meeting'] as const) {
      expect([to, whyNotMove({ ...ready, state }, to)?.code]).toEqual([to, expected[to]])
    }
  })

  it.each<[string, Partial<MoveFacts>, string]>([
    [
      'has no operative paragraph',
      { operativeParagraphs: 0 },
      'The text needs at least one operative paragraph with words.',
    ],
    [
      'has a paragraph in one language only',
      { missingPairs: 1 },
      'English and French are released together: 1 paragraph lacks the other language.',
    ],
    [
      'has paragraphs empty in one language',
      { missingPairs: 1, emptyPairs: 2 },
      'English and French are released together: 3 paragraphs lack the other language.',
    ],
    [
      'has French in another order',
      { strayPairs: 1 },
      'English and French must follow the same order: 1 paragraph stands elsewhere in French.',
    ],
    [
      'has paragraphs empty in both languages',
      { blankPairs: 2 },
      '2 paragraphs are empty in both languages: write in it or delete it.',
    ],
    [
      'is internal',
      { openToDelegations: false },
      'The dossier is internal: delegations could not read the text. Change its class first.',
    ],
  ])('is refused when the text %s, to circulate it and to bring it before a meeting', (_, facts, say) => {
    expect(whyNotMove({ ...ready, ...facts }, 'circulated')).toMatchObject({ code: 'not-now', say: { en: say } })
    expect(whyNotMove({ ...ready, ...facts, state: 'circulated' }, 'meeting')).toMatchObject({
      code: 'not-now',
      say: { en: say },
    })
    expect(whyNotMove({ ...ready, ...facts, state: 'circulated' }, 'drafting')).toBeNull()
  })

  it('brings a text before a meeting only when a meeting is chosen', () => {
    expect(whyNotMove({ ...ready, state: 'circulated', hasMeeting: false }, 'meeting')).toMatchObject({
      field: 'meetingId',
    })
    expect(whyNotMove({ ...ready, hasMeeting: false }, 'circulated')).toBeNull()
  })

  it('circulates a text with brackets: they are there to be discussed', () => {
    expect(whyNotMove({ ...ready, openBrackets: 3 }, 'circulated')).toBeNull()
  })

  it('says in French what agrees in number', () => {
    expect(whyNotMove({ ...ready, emptyPairs: 1 }, 'circulated')?.say.fr).toBe(
      'Les versions anglaise et française sont diffusées ensemble\u00a0: 1 paragraphe n’existe que dans une langue.',
    )
    expect(whyNotMove({ ...ready, emptyPairs: 2 }, 'circulated')?.say.fr).toContain('2 paragraphes n’existent que')
  })
})

describe('the path', () => {
  it('leads from the first state to every other, and ends with publication', () => {
    const reached = new Set<string>(['drafting'])
    for (const state of dossierStates) for (const next of dossierPath[state]) if (reached.has(state)) reached.add(next)
    expect([...reached].sort()).toEqual([...dossierStates].sort())
    expect(dossierPath.published).toEqual([])
  })

  it('leads to adoption through the vote only', () => {
    const before = dossierStates.filter((state) => dossierPath[state].includes('adopted'))
    expect(before).toEqual(['vote'])
  })
})

describe('a kind of text', () => {
  it('is named in both languages', () => {
    expect(dossierKinds.map((kind) => `${dossierKindWords[kind].en} / ${dossierKindWords[kind].fr}`)).toEqual([
      'opinion / avis',
      'interpretative opinion / avis interprétatif',
      'declaration / déclaration',
      'recommendation / recommandation',
      'guidance note / note d’orientation',
    ])
  })
})

describe('a title', () => {
  it('stands in both languages', () => {
    expect(whyNotTitle({ en: 'Draft opinion', fr: 'Projet d’avis' })).toBeNull()
    expect(whyNotTitle({ en: '  ', fr: 'Projet d’avis' })).toMatchObject({ code: 'not-valid', field: 'titleEn' })
    expect(whyNotTitle({ en: 'Draft opinion', fr: '' })).toMatchObject({ code: 'not-valid', field: 'titleFr' })
  })

  it('has at most 300 characters', () => {
    expect(whyNotTitle({ en: 'a'.repeat(300), fr: 'a' })).toBeNull()
    expect(whyNotTitle({ en: 'a', fr: 'a'.repeat(301) })).toMatchObject({ code: 'not-valid', field: 'titleFr' })
  })
})
