// Views of who wrote what. Plain data, already filtered by access.

import type { ComparedParagraph } from '../../document/compare/redline.ts'
import type { Language } from '../../domain/language.ts'
import type { Writer } from '../people/person-labels.ts'
import type { Person } from '../people/person-views.ts'

/** UTC milliseconds. */
type Instant = number

/** How a change came into the text, and through whom. */
export type HandView =
  | { readonly is: 'edit'; readonly by: Writer }
  /** `by`: whoever suggested it; usually one. */
  | { readonly is: 'suggestion'; readonly by: readonly Writer[]; readonly acceptedBy: Person | null }
  /** `number`: of the version that was restored. */
  | { readonly is: 'restoring'; readonly by: Writer; readonly number: number }
  /** Nobody's: the text as it was set up (`isFirst`), and numbers in it that follow. */
  | { readonly is: 'server'; readonly isFirst: boolean }

/** One go of one hand at one paragraph, in one language. */
export interface ContributionView {
  readonly language: Language
  readonly pid: string
  readonly hand: HandView
  readonly firstAt: Instant
  readonly lastAt: Instant
  /** Words put in and taken out. */
  readonly put: number
  readonly taken: number
  readonly isMove: boolean
}

export interface WriterView {
  /** Null: the server. */
  readonly writer: Writer | null
  /** How many of the words that stand are theirs. */
  readonly words: number
  readonly firstAt: Instant
  readonly lastAt: Instant
}

/** One paragraph in one language: who wrote in it, first come first; and each go, the last first. */
export interface ParagraphAuthors {
  readonly language: Language
  readonly isGone: boolean
  readonly writers: readonly WriterView[]
  readonly contributions: readonly ContributionView[]
}

/** A line of a change log. `compared` has what changed, word by word. */
export interface LogLine extends ContributionView {
  /** As printed in the later text, else in the earlier; '' for none. */
  readonly number: string
  readonly what: 'changed' | 'inserted' | 'deleted' | 'moved'
  readonly compared: ComparedParagraph
}
