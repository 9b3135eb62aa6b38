// What pages are given of a dossier and of its desk: plain data, already filtered by access. A `whyNot` is null when
// the act is open to this reader.

import type { BothTrees } from '../../document/tree/tree.ts'
import type { OpenPoint } from '../../domain/decisions/opening.ts'
import type { Words } from '../../domain/language.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { MarginView } from '../comments/margin-views.ts'
import type { FindingView } from '../convention/finding-views.ts'
import type { Person } from '../people/person-views.ts'
import type { RecordHead } from '../record/heads.ts'
import type { ArticleLine, BallotLine, BodyLine, DossierLine, MeetingLine, PartyLine } from '../row-views.ts'

/** UTC milliseconds. */
type Instant = number
type WhyNot = Refusal | null

/**
 * A step on the dossier's path, offered or greyed with its reason. `ballot` opens the vote; `publication` publishes.
 */
export interface Step {
  readonly to: 'drafting' | 'circulated' | 'meeting' | 'ballot' | 'publication'
  readonly whyNot: WhyNot
  /** Of the ballot: all that is still open on the text and in the room. */
  readonly points?: readonly OpenPoint[]
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
  /** Of the record after its last line about the dossier; null for readers who may not read the record. */
  readonly recordHead: RecordHead | null
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
