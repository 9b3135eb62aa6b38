// What pages are given of suggestions; what one would do stands in the text.

import type { Person } from '../people/person-views.ts'

/** UTC milliseconds. */
type Instant = number

/** Whose a suggestion is and since when; what it would do stands in the text. */
export interface SuggestionView {
  readonly id: string
  /** With the delegation for which it was made. */
  readonly by: Person
  readonly at: Instant
  /** Editors who took words of theirs out of it, by name. */
  readonly takenBy: readonly string[]
}

/** What somebody else decided on a suggestion of the reader's. */
export interface DecidedView {
  readonly id: string
  readonly at: Instant
  readonly isAccepted: boolean
  readonly by: Person
  /**
   * The words that it would have put in, else those that it would have taken out; '' for one that is about no words.
   */
  readonly words: string
}
