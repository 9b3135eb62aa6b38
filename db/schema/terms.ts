// The tables of terminology. The rest of the schema is schema.ts.

import type { Language } from '#server/domain/language.ts'

/** UTC milliseconds. */
type Instant = number

export interface TermTables {
  term_waiver: TermWaiverTable
  term_waiver_end: { waiver_id: string; member_id: string; at: Instant }
}

export interface TermWaiverTable {
  id: string
  dossier_id: string
  language: Language
  pid: string
  /** Id of the entry in the list. */
  term: string
  /** As they stood when it was given. */
  words: string
  /** Places of the term in the paragraph that it covers. */
  times: number
  context: string
  reason: string
  member_id: string
  at: Instant
}
