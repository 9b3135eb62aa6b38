// What the thread that works out who wrote what is asked, and what it answers.

import type { ComparedDeed, ComparedHistory, Deed } from '../../../document/authorship/compared.ts'

export interface Asked {
  readonly documentId: string
  /** The log is read up to here at the least. */
  readonly upto: number
  /** Positions at which versions were frozen: no contribution goes across one. */
  readonly boundaries: readonly number[]
}

export type HistoryWork = Asked &
  (
    | { readonly want: 'paragraph'; readonly pid: string }
    /** What was contributed after position `after`, up to `upto`; compared word by word, or only by whom and when. */
    | { readonly want: 'compared' | 'deeds'; readonly after: number }
  )

export type HistoryDone = readonly ComparedHistory[] | readonly ComparedDeed[] | readonly Deed[]
