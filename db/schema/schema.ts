// Every table, as Kysely sees it, on both engines. Ids are text, instants are UTC milliseconds, enums are text with a
// CHECK. No booleans: a nullable instant says more. Bytes are Uint8Array. It takes types, never behaviour, from the
// domain.

import type { AccessClass } from '#server/domain/access/access.ts'
import type { Relation } from '#server/domain/convention/citation.ts'
import type { DossierKind, DossierState } from '#server/domain/dossiers/dossier.ts'
import type { Language } from '#server/domain/language.ts'
import type { Role } from '#server/domain/people/appointment.ts'
import type { ParticipationStatus } from '#server/domain/people/participation.ts'
import type { CommentTables } from './comments.ts'
import type {
  AttendanceTable,
  BallotEventTable,
  BallotRollTable,
  BallotTable,
  DecisionTable,
  MeetingTable,
  OutboxTable,
  PublicationTable,
  RecordTable,
} from './decisions.ts'
import type { TermTables } from './terms.ts'
import type { DocUpdateTable, DocumentTable, SuggestionClaimTable, SuggestionTable } from './texts.ts'
import type { VersionTables } from './versions.ts'

/** UTC milliseconds. */
export type Instant = number

export interface Schema extends CommentTables, TermTables, VersionTables {
  // The committee
  party: PartyTable
  participation: ParticipationTable
  body: BodyTable
  member: MemberTable
  appointment: AppointmentTable
  session: SessionTable
  rule: RuleTable
  // The Convention and monitoring
  article: ArticleTable
  finding: FindingTable
  finding_article: { finding_id: string; article: number }
  // Dossiers and their text
  reference: { year: number; number: number; taken_at: Instant }
  dossier: DossierTable
  dossier_article: { dossier_id: string; article: number }
  assignment: AssignmentTable
  invitation: InvitationTable
  document: DocumentTable
  doc_update: DocUpdateTable
  doc_snapshot: { document_id: string; upto_seq: number; bytes: Uint8Array; sha256: string; at: Instant }
  doc_client: { document_id: string; client_id: number; member_id: string; at: Instant; node: string | null }
  suggestion: SuggestionTable
  suggestion_claim: SuggestionClaimTable
  suggestion_taking: SuggestionTakingTable
  citation: CitationTable
  citing_paragraph: CitingParagraphTable
  version: VersionTable
  // Meetings and decisions
  meeting: MeetingTable
  attendance: AttendanceTable
  ballot: BallotTable
  decision: DecisionTable
  ballot_roll: BallotRollTable
  ballot_event: BallotEventTable
  // Publication and record
  publication: PublicationTable
  publication_citation: { publication_id: string; pid: string; target: string; relation: Relation }
  finding_party: { finding_id: string; party_id: string }
  record: RecordTable
  /** One row: which installation this is, for what its nodes share outside the store. */
  installation: { id: string; seal_key: string }
  record_head: { one: number; seq: number; hash: string; at: Instant }
  outbox: OutboxTable
}

export interface PartyTable {
  id: string // ISO 3166 alpha-2
  name_en: string
  name_fr: string
  ratified_on: string | null
  ratified_verified: number // 1 verified, 0 general knowledge, as the source says
  in_force_on: string | null
  source: string
}

/** Dated participation: the row in force at an instant is the latest with from_at <= instant. */
export interface ParticipationTable {
  id: string
  party_id: string
  status: ParticipationStatus
  basis_en: string
  basis_fr: string
  from_at: Instant
}

export interface BodyTable {
  id: string
  name_en: string
  name_fr: string
  acronym_en: string | null
  acronym_fr: string | null
  standing: 'participant' | 'observer'
  status_note: string
  verified: number
}

export interface MemberTable {
  id: string
  email: string
  name: string
  language: Language
  password_hash: string
  disabled_at: Instant | null
  created_at: Instant
}

/** A dated office of a person: Secretariat, Chair, head of a delegation ... A person may hold several. */
export interface AppointmentTable {
  id: string
  member_id: string
  role: Role
  party_id: string | null
  body_id: string | null
  from_at: Instant
  until_at: Instant | null
}

export interface SessionTable {
  id_hash: string
  member_id: string
  created_at: Instant
  expires_at: Instant
}

/** Majorities, quorums and deadlines as dated data; `value` is JSON read by domain/decisions/procedure.ts. */
export interface RuleTable {
  id: string
  key: string
  value: string
  basis_en: string
  basis_fr: string
  is_default: number
  from_at: Instant
}

export interface ArticleTable {
  number: number
  chapter: string
  chapter_en: string
  chapter_fr: string
  heading_en: string
  heading_fr: string
  heading_en_verified: number
  heading_fr_verified: number
  summary_en: string
  summary_fr: string
}

export interface FindingTable {
  id: string
  kind: string
  round: number
  theme: string
  statement: string
  statement_fr: string
  party_count: number | null
  qualifier: string | null
  qualifier_fr: string | null
  as_of: string | null
  denominator: number | null
  denominator_note: string | null
  denominator_note_fr: string | null
  level: string | null
  official_code: string | null
  source: string
  verified: number
  superseded_by: string | null
}

export interface DossierTable {
  id: string
  kind: DossierKind
  title_en: string
  title_fr: string
  state: DossierState
  class: AccessClass
  /** Of the draft, once it is published; null until then, when `class` is. */
  draft_class: AccessClass | null
  ref_year: number
  ref_number: number
  document_id: string
  meeting_id: string | null
  created_by: string
  created_at: Instant
}

/** Rapporteur or translator of one dossier, dated. A translator has a language. */
export interface AssignmentTable {
  id: string
  dossier_id: string
  member_id: string
  role: 'rapporteur' | 'translator'
  language: Language | null
  from_at: Instant
  until_at: Instant | null
}

/** A participant or observer let in to one dossier. */
export interface InvitationTable {
  id: string
  dossier_id: string
  body_id: string
  from_at: Instant
  until_at: Instant | null
}

/** Index of what a draft paragraph points at, rewritten from the tree after edits; never shown to the public. */
export interface CitationTable {
  dossier_id: string
  language: Language
  pid: string
  target: string
  relation: Relation
}

/**
 * What is shown of a draft paragraph that has rows in `citation`, so that no text is opened for it; written with them.
 */
export interface CitingParagraphTable {
  dossier_id: string
  pid: string
  /** Among the paragraphs of both languages. */
  place: number
  /** As printed; '' for none. */
  number: string
  words_en: string
  words_fr: string
  /** Of the four before it: says whether the row is to be written again. */
  digest: string
}

/** Who took words out of somebody else's suggestion, when they first did. */
export interface SuggestionTakingTable {
  document_id: string
  suggestion_id: string
  member_id: string
  at: Instant
}

/**
 * A frozen text, the `number`th of its dossier. canonical_* are the exact bytes that were hashed; sha256 covers both
 * languages.
 */
export interface VersionTable {
  id: string
  dossier_id: string
  number: number
  upto_seq: number
  canonical_en: Uint8Array
  canonical_fr: Uint8Array
  sha256_en: string
  sha256_fr: string
  sha256: string
  created_by: string
  at: Instant
}
