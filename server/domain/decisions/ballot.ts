// A ballot: one Party, one counted ballot, a tally that anyone can recount. It knows no clock and no rows.

import type { Words } from '../language.ts'
import { isHeadOf, type Member, speaksFor } from '../people/appointment.ts'
import { type Refusal, refusal } from '../refusal.ts'

export const ballotChoices = ['for', 'against', 'abstain'] as const
export type BallotChoice = (typeof ballotChoices)[number]

export type BallotState = 'open' | 'closed'

export type BallotEventKind = 'open' | 'cast' | 'close'

/** The same on the ballot, the receipt and the roll. */
export const ballotChoiceWords: Readonly<Record<BallotChoice, Words>> = {
  for: { en: 'For', fr: 'Pour' },
  against: { en: 'Against', fr: 'Contre' },
  abstain: { en: 'Abstention', fr: 'Abstention' },
}

/**
 * A Party as it stood when the ballot was opened. Later changes of office or participation do not move it
 * (reliability.md R2).
 */
export interface RollLine {
  readonly partyId: string
  readonly entitled: boolean
  readonly present: boolean
}

/** One line of the ballot's log. `partyId` and `choice` belong to a cast only. `at` is UTC milliseconds. */
export interface BallotEvent {
  readonly seq: number
  readonly kind: BallotEventKind
  readonly partyId: string | null
  readonly choice: BallotChoice | null
  readonly memberId: string
  readonly requestId: string
  readonly at: number
}

export interface Tally {
  readonly for: number
  readonly against: number
  readonly abstain: number
  readonly notVoted: number
}

/** The counted ballot of each Party: its last cast before the close. */
export function countedBallots<E extends BallotEvent>(events: readonly E[]): ReadonlyMap<string, E> {
  const counted = new Map<string, E>()
  for (const event of events) {
    if (event.kind === 'close') break
    if (event.kind === 'cast' && event.partyId !== null) counted.set(event.partyId, event)
  }
  return counted
}

/** Ballots are numbered from 1 in the order in which they came; the first line of the log is the opening. */
export function receiptNumber({ seq }: Pick<BallotEvent, 'seq'>): number {
  return seq - 1
}

/** Counts the entitled Parties of the roll; the four figures add up to them. Events are in order of seq. */
export function tallyOf(roll: readonly RollLine[], events: readonly BallotEvent[]): Tally {
  const counted = countedBallots(events)
  const tally = { for: 0, against: 0, abstain: 0, notVoted: 0 }
  for (const line of roll) {
    if (!line.entitled) continue
    tally[counted.get(line.partyId)?.choice ?? 'notVoted'] += 1
  }
  return tally
}

const longestQuestion = 500

/** Null when the question stands in both languages; `questionEn` or `questionFr` is the field at fault. */
export function whyNotQuestion(question: Words): Refusal | null {
  for (const [language, field] of [
    ['en', 'questionEn'],
    ['fr', 'questionFr'],
  ] as const) {
    const length = question[language].trim().length
    if (length > 0 && length <= longestQuestion) continue
    const say = {
      en: `The question is needed in both languages, in at most ${longestQuestion} characters.`,
      fr: `La question est requise dans les deux langues, en ${longestQuestion} caractères au plus.`,
    }
    return refusal('not-valid', say, field)
  }
  return null
}

/** `castBy` is the member who cast the counted ballot of the voter's Party; null when the Party has not voted. */
export interface VotingFacts {
  readonly state: BallotState
  readonly castBy: string | null
}

/**
 * Null when `by` may cast or replace the ballot of this roll line now (reliability.md R1, R2, R4). `line` is null for a
 * Party that is not on the roll.
 */
export function whyNotVote(ballot: VotingFacts, line: RollLine | null, by: Member): Refusal | null {
  if (line === null || !speaksFor(by, line.partyId)) {
    return refusal('not-allowed', {
      en: 'Only the delegation of a Party on the roll votes.',
      fr: 'Seule la délégation d’une Partie inscrite sur la liste d’appel prend part au vote.',
    })
  }
  if (ballot.state !== 'open') return closed
  if (!line.entitled) {
    return refusal('not-allowed', {
      en: 'Your Party was not entitled to vote when this vote was opened.',
      fr: 'Votre Partie n’avait pas le droit de vote à l’ouverture de ce scrutin.',
    })
  }
  if (!line.present) {
    return refusal('not-allowed', {
      en: 'Your delegation was not recorded as present when this vote was opened.',
      fr: 'Votre délégation n’était pas enregistrée comme présente à l’ouverture de ce scrutin.',
    })
  }
  if (ballot.castBy !== null && ballot.castBy !== by.id && !isHeadOf(by, line.partyId)) {
    return refusal('not-allowed', {
      en: 'Another member of your delegation has voted; only the head of delegation may replace that ballot.',
      fr: 'Un autre membre de votre délégation a voté\u00a0; seul le chef de délégation peut remplacer ce bulletin.',
    })
  }
  return null
}

/** Null when the ballot may be closed; who may is `vote.close`. Closing twice is refused, never repeated. */
export function whyNotClose(state: BallotState): Refusal | null {
  return state === 'open' ? null : closed
}

const closed = refusal('not-again', { en: 'This vote is closed.', fr: 'Ce scrutin est clos.' })

/**
 * The first line of a log that breaks the order of a ballot, as an English sentence for the verification; null when
 * none does. One opening first, casts of entitled Parties, at most one closing and it is last, seq from 1 without a
 * gap, each request once.
 */
export function firstDisorder(roll: readonly RollLine[], events: readonly BallotEvent[]): string | null {
  const entitled = new Set(roll.filter((line) => line.entitled && line.present).map((line) => line.partyId))
  const requests = new Set<string>()
  for (const [index, event] of events.entries()) {
    const where = `event ${event.seq}`
    if (event.seq !== index + 1) return `${where}: expected ${index + 1}`
    if ((event.kind === 'open') !== (index === 0)) return `${where}: a ballot is opened once, first`
    if (event.kind === 'close' && index !== events.length - 1) return `${where}: something follows the close`
    if (requests.has(event.requestId)) return `${where}: its request is already in the log`
    requests.add(event.requestId)
    if (event.kind !== 'cast') {
      if (event.partyId !== null || event.choice !== null) return `${where}: only a cast names a Party and a choice`
      continue
    }
    if (event.partyId === null || !entitled.has(event.partyId)) return `${where}: its Party has no vote on this roll`
    if (!ballotChoices.some((choice) => choice === event.choice)) return `${where}: it makes no known choice`
  }
  return null
}
