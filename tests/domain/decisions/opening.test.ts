// What is open before a vote: one list, from which the refusal comes.

import { describe, expect, it } from 'vitest'
import { type OpeningFacts, openPoints, whyNotOpen } from '#server/domain/decisions/opening.ts'
import { defaultRules, quorumOf, type VotingRule } from '#server/domain/decisions/procedure.ts'
import { noOpenTerms } from '#server/domain/terminology/waiver.ts'

const text = defaultRules.find((one) => one.key === 'vote.text')?.rule as VotingRule

const ready: OpeningFacts = {
  state: 'meeting',
  openToDelegations: true,
  hasOpenBallot: false,
  electorate: 48,
  present: 25,
  quorum: quorumOf(text, 48),
  operativeParagraphs: 1,
  missingPairs: 0,
  emptyPairs: 0,
  strayPairs: 0,
  blankPairs: 0,
  openBrackets: 0,
  terms: noOpenTerms,
  suggestions: 0,
  loneCitations: 0,
  orphanNotes: 0,
  openComments: 0,
}

describe('opening a vote', () => {
  it.each([
    ['one is already open', { hasOpenBallot: true }, 'not-again'],
    ['the dossier is put to the vote', { state: 'vote' }, 'not-again'],
    ['the text is only circulated', { state: 'circulated' }, 'not-now'],
    ['the text is adopted', { state: 'adopted' }, 'not-now'],
    ['delegations cannot read the text', { openToDelegations: false }, 'not-now'],
    ['the text has no operative paragraph', { operativeParagraphs: 0 }, 'not-now'],
    ['a paragraph stands in one language only', { missingPairs: 1 }, 'not-now'],
    ['a paragraph has words in one language only', { emptyPairs: 2 }, 'not-now'],
    ['the languages differ in order', { strayPairs: 1 }, 'not-now'],
    ['a paragraph is empty in both languages', { blankPairs: 1 }, 'not-now'],
    ['square brackets remain', { openBrackets: 1 }, 'not-now'],
    ['a term to avoid remains', { terms: { places: 1, at: { en: ['3'], fr: [] } } }, 'not-now'],
    ['nobody is entitled', { electorate: 0, present: 0, quorum: quorumOf(text, 0) }, 'not-now'],
  ] as const)('is refused when %s', (_, facts, code) => {
    expect(whyNotOpen({ ...ready, ...facts })?.code).toBe(code)
  })

  it('is allowed when the text is complete, before a meeting, with a quorum', () => {
    expect(whyNotOpen(ready)).toBeNull()
  })

  it('needs 25 of 48 in the room, and says so', () => {
    expect(whyNotOpen({ ...ready, present: 25 })).toBeNull()
    const refused = whyNotOpen({ ...ready, present: 24 })
    expect(refused?.say.en).toBe('There is no quorum: 24 of 48 Parties present, 25 needed.')
  })
})

describe('the points that are open', () => {
  it('are none on a text that is ready, nor where no vote could come next', () => {
    expect(openPoints(ready)).toEqual([])
    for (const state of ['drafting', 'circulated', 'vote', 'adopted', 'published'] as const) {
      expect(openPoints({ ...ready, state, openBrackets: 1, openComments: 1 })).toEqual([])
    }
  })

  it('are all said at once, what stands in the way first, and the first of these is the refusal', () => {
    const facts = {
      ...{ ...ready, present: 24, openBrackets: 2, missingPairs: 1, terms: { places: 1, at: { en: ['3'], fr: [] } } },
      ...{ suggestions: 2, loneCitations: 1, orphanNotes: 3, openComments: 4 },
    }
    const points = openPoints(facts)
    expect(points.map(({ blocks }) => blocks)).toEqual([true, true, true, true, false, false, false, false])
    expect(points[0]?.say).toEqual(whyNotOpen(facts)?.say)
    expect(points.slice(4).map(({ say }) => say.en)).toEqual([
      '2 suggestions are not decided: the vote is on the text without them.',
      '1 citation stands in one language only.',
      '3 footnotes are not called where they stand.',
      '4 comments are not resolved.',
    ])
  })

  it('do not stand in the way when they only concern what is beside the text', () => {
    expect(whyNotOpen({ ...ready, suggestions: 1, loneCitations: 1, orphanNotes: 1, openComments: 1 })).toBeNull()
  })
})
