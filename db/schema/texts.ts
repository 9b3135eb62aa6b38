// The tables of the shared texts: their logs, and the suggestions in them. The rest of the schema is schema.ts.

import type { Generated } from 'kysely'
import type { Language } from '#server/domain/language.ts'

/** UTC milliseconds. */
type Instant = number

/**
 * The shared text of a dossier (the room's id is `id`). next_seq is advanced under the row lock: seq order is commit
 * order.
 */
/** The last five are the business of nodes (node-leases.ts); SQLite, which has one, leaves them as they are. */
export interface DocumentTable {
  id: string
  next_seq: number
  frozen_at: Instant | null
  created_at: Instant
  /** Moves whenever who may write to the text changes; an append names the term it was made in. */
  term: Generated<number>
  keeper: string | null
  keeper_until: Instant | null
  held_by: string | null
  held_until: Instant | null
  /** Where the chain of its log ends (text-chain.ts). */
  head: string
  /** The position up to which what follows the text (citations, suggestions, threads) was brought up to it. */
  indexed_seq: Generated<number>
}

/** The log, append-only. member_id is null for the server's own edits (janitor, comment marks). */
export interface DocUpdateTable {
  document_id: string
  seq: number
  member_id: string | null
  client_id: number
  bytes: Uint8Array
  sha256: string
  at: Instant
  /** Hash of this row and all before it (text-chain.ts). */
  chain: string
}

/**
 * A suggestion in a text: whose it is and what was decided. `before_words` and `after_words` are kept at the decision.
 */
export interface SuggestionTable {
  document_id: string
  id: string
  member_id: string
  party_id: string | null
  body_id: string | null
  language: Language
  pid: string
  at: Instant
  decided_at: Instant | null
  decided_by: string | null
  decision: 'accepted' | 'rejected' | 'withdrawn' | null
  before_words: string | null
  after_words: string | null
}

/** Who is deciding on a suggestion, from before the text is written. `claim` is one decision, on one or on many. */
export interface SuggestionClaimTable {
  document_id: string
  id: string
  claim: string
  decision: 'accepted' | 'rejected' | 'withdrawn'
  by_member: string
  at: Instant
}
