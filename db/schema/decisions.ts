// The tables of meetings and decisions: presence, ballots, publications, the record. The rest of the schema is
// schema.ts.

import type { Generated } from 'kysely'
import type { BallotChoice, BallotEventKind, BallotState } from '#server/domain/decisions/ballot.ts'
import type { DecisionKind, DecisionOutcome } from '#server/domain/decisions/decision.ts'

/** UTC milliseconds. */
type Instant = number

export interface MeetingTable {
  id: string
  number: number
  place_en: string
  place_fr: string
  opens_on: string // ISO date
  closes_on: string
  created_at: Instant
}

/** Arrivals and departures of a Party, append-only; the last row (by seq) of a Party says whether it is in the room. */
export interface AttendanceTable {
  meeting_id: string
  seq: number
  party_id: string
  movement: 'arrived' | 'left'
  recorded_by: string
  at: Instant
}

export interface BallotTable {
  id: string
  dossier_id: string
  version_id: string
  /** Null for a vote outside a meeting. */
  meeting_id: string | null
  question_en: string
  question_fr: string
  rule: string // JSON of domain/decisions/procedure.ts VotingRule, frozen at opening
  rule_basis_en: string
  rule_basis_fr: string
  rule_is_default: number
  present: number
  quorum: number
  electorate: number
  text_sha256: string
  state: BallotState
  opened_by: string
  opened_at: Instant
  closed_by: string | null
  closed_at: Instant | null
  tally: string | null // JSON of domain/decisions/ballot.ts Tally, written once at closing
}

/** The electorate frozen at opening: one row a Party, append-only. */
export interface BallotRollTable {
  ballot_id: string
  party_id: string
  name_en: string
  name_fr: string
  entitled: number
  reason_en: string
  reason_fr: string
  present: number
}

/** Append-only, hash-chained per ballot. The counted ballot of a Party is its last `cast` event. */
export interface BallotEventTable {
  ballot_id: string
  seq: number
  kind: BallotEventKind
  party_id: string | null
  choice: BallotChoice | null
  member_id: string
  request_id: string
  at: Instant
  prev_hash: string
  hash: string
  /** Of the entry that is chained (server/workflows/decisions/ballot-log.ts). */
  form: Generated<number>
}

/** What the Committee decided on one text, however it did. Append-only. */
export interface DecisionTable {
  id: string
  dossier_id: string
  kind: DecisionKind
  outcome: DecisionOutcome
  version_id: string
  text_sha256: string
  meeting_id: string | null
  /** Of a vote. */
  ballot_id: string | null
  decided_by: string
  at: Instant
}

/** A published text at a permanent address. Bytes are those of the version; `nature` says whether it is our summary. */
export interface PublicationTable {
  id: string
  symbol: string
  nature: 'adopted' | 'summary'
  kind: string
  title_en: string
  title_fr: string
  adopted_on: string | null
  dossier_id: string | null
  version_id: string | null
  decision_id: string | null
  canonical_en: Uint8Array
  canonical_fr: Uint8Array
  sha256: string
  source_url: string | null
  note_en: string
  note_fr: string
  published_by: string
  at: Instant
}

/** Work that an act has left to be done after its commit. A row goes when its work is done. */
export interface OutboxTable {
  id: string
  kind: string
  /** As of the record: `kind:id`. */
  subject: string
  payload: string // JSON, never words of a draft
  due_at: Instant
  tries: number
  /** Who works on it, and until when nobody else does. */
  lease: string | null
  lease_until: Instant | null
  created_at: Instant
}

export interface RecordTable {
  seq: number
  at: Instant
  actor: string // member id, or 'system'
  act: string
  subject: string // `kind:id`
  detail: string // canonical JSON
  prev_hash: string
  hash: string
}
