// The arithmetic of a vote: the table of thresholds, every possible tally of 48, and what each refusal says.

import { describe, expect, it } from 'vitest'
import { type RollLine, type Tally, whyNotClose, whyNotQuestion, whyNotVote } from '#server/domain/decisions/ballot.ts'
import { outcomeOf } from '#server/domain/decisions/outcome.ts'
import { defaultRules, type VotingRule } from '#server/domain/decisions/procedure.ts'
import type { Member } from '#server/domain/people/appointment.ts'

const text = defaultRules.find((one) => one.key === 'vote.text')?.rule as VotingRule
const procedure = defaultRules.find((one) => one.key === 'vote.procedure')?.rule as VotingRule

function tally(yes: number, no: number, abstain: number, none: number): Tally {
  return { for: yes, against: no, abstain, notVoted: none }
}

describe('the table of thresholds, 48 Parties entitled, two thirds of the votes cast', () => {
  it.each([
    [39, 30, 5, 4, 35, 24, true],
    [30, 20, 10, 0, 30, 20, true],
    [30, 19, 10, 1, 29, 20, false],
    [36, 24, 12, 0, 36, 24, true],
    [36, 23, 12, 1, 35, 24, false],
    [25, 0, 0, 25, 0, 0, false],
  ])('%i present: %i for, %i against, %i abstentions; %i cast, %i needed: adopted is %s', (...row) => {
    const [present, yes, no, abstain, cast, needed, adopted] = row
    const outcome = outcomeOf(text, tally(yes, no, abstain, 48 - yes - no - abstain), present)
    expect([outcome.votesCast, outcome.needed, outcome.adopted]).toEqual([cast, needed, adopted])
  })
})

describe('every tally of 48', () => {
  /** All (for, against, abstain, none) with sum 48. */
  function* tallies(): Generator<Tally> {
    for (let yes = 0; yes <= 48; yes += 1) {
      for (let no = 0; yes + no <= 48; no += 1) {
        for (let abstain = 0; yes + no + abstain <= 48; abstain += 1) {
          yield tally(yes, no, abstain, 48 - yes - no - abstain)
        }
      }
    }
  }

  it('agrees with the integer formula 3 × for ≥ 2 × (for + against), at least one vote cast', () => {
    let asked = 0
    const wrong: Tally[] = []
    for (const one of tallies()) {
      asked += 1
      const cast = one.for + one.against
      let needed = 0
      while (3 * needed < 2 * cast) needed += 1
      const adopted = cast >= 1 && 3 * one.for >= 2 * cast
      const found = outcomeOf(text, one, 48)
      if (found.adopted !== adopted || found.votesCast !== cast || found.needed !== needed) wrong.push(one)
    }
    expect(asked).toBe(20_825)
    expect(wrong).toEqual([])
  })

  it('never carries a tie, under either default rule', () => {
    for (const one of tallies()) {
      if (one.for !== one.against) continue
      expect(outcomeOf(text, one, 48).adopted || outcomeOf(procedure, one, 48).adopted).toBe(false)
    }
  })

  it('carries a question of procedure exactly when more are for than against', () => {
    const wrong = [...tallies()].filter((one) => outcomeOf(procedure, one, 48).adopted !== one.for > one.against)
    expect(wrong).toEqual([])
  })

  it('never turns adopted into not adopted when a Party moves to “for”, nor changes when one moves to abstain', () => {
    const wrong: Tally[] = []
    for (const one of tallies()) {
      const before = outcomeOf(text, one, 48)
      const fromNone = one.notVoted > 0 ? { ...one, for: one.for + 1, notVoted: one.notVoted - 1 } : one
      const fromAgainst = one.against > 0 ? { ...one, for: one.for + 1, against: one.against - 1 } : one
      const toAbstain = one.notVoted > 0 ? { ...one, abstain: one.abstain + 1, notVoted: one.notVoted - 1 } : one
      if (before.adopted && !outcomeOf(text, fromNone, 48).adopted) wrong.push(one)
      if (before.adopted && !outcomeOf(text, fromAgainst, 48).adopted) wrong.push(one)
      if (outcomeOf(text, toAbstain, 48).adopted !== before.adopted) wrong.push(one)
    }
    expect(wrong).toEqual([])
  })
})

describe('other bases', () => {
  it('takes the majority of all Parties, voted or not', () => {
    const full: VotingRule = { ...text, base: 'full' }
    expect(outcomeOf(full, tally(31, 0, 0, 17), 48)).toMatchObject({ adopted: false, needed: 32, votesCast: 31 })
    expect(outcomeOf(full, tally(32, 10, 6, 0), 48)).toMatchObject({ adopted: true, needed: 32, votesCast: 42 })
  })

  it('takes the majority of the Parties present at opening', () => {
    const present: VotingRule = { ...procedure, base: 'present' }
    expect(outcomeOf(present, tally(15, 2, 3, 28), 30)).toMatchObject({ adopted: false, needed: 16 })
    expect(outcomeOf(present, tally(16, 2, 3, 27), 30)).toMatchObject({ adopted: true, needed: 16 })
  })

  it('counts abstentions as votes cast when the rule says so', () => {
    const counting: VotingRule = { ...text, abstentionsCast: true }
    expect(outcomeOf(counting, tally(23, 1, 12, 12), 48)).toMatchObject({ adopted: false, needed: 24, votesCast: 36 })
    expect(outcomeOf(counting, tally(24, 0, 12, 12), 48)).toMatchObject({ adopted: true, needed: 24, votesCast: 36 })
  })
})

describe('the sentence of an outcome', () => {
  it('explains an adoption', () => {
    expect(outcomeOf(text, tally(30, 5, 4, 9), 39).say).toEqual({
      en: 'Adopted: 30 for, 5 against, 4 abstentions; 35 votes cast, 24 needed (two thirds of the votes cast).',
      fr: 'Adopté\u00a0: 30 pour, 5 contre, 4 abstentions\u00a0; 35 suffrages exprimés, 24 requis (les deux tiers des suffrages exprimés).',
    })
  })

  it('speaks in the singular of one', () => {
    expect(outcomeOf(procedure, tally(0, 1, 1, 46), 48).say).toEqual({
      en: 'Not adopted: 0 for, 1 against, 1 abstention; 1 vote cast, 1 needed (more than half of the votes cast).',
      fr: 'Non adopté\u00a0: 0 pour, 1 contre, 1 abstention\u00a0; 1 suffrage exprimé, 1 requis (plus de la moitié des suffrages exprimés).',
    })
  })

  it('speaks in the plural of two', () => {
    expect(outcomeOf(text, tally(2, 0, 2, 44), 48).say).toEqual({
      en: 'Adopted: 2 for, 0 against, 2 abstentions; 2 votes cast, 2 needed (two thirds of the votes cast).',
      fr: 'Adopté\u00a0: 2 pour, 0 contre, 2 abstentions\u00a0; 2 suffrages exprimés, 2 requis (les deux tiers des suffrages exprimés).',
    })
  })

  it('says that nobody voted', () => {
    expect(outcomeOf(text, tally(0, 0, 25, 23), 25).say).toEqual({
      en: 'Not adopted: 0 for, 0 against, 25 abstentions; no votes were cast.',
      fr: 'Non adopté\u00a0: 0 pour, 0 contre, 25 abstentions\u00a0; aucun suffrage exprimé.',
    })
  })
})

describe('the question of a vote', () => {
  it('needs a question in both languages, not too long', () => {
    expect(whyNotQuestion({ en: 'Adopt?', fr: 'Adopter\u00a0?' })).toBeNull()
    expect(whyNotQuestion({ en: ' ', fr: 'Adopter\u00a0?' })).toMatchObject({ code: 'not-valid', field: 'questionEn' })
    expect(whyNotQuestion({ en: 'Adopt?', fr: '' })).toMatchObject({ code: 'not-valid', field: 'questionFr' })
    expect(whyNotQuestion({ en: 'A'.repeat(500), fr: 'A'.repeat(501) })).toMatchObject({ field: 'questionFr' })
  })
})

describe('voting', () => {
  const line: RollLine = { partyId: 'NO', entitled: true, present: true }
  const open = { state: 'open', castBy: null } as const
  const of = (id: string, role: 'head' | 'delegate' | 'chair', partyId: string | null): Member => ({
    id,
    name: id,
    language: 'en',
    appointments: [{ role, partyId, bodyId: null }],
  })
  const head = of('head', 'head', 'NO')
  const delegate = of('delegate', 'delegate', 'NO')

  it('is open to the head and to a delegate of the Party', () => {
    expect(whyNotVote(open, line, head)).toBeNull()
    expect(whyNotVote(open, line, delegate)).toBeNull()
  })

  it.each([
    ['a Party that is not on the roll', open, null, head, 'not-allowed'],
    ['a head of another Party', open, line, of('other', 'head', 'PT'), 'not-allowed'],
    ['a Chair without a delegation', open, line, of('chair', 'chair', null), 'not-allowed'],
    ['a Party without the right to vote', open, { ...line, entitled: false }, head, 'not-allowed'],
    ['a Party that was absent at opening', open, { ...line, present: false }, head, 'not-allowed'],
    ['a closed ballot', { state: 'closed', castBy: null }, line, head, 'not-again'],
    ['another delegate’s ballot', { state: 'open', castBy: 'someone' }, line, delegate, 'not-allowed'],
  ] as const)('is refused to %s', (_, ballot, on, by, code) => {
    expect(whyNotVote(ballot, on, by)?.code).toBe(code)
  })

  it('may replace one’s own ballot, and the head any ballot of the delegation', () => {
    expect(whyNotVote({ state: 'open', castBy: 'delegate' }, line, delegate)).toBeNull()
    expect(whyNotVote({ state: 'open', castBy: 'delegate' }, line, head)).toBeNull()
  })

  it('ends with the closing, which happens once', () => {
    expect(whyNotClose('open')).toBeNull()
    expect(whyNotClose('closed')?.code).toBe('not-again')
  })
})
