// What the record seals of each table: named lists of fields, by version. A form never changes once it has been
// released: a table that gains columns gets the next form, and rows that were sealed before keep theirs
// (server/domain/README.md has the frames).

import type { Schema } from '#db/schema/schema.ts'

export type Table = keyof Schema

export interface SealedForm {
  readonly table: Table
  /** What names a row, or a set of rows. */
  readonly key: readonly string[]
  readonly fields: readonly string[]
  /** All rows of one key are sealed together: none can be added or taken away. */
  readonly isSet?: true
  /** Its keys stand enciphered in the record: rows of spaces that are not everybody's. */
  readonly isHidden?: true
}

const row = (table: Table, key: string, fields: string): SealedForm => ({
  ...{ table, key: key.split(' '), fields: fields.split(/\s+/) },
})
const hidden = (form: SealedForm): SealedForm => ({ ...form, isHidden: true })
const set = (table: Table, key: string, fields: string): SealedForm => ({ ...row(table, key, fields), isSet: true })

export const sealedForms: Readonly<Record<string, SealedForm>> = {
  'party/1': row('party', 'id', 'id name_en name_fr ratified_on ratified_verified in_force_on source'),
  'participation/1': row('participation', 'id', 'id party_id status basis_en basis_fr from_at'),
  'body/1': row('body', 'id', 'id name_en name_fr acronym_en acronym_fr standing status_note verified'),
  'member/1': row('member', 'id', 'id email name language password_hash disabled_at created_at'),
  'appointment/1': row('appointment', 'id', 'id member_id role party_id body_id from_at until_at'),
  'rule/1': row('rule', 'id', 'id key value basis_en basis_fr is_default from_at'),
  'article/1': row(
    ...(['article', 'number'] as const),
    'number chapter chapter_en chapter_fr heading_en heading_fr heading_en_verified heading_fr_verified summary_en summary_fr',
  ),
  'finding/1': row(
    ...(['finding', 'id'] as const),
    `id kind round theme statement statement_fr party_count qualifier qualifier_fr as_of denominator denominator_note
      denominator_note_fr level official_code source verified superseded_by`,
  ),
  'finding_article/1': set('finding_article', 'finding_id', 'finding_id article'),
  'finding_party/1': set('finding_party', 'finding_id', 'finding_id party_id'),
  'reference/1': row('reference', 'year number', 'year number taken_at'),
  'dossier/1': row(
    ...(['dossier', 'id'] as const),
    'id kind title_en title_fr state class draft_class ref_year ref_number document_id meeting_id created_by created_at',
  ),
  'dossier_article/1': set('dossier_article', 'dossier_id', 'dossier_id article'),
  'assignment/1': row('assignment', 'id', 'id dossier_id member_id role language from_at until_at'),
  'invitation/1': row('invitation', 'id', 'id dossier_id body_id from_at until_at'),
  'document/1': row('document', 'id', 'id frozen_at created_at'),
  'suggestion/1': row(
    ...(['suggestion', 'document_id id'] as const),
    `document_id id member_id party_id body_id language pid at decided_at decided_by decision before_words after_words`,
  ),
  'suggestion_taking/1': row(
    ...(['suggestion_taking', 'document_id suggestion_id member_id'] as const),
    'document_id suggestion_id member_id at',
  ),
  'version/1': row(
    ...(['version', 'id'] as const),
    'id dossier_id number upto_seq canonical_en canonical_fr sha256_en sha256_fr sha256 created_by at',
  ),
  'version_freezing/1': row(
    ...(['version_freezing', 'version_id'] as const),
    'version_id note open_suggestions before_restoring',
  ),
  'version_name/1': row('version_name', 'version_id seq', 'version_id seq name member_id at'),
  'version_reference/1': row('version_reference', 'version_id', 'version_id year number revision member_id at'),
  'kept_numbers/1': row('kept_numbers', 'dossier_id seq', 'dossier_id seq version_id member_id at'),
  'meeting/1': row('meeting', 'id', 'id number place_en place_fr opens_on closes_on created_at'),
  'attendance/1': row('attendance', 'meeting_id seq', 'meeting_id seq party_id movement recorded_by at'),
  'decision/1': row(
    ...(['decision', 'id'] as const),
    'id dossier_id kind outcome version_id text_sha256 meeting_id ballot_id decided_by at',
  ),
  'publication/1': row(
    ...(['publication', 'id'] as const),
    `id symbol nature kind title_en title_fr adopted_on dossier_id version_id decision_id canonical_en canonical_fr
      sha256 source_url note_en note_fr published_by at`,
  ),
  'comment_thread/1': hidden(
    row(
      ...(['comment_thread', 'id'] as const),
      `id dossier_id language pid quote at_seq is_whole member_id at resolved_at resolved_by space party_id words_before
      words_after assigned_to assigned_by assigned_at`,
    ),
  ),
  'comment/1': hidden(
    row(
      ...(['comment', 'id'] as const),
      'id thread_id member_id body at request_id party_id body_id late_for official_of withdrawn_at',
    ),
  ),
  'comment_version/1': hidden(row('comment_version', 'comment_id number', 'comment_id number body at')),
  'comment_mention/1': hidden(set('comment_mention', 'comment_id number', 'comment_id number target')),
  'comments_due/1': row('comments_due', 'id', 'id dossier_id due_at set_by at'),
  'term_waiver/1': row(
    ...(['term_waiver', 'id'] as const),
    'id dossier_id language pid term words times context reason member_id at',
  ),
  'term_waiver_end/1': row('term_waiver_end', 'waiver_id', 'waiver_id member_id at'),
}

/** The form in which a table is sealed today: the last of its forms. */
export function formOf(table: Table): string {
  const name = Object.keys(sealedForms).findLast((form) => form.startsWith(`${table}/`))
  if (name === undefined) throw new Error(`rows of ${table} are not sealed`)
  return name
}

/** Tables that have a form, in the order of the list. */
export const sealedTables: readonly Table[] = [...new Set(Object.values(sealedForms).map(({ table }) => table))]

/** Tables that are proven in another way: by a chain of their own, or by being computed again. */
export const provenOtherwise: Readonly<Partial<Record<Table, string>>> = {
  record: 'the chain of the record',
  record_head: 'the last line of the record',
  ballot: 'the opening and the closing line of its log',
  ballot_roll: 'the opening line of its log',
  ballot_event: 'the chain of its log, told line by line in the record',
  doc_update: 'the chain of its text, whose head stands in the lines of its dossier',
  doc_snapshot: 'a line of the record each; one that is not vouched for is not read',
  publication_citation: 'computed again from the published text',
}

/**
 * What `verify` cannot prove, because it has no history of its own; README.md has the same list. No page calls any of
 * it sealed. `*` is all of a table.
 */
export const notProven: Readonly<Record<string, string>> = {
  'session.*': 'who is signed in now; a row ends with the session',
  'suggestion_claim.*': 'who is deciding on a suggestion at this moment',
  'citation.*': 'an index, written again from the text as it changes',
  'comment_place.*': 'an index, written again from the text as it changes',
  'citing_paragraph.*': 'an index, written again from the text as it changes',
  'outbox.*': 'work that is still owed; a row goes when it is done',
  'installation.*': 'the name of the installation and the key of the seals: with another key no seal holds',
  'doc_client.at': 'when a client of a text was first seen',
  'doc_client.node': 'at which node a client of a text writes',
  'document.indexed_seq': 'how far the indexes have followed the text',
  'document.term': 'settled among the nodes at this moment',
  'document.keeper': 'settled among the nodes at this moment',
  'document.keeper_until': 'settled among the nodes at this moment',
  'document.held_by': 'settled among the nodes at this moment',
  'document.held_until': 'settled among the nodes at this moment',
  'doc_snapshot (removed)': 'a cache of the log, pruned and made again',
  'doc_client (added)': 'a client of a text that has written nothing yet',
  'record_head.one': 'always 1',
  'doc_snapshot.at': 'when a snapshot was written; its bytes are proven',
}
