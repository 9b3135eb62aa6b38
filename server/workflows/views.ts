// What pages are given: plain data, already filtered by access. A `whyNot` is null when the act is open to this reader.

import type { BothTrees } from '../document/tree.ts'
import type { AccessClass } from '../domain/access.ts'
import type { BallotChoice, BallotState, Outcome } from '../domain/ballot.ts'
import type { Space } from '../domain/comment-space.ts'
import type { DossierKind, DossierState } from '../domain/dossier.ts'
import type { Language, Words } from '../domain/language.ts'
import type { Refusal } from '../domain/refusal.ts'
import type { PrintedParagraph } from '../formats/printed.ts'

/** UTC milliseconds. */
type Instant = number
type WhyNot = Refusal | null

export interface Person {
  readonly id: string
  readonly name: string
  /** Party, body or office, in both languages; what is printed after the name. */
  readonly delegation: Words
}

/** A participant or an observer. */
export interface BodyLine {
  readonly id: string
  readonly name: Words
}

export interface DossierLine {
  readonly id: string
  /** `T-ES(2026)01` */
  readonly reference: string
  readonly kind: DossierKind
  readonly title: Words
  readonly state: DossierState
  readonly class: AccessClass
}

/** A step on the dossier's path, offered or greyed with its reason. `ballot` opens the vote; `publication` publishes. */
export interface Step {
  readonly to: 'drafting' | 'circulated' | 'meeting' | 'ballot' | 'publication'
  readonly whyNot: WhyNot
}

export interface DossierView extends DossierLine {
  /** The room's id: `/collab/:collab`. */
  readonly collab: string
  readonly articles: readonly ArticleLine[]
  readonly rapporteurs: readonly Person[]
  readonly openedAt: Instant
  readonly meeting: MeetingLine | null
  readonly ballots: readonly BallotLine[]
  /** How many versions of the text were frozen; null for readers who may not read its history. */
  readonly versions: number | null
  /** Symbol of the published text, when published. */
  readonly published: string | null
  /** Steps from the present state, each with its reason when refused. Empty for readers who never move dossiers. */
  readonly steps: readonly Step[]
  readonly whyNotChangeClass: WhyNot
  readonly whyNotName: WhyNot
  /** Bodies invited now; `reads` is false while the class does not admit the body all the same. */
  readonly invited: readonly (BodyLine & { readonly reads: boolean })[]
  /** Bodies that may still be let in; empty for readers who invite nobody. */
  readonly bodies: readonly BodyLine[]
  /** Of inviting a body and of ending an invitation. */
  readonly whyNotInvite: WhyNot
  readonly due: MarginView['due']
  /** The reader is of a delegation that may reply officially. */
  readonly hasReply: boolean
}

export interface ArticleLine {
  readonly number: number
  readonly heading: Words
  readonly summary: Words
  readonly chapter: string
  readonly chapterTitle: Words
}

export interface FindingView {
  readonly id: string
  readonly kind: string
  readonly round: number
  readonly theme: string
  /** Our own words in both languages. */
  readonly statement: Words
  readonly partyCount: number | null
  readonly qualifier: Words | null
  /** ISO date or month as the source gives it; a count is never shown without it. */
  readonly asOf: string | null
  readonly denominator: number | null
  readonly denominatorNote: Words | null
  readonly level: string | null
  readonly officialCode: string | null
  readonly articles: readonly number[]
  readonly supersededBy: string | null
}

export interface CommentView {
  readonly id: string
  readonly author: Person
  /** Party or body it was said for, by id; null for Secretariat, Chair and Bureau. */
  readonly from: string | null
  /** As it stands now; '' when it is withdrawn. Who is named stands in it as `@[m:ID]` (domain/comment-mention.ts). */
  readonly body: string
  readonly at: Instant
  /** What it said before it was corrected, oldest first. */
  readonly earlier: readonly { readonly body: string; readonly at: Instant }[]
  readonly withdrawnAt: Instant | null
  /** The Party whose official reply it is. */
  readonly officialOf: Words | null
  /** The deadline that had passed when it was said. */
  readonly lateFor: Instant | null
  readonly whyNotChange: WhyNot
}

export interface ThreadView {
  readonly id: string
  readonly language: Language
  /** Where it was when last seen; '' for a thread on the text as a whole. */
  readonly pid: string
  /** The words the comment was made on; of a comment on a whole paragraph, the words it had then. */
  readonly quote: string
  readonly isWhole: boolean
  readonly space: Space
  /** Whose delegation's space it is; null in the others. */
  readonly party: Words | null
  readonly comments: readonly CommentView[]
  readonly resolved: { readonly by: Person; readonly at: Instant } | null
  readonly assigned: { readonly to: Person; readonly by: Person; readonly at: Instant } | null
  /** The reader, their delegation or body is named in it. */
  readonly callsMe: boolean
  readonly whyNotReply: WhyNot
  readonly whyNotResolve: WhyNot
  readonly whyNotAssign: WhyNot
}

/** Whose a suggestion is and since when; what it would do stands in the text. */
export interface SuggestionView {
  readonly id: string
  /** With the delegation for which it was made. */
  readonly by: Person
  readonly at: Instant
}

/** What somebody else decided on a suggestion of the reader's. */
export interface DecidedView {
  readonly id: string
  readonly at: Instant
  readonly isAccepted: boolean
  readonly by: Person
  /** The words that it would have put in, else those that it would have taken out; '' for one that is about no words. */
  readonly words: string
}

/** Which version is current: the last one, and whether the text still reads so. */
interface CurrentVersion {
  readonly id: string
  readonly ordinal: number
  readonly isSame: boolean
}

/** What stands in the margin of a draft besides what the text itself points at. */
export interface MarginView {
  /** Of comments before everybody. */
  readonly whyNotComment: WhyNot
  /** The spaces this reader has, each with why nothing may be said there now. */
  readonly spaces: readonly { readonly space: Space; readonly whyNot: WhyNot }[]
  readonly threads: readonly ThreadView[]
  /** How those are called who are named in a comment, by `m:ID`, `p:ID`, `b:ID`. */
  readonly named: Readonly<Record<string, Words>>
  /** Until when comments are asked for; null for no deadline. */
  readonly due: { readonly at: Instant | null; readonly whyNotSet: WhyNot }
  /** The reader's delegation, and why it may release no official reply through them now; null for readers of none. */
  readonly reply: { readonly party: Words; readonly whyNot: WhyNot } | null
  /** Those that stand in the text and are known to the server, oldest first. */
  readonly suggestions: readonly SuggestionView[]
  /** On the reader's own, the last of them first; those of long ago are left out. */
  readonly decided: readonly DecidedView[]
  readonly whyNotDecide: WhyNot
  /** Null without any, and for readers who may not read the history. */
  readonly version: CurrentVersion | null
  readonly mayReadVersions: boolean
  readonly whyNotFreeze: WhyNot
  /** The version whose numbers the text keeps, by id. */
  readonly keptBy: string | null
}

export interface PartyLine {
  readonly id: string
  readonly name: Words
}

/** What may be cited from the keyboard. */
export interface Citable {
  readonly articles: readonly ArticleLine[]
  readonly texts: readonly { readonly symbol: string; readonly title: Words }[]
  readonly findings: readonly FindingView[]
  readonly parties: readonly PartyLine[]
}

/** The drafting desk: the text as it stood when asked (the live text comes by the room), and the margin. */
export interface DeskView extends MarginView {
  readonly dossier: DossierLine
  readonly collab: string
  readonly me: Person
  readonly whyNotEdit: WhyNot
  readonly whyNotSuggest: WhyNot
  /** Whether words that the server does not have yet may be kept in this reader's browser. */
  readonly mayKeepCopy: boolean
  readonly trees: BothTrees
  readonly citable: Citable
}

export interface MeetingLine {
  readonly id: string
  readonly number: number
  readonly place: Words
  readonly opensOn: string
  readonly closesOn: string
}

export interface MeetingView extends MeetingLine {
  /** All Parties in the reader's alphabetical order is the page's work; here by id. */
  readonly parties: readonly {
    readonly id: string
    readonly name: Words
    readonly present: boolean
    readonly entitled: boolean
    /** Why it is not counted, when it is not entitled. */
    readonly reason: Words
  }[]
  readonly present: number
  readonly quorum: number
  readonly dossiers: readonly DossierLine[]
  readonly whyNotRecord: WhyNot
}

export interface BallotLine {
  readonly id: string
  readonly question: Words
  readonly state: BallotState
  readonly openedAt: Instant
  readonly closedAt: Instant | null
  readonly outcome: Outcome | null
}

export interface BallotView extends BallotLine {
  readonly dossier: DossierLine
  readonly meeting: MeetingLine
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
}

/** The text that a vote is about, as it was frozen. */
export interface BallotTextView extends Pick<BallotView, 'id' | 'question' | 'state' | 'dossier' | Fingerprints> {
  readonly text: Readonly<Record<Language, readonly PrintedParagraph[]>>
}

type Fingerprints = 'textSha256' | 'textSha256En' | 'textSha256Fr'
