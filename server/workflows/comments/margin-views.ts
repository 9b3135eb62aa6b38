// What stands in the margin of a draft: plain data, already filtered by access. A `whyNot` is null when the act is open
// to this reader.

import type { Space } from '../../domain/comments/comment-space.ts'
import type { Language, Words } from '../../domain/language.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { Person } from '../people/person-views.ts'
import type { DecidedView, SuggestionView } from '../suggestions/suggestion-views.ts'

/** UTC milliseconds. */
type Instant = number
type WhyNot = Refusal | null

export interface CommentView {
  readonly id: string
  readonly author: Person
  /** Party or body it was said for, by id; null for Secretariat, Chair and Bureau. */
  readonly from: string | null
  /**
   * As it stands now; '' when it is withdrawn. Who is named stands in it as `@[m:ID]`
   * (domain/comments/comment-mention.ts).
   */
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
