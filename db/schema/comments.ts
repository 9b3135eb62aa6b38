// The tables of comments. The rest of the schema is schema.ts.

import type { Generated } from 'kysely'
import type { Space } from '#server/domain/comments/comment-space.ts'
import type { Language } from '#server/domain/language.ts'

/** UTC milliseconds. */
type Instant = number

export interface CommentTables {
  comment_thread: CommentThreadTable
  comment: CommentTable
  comment_version: CommentVersionTable
  /** Who is named in version `number` of a comment (domain/comments/comment-mention.ts). Append-only. */
  comment_mention: { comment_id: string; number: number; target: string }
  /** Until when comments are asked for; the latest row holds, null is none. Append-only. */
  comments_due: { id: string; dossier_id: string; due_at: Instant | null; set_by: string; at: Instant }
  /**
   * An index rewritten from the text: where the paragraph of a thread without marks is now, and its words when last
   * seen.
   */
  comment_place: { thread_id: string; pid: string; words: string }
}

export interface CommentThreadTable {
  id: string
  dossier_id: string
  language: Language
  /** '' for a thread on the text as a whole. */
  pid: string
  quote: string
  at_seq: number
  /** Of a thread on a whole paragraph, or on the whole text: no words carry its mark. */
  is_whole: number
  member_id: string
  at: Instant
  resolved_at: Instant | null
  resolved_by: string | null
  space: Generated<Space>
  /** Whose delegation's space it is. */
  party_id: Generated<string | null>
  words_before: Generated<string>
  words_after: Generated<string>
  assigned_to: Generated<string | null>
  assigned_by: Generated<string | null>
  assigned_at: Generated<Instant | null>
}

/** `body` is what was said first and never changes; what it was corrected to is in comment_version. */
export interface CommentTable {
  id: string
  thread_id: string
  member_id: string
  body: string
  at: Instant
  request_id: Generated<string | null>
  party_id: Generated<string | null>
  body_id: Generated<string | null>
  late_for: Generated<Instant | null>
  official_of: Generated<string | null>
  withdrawn_at: Generated<Instant | null>
}

/** From number 2 on. Append-only. */
export interface CommentVersionTable {
  comment_id: string
  number: number
  body: string
  at: Instant
}
