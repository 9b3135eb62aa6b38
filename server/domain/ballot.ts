// A ballot: one Party, one counted ballot, and an outcome that anyone can recount.

import type { Words } from './language.ts'

export const ballotChoices = ['for', 'against', 'abstain'] as const
export type BallotChoice = (typeof ballotChoices)[number]

export const ballotStates = ['open', 'closed'] as const
export type BallotState = (typeof ballotStates)[number]

export const ballotEventKinds = ['open', 'cast', 'close'] as const
export type BallotEventKind = (typeof ballotEventKinds)[number]

export interface Tally {
  readonly for: number
  readonly against: number
  readonly abstain: number
  readonly notVoted: number
}

/** The result of a ballot, recomputable from the rule, the roll and the events. `say` explains it in one sentence. */
export interface Outcome {
  readonly adopted: boolean
  readonly tally: Tally
  readonly votesCast: number
  readonly needed: number
  readonly say: Words
}
