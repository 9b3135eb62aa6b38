// What pages are given of a vote: plain data, already filtered by access.

import type { BallotChoice } from '../../domain/decisions/ballot.ts'
import type { Language, Words } from '../../domain/language.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { PrintedParagraph } from '../../formats/printed.ts'
import type { RecordHead } from '../record/heads.ts'
import type { BallotLine, DossierLine, MeetingLine } from '../row-views.ts'

/** UTC milliseconds. */
type Instant = number
type WhyNot = Refusal | null

export interface BallotView extends BallotLine {
  readonly dossier: DossierLine
  /** Null for a vote outside a meeting. */
  readonly meeting: MeetingLine | null
  readonly textSha256: string
  readonly textSha256En: string
  readonly textSha256Fr: string
  /** The rule in words, with its basis; `isDefault` when it is our default and not the Committee's own rule. */
  readonly rule: { readonly say: Words; readonly basis: Words; readonly isDefault: boolean }
  readonly electorate: number
  readonly present: number
  readonly quorum: number
  /** How many Parties have voted so far; choices are shown only after closing, except one's own. */
  readonly received: number
  readonly mine: {
    readonly party: { readonly id: string; readonly name: Words }
    readonly choice: BallotChoice | null
    readonly receipt: { readonly seq: number; readonly hash: string; readonly at: Instant } | null
    readonly whyNotVote: WhyNot
  } | null
  readonly roll: readonly {
    readonly party: { readonly id: string; readonly name: Words }
    readonly entitled: boolean
    readonly present: boolean
    readonly voted: boolean
    /** null while open, and for a Party that did not vote. */
    readonly choice: BallotChoice | null
  }[]
  readonly whyNotClose: WhyNot
  /** While the vote is open and too few Parties are in the room, for those who keep the presence; else null. */
  readonly quorumNow: QuorumNow | null
  readonly quorumLosses: readonly QuorumLoss[]
  /** Of the record at the opening or, later, the closing; null for readers who may not read the record. */
  readonly recordHead: RecordHead | null
}

export interface QuorumNow {
  /** Parties on the roll, entitled, that are in the room now. */
  readonly present: number
  /** False for who does not preside, and once the loss is recorded. */
  readonly mayRecord: boolean
}

/** As it was recorded. */
export interface QuorumLoss {
  readonly at: Instant
  readonly present: number
}

/** The text that a vote is about, as it was frozen. */
export interface BallotTextView extends Pick<BallotView, 'id' | 'question' | 'state' | 'dossier' | Fingerprints> {
  readonly text: Readonly<Record<Language, readonly PrintedParagraph[]>>
}

type Fingerprints = 'textSha256' | 'textSha256En' | 'textSha256Fr'
