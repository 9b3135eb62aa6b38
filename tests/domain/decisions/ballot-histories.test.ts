// Random histories of a ballot: whatever people try, and in whatever order, one Party has one counted ballot.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type BallotChoice,
  type BallotEvent,
  type BallotState,
  ballotChoices,
  countedBallots,
  firstDisorder,
  type RollLine,
  tallyOf,
  whyNotClose,
  whyNotVote,
} from '#server/domain/decisions/ballot.ts'
import { outcomeOf } from '#server/domain/decisions/outcome.ts'
import { defaultRules, type VotingRule } from '#server/domain/decisions/procedure.ts'
import type { Member, Role } from '#server/domain/people/appointment.ts'

const rule = defaultRules[0]?.rule as VotingRule

/** Parties 0 to 11 are on the roll, 12 and 13 are not. */
const party = (index: number) => `P${String(index).padStart(2, '0')}`
const who = ['head', 'first delegate', 'second delegate', 'head of the next Party', 'secretariat'] as const

type Attempt =
  | { readonly act: 'vote'; readonly party: number; readonly by: (typeof who)[number]; readonly choice: BallotChoice }
  | { readonly act: 'close' }

const attempts = fc.array(
  fc.oneof(
    {
      weight: 30,
      arbitrary: fc.record({
        act: fc.constant('vote' as const),
        party: fc.integer({ min: 0, max: 13 }),
        by: fc.constantFrom(...who),
        choice: fc.constantFrom(...ballotChoices),
      }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('close' as const) }) },
  ),
  { maxLength: 120 },
)

const rolls = fc
  .array(fc.record({ entitled: fc.boolean(), present: fc.boolean() }), { minLength: 12, maxLength: 12 })
  .map((lines): RollLine[] => lines.map((line, index) => ({ partyId: party(index), ...line })))

function memberOf(by: (typeof who)[number], index: number): Member {
  const ofNext = by === 'head of the next Party'
  const role: Role = by === 'secretariat' ? 'secretariat' : by.startsWith('head') ? 'head' : 'delegate'
  const partyId = by === 'secretariat' ? null : party(ofNext ? (index + 1) % 14 : index)
  return {
    id: by === 'secretariat' ? by : `${ofNext ? 'head' : by} of ${partyId}`,
    name: by,
    language: 'en',
    appointments: [{ role, partyId, bodyId: null }],
  }
}

interface History {
  readonly events: readonly BallotEvent[]
  /** What a clerk with a pencil would have: the last choice accepted from each Party. */
  readonly pencil: ReadonlyMap<string, BallotChoice>
  readonly closings: number
}

function play(roll: readonly RollLine[], tried: readonly Attempt[]): History {
  const blank = { partyId: null, choice: null, memberId: 'chair' }
  const events: BallotEvent[] = [{ seq: 1, kind: 'open', requestId: 'r0', at: 0, ...blank }]
  const pencil = new Map<string, BallotChoice>()
  let state: BallotState = 'open'
  let closings = 0
  for (const [index, attempt] of tried.entries()) {
    const next = { seq: events.length + 1, requestId: `r${index + 1}`, at: index + 1 }
    if (attempt.act === 'close') {
      if (whyNotClose(state)) continue
      events.push({ ...next, kind: 'close', ...blank })
      state = 'closed'
      closings += 1
      continue
    }
    const partyId = party(attempt.party)
    const by = memberOf(attempt.by, attempt.party)
    const castBy = countedBallots(events).get(partyId)?.memberId ?? null
    if (whyNotVote({ state, castBy }, roll.find((line) => line.partyId === partyId) ?? null, by)) continue
    events.push({ ...next, kind: 'cast', partyId, choice: attempt.choice, memberId: by.id })
    pencil.set(partyId, attempt.choice)
  }
  return { events, pencil, closings }
}

const histories = { numRuns: 1000 }

describe('any history of a ballot', () => {
  it('counts every entitled Party once, as voted or as not voted', () => {
    fc.assert(
      fc.property(rolls, attempts, (roll, tried) => {
        const { events, pencil } = play(roll, tried)
        const entitled = roll.filter((line) => line.entitled).length
        const tally = tallyOf(roll, events)
        expect(tally.for + tally.against + tally.abstain + tally.notVoted).toBe(entitled)
        expect(entitled - tally.notVoted).toBe(pencil.size)
        for (const choice of ballotChoices) {
          expect(tally[choice]).toBe([...pencil.values()].filter((one) => one === choice).length)
        }
      }),
      histories,
    )
  })

  it('counts the last accepted ballot of each Party, and only Parties with a vote on the roll', () => {
    fc.assert(
      fc.property(rolls, attempts, (roll, tried) => {
        const { events, pencil } = play(roll, tried)
        const counted = [...countedBallots(events)].map(([partyId, event]) => [partyId, event.choice])
        expect(counted.sort()).toEqual([...pencil].sort())
        for (const event of events.filter((one) => one.kind === 'cast')) {
          const line = roll.find((one) => one.partyId === event.partyId)
          expect(line).toMatchObject({ entitled: true, present: true })
          expect(event.memberId).toContain(`of ${event.partyId}`)
        }
      }),
      histories,
    )
  })

  it('ends with its only closing, and its log is in order', () => {
    fc.assert(
      fc.property(rolls, attempts, (roll, tried) => {
        const { events, closings } = play(roll, tried)
        expect(closings).toBe(tried.some((one) => one.act === 'close') ? 1 : 0)
        const close = events.findIndex((one) => one.kind === 'close')
        expect(close === -1 || close === events.length - 1).toBe(true)
        expect(firstDisorder(roll, events)).toBeNull()
      }),
      histories,
    )
  })

  it('has one outcome, whatever the order of the roll and of the Parties', () => {
    fc.assert(
      fc.property(rolls, attempts, fc.infiniteStream(fc.nat()), (roll, tried, chance) => {
        const { events } = play(roll, tried)
        const outcome = outcomeOf(rule, tallyOf(roll, events), 12)
        const shuffled = [...roll]
        for (let at = shuffled.length - 1; at > 0; at -= 1) {
          const other = (chance.next().value ?? 0) % (at + 1)
          const kept = shuffled[at] as RollLine
          shuffled[at] = shuffled[other] as RollLine
          shuffled[other] = kept
        }
        // Each Party keeps the order of its own ballots; the Parties change places.
        const order = new Map(shuffled.map((line, index) => [line.partyId, index]))
        const casts = events.filter((one) => one.kind === 'cast')
        casts.sort((one, other) => (order.get(one.partyId ?? '') ?? 0) - (order.get(other.partyId ?? '') ?? 0))
        expect(outcomeOf(rule, tallyOf(shuffled, casts), 12)).toEqual(outcome)
      }),
      histories,
    )
  })
})

describe('a log that was tampered with', () => {
  const roll: RollLine[] = [
    { partyId: 'NO', entitled: true, present: true },
    { partyId: 'PT', entitled: true, present: true },
    { partyId: 'RU', entitled: false, present: true },
    { partyId: 'TN', entitled: true, present: false },
  ]
  const blank = { partyId: null, choice: null, memberId: 'chair' }
  const open: BallotEvent = { seq: 1, kind: 'open', requestId: 'a', at: 1, ...blank }
  const norway: BallotEvent = {
    seq: 2,
    kind: 'cast',
    requestId: 'b',
    at: 2,
    partyId: 'NO',
    choice: 'for',
    memberId: 'n',
  }
  const close: BallotEvent = { seq: 3, kind: 'close', requestId: 'c', at: 3, ...blank }

  it('is in order when nothing was touched', () => {
    expect(firstDisorder(roll, [open, norway, close])).toBeNull()
    expect(firstDisorder(roll, [open])).toBeNull()
  })

  it.each<[string, BallotEvent[]]>([
    ['a gap in the numbers', [open, { ...norway, seq: 3 }]],
    ['no opening', [{ ...norway, seq: 1 }]],
    ['a second opening', [open, { ...open, seq: 2, requestId: 'b' }]],
    ['a vote after the close', [open, { ...close, seq: 2 }, { ...norway, seq: 3 }]],
    ['a request twice', [open, norway, { ...norway, seq: 3 }]],
    ['a vote of a Party that is not on the roll', [open, { ...norway, partyId: 'MA' }]],
    ['a vote of a Party without the right to vote', [open, { ...norway, partyId: 'RU' }]],
    ['a vote of a Party that was absent', [open, { ...norway, partyId: 'TN' }]],
    ['a vote of no Party', [open, { ...norway, partyId: null }]],
    ['an unknown choice', [open, { ...norway, choice: 'perhaps' as BallotChoice }]],
    ['a vote without a choice', [open, { ...norway, choice: null }]],
    ['an opening that names a Party', [{ ...open, partyId: 'NO' }]],
    ['a close that makes a choice', [open, { ...close, seq: 2, choice: 'for' }]],
  ])('is found to have %s', (_, events) => {
    expect(firstDisorder(roll, events)).toMatch(/^event \d+: /)
  })

  it('is told at which number it breaks', () => {
    expect(firstDisorder(roll, [open, { ...norway, seq: 3 }])).toBe('event 3: expected 2')
  })

  it('does not count what is no cast, even when it names a Party and a choice', () => {
    expect(tallyOf(roll, [{ ...open, partyId: 'NO', choice: 'for' }]).for).toBe(0)
  })

  it('does not count a vote after the close', () => {
    const late: BallotEvent = { ...norway, seq: 4, requestId: 'd', choice: 'against' }
    expect(tallyOf(roll, [open, norway, close, late])).toEqual({ for: 1, against: 0, abstain: 0, notVoted: 2 })
  })
})
