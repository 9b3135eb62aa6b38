// The shared texts: their log, snapshots, and whose the client ids are. `document` rows are made with their dossier (dossiers.ts).

import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { DocUpdateTable, DocumentTable, Schema } from '../schema/schema.ts'

export type DocumentRow = Selectable<DocumentTable>
export type SnapshotRow = Selectable<Schema['doc_snapshot']>
export type NewUpdate = Omit<Insertable<DocUpdateTable>, 'document_id' | 'seq' | 'at'>

/** Rows a statement inserts at a time: seven values each, below the limits of both engines. */
const rowsAtOnce = 500

export async function findDocument(db: Db, id: string): Promise<DocumentRow | undefined> {
  return db.selectFrom('document').selectAll().where('id', '=', id).executeTakeFirst()
}

/** A text with its newest snapshot, nulls where it has none, and what must be known of it before anybody writes. */
export type TextRow = Pick<DocumentRow, 'next_seq' | 'frozen_at'> & {
  readonly [Key in 'upto_seq' | 'bytes' | 'sha256']: SnapshotRow[Key] | null
} & {
  /** Every Yjs client id that was ever used in it, and whose it is. */
  readonly clients: Map<number, string>
  /** Every shared comment thread ever opened on it. Its marks may be gone and come back by an undo. */
  readonly threads: ReadonlySet<string>
  /** Every suggestion ever seen in it; likewise. */
  readonly suggestions: ReadonlySet<string>
}

type Listed = 'clients' | 'threads' | 'suggestions'
type Found = Omit<TextRow, Listed> & { readonly [Key in Listed]: string | null }

/** Read as of one moment and in one way there and back: somebody is waiting to see the text. Ids hold neither colon nor comma. */
export async function findText(db: Db, id: string): Promise<TextRow | undefined> {
  const { rows } = await sql<Found>`
    select document.next_seq, document.frozen_at, snapshot.upto_seq, snapshot.bytes, snapshot.sha256,
      (select string_agg(cast(client_id as text) || ':' || member_id, ',') from doc_client where document_id = document.id) as clients,
      (select string_agg(comment_thread.id, ',') from comment_thread join dossier on dossier.id = comment_thread.dossier_id
        where dossier.document_id = document.id and comment_thread.space = 'shared') as threads,
      (select string_agg(id, ',') from suggestion where document_id = document.id) as suggestions
    from document left join doc_snapshot as snapshot on snapshot.document_id = document.id
      and snapshot.upto_seq = (select max(upto_seq) from doc_snapshot where document_id = document.id)
    where document.id = ${id}`.execute(db)
  const [found] = rows
  if (!found) return undefined
  const clients = new Map(
    listed(found.clients).map((one) => {
      const colon = one.indexOf(':')
      return [Number(one.slice(0, colon)), one.slice(colon + 1)]
    }),
  )
  return { ...found, clients, threads: new Set(listed(found.threads)), suggestions: new Set(listed(found.suggestions)) }
}

function listed(ids: string | null): string[] {
  return ids === null ? [] : ids.split(',')
}

/** Snapshots from the newest on, at most `most`. */
export async function listSnapshots(db: Db, documentId: string, most: number): Promise<SnapshotRow[]> {
  return db
    .selectFrom('doc_snapshot')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('upto_seq', 'desc')
    .limit(most)
    .execute()
}

/** The log after `afterSeq`, in order. */
export async function listUpdates(
  db: Db,
  documentId: string,
  afterSeq: number,
): Promise<Pick<DocUpdateTable, 'seq' | 'bytes' | 'sha256'>[]> {
  return db
    .selectFrom('doc_update')
    .select(['seq', 'bytes', 'sha256'])
    .where('document_id', '=', documentId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .execute()
}

/** A row of the log with whose it is. */
export type LogRow = Pick<DocUpdateTable, 'seq' | 'bytes' | 'sha256' | 'client_id' | 'member_id'>

/** The log after `afterSeq` with the writers, in order. */
export async function listRows(db: Db, documentId: string, afterSeq: number): Promise<LogRow[]> {
  return db
    .selectFrom('doc_update')
    .select(['seq', 'bytes', 'sha256', 'client_id', 'member_id'])
    .where('document_id', '=', documentId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .execute()
}

/** A row of the log with who wrote it, and when. */
export type WrittenRow = Pick<DocUpdateTable, 'seq' | 'bytes' | 'sha256' | 'member_id' | 'at'>

/** The log after `afterSeq`, in order, at most `most` rows. */
export async function listWritten(
  db: Db,
  documentId: string,
  { afterSeq, most }: { readonly afterSeq: number; readonly most: number },
): Promise<WrittenRow[]> {
  return db
    .selectFrom('doc_update')
    .select(['seq', 'bytes', 'sha256', 'member_id', 'at'])
    .where('document_id', '=', documentId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(most)
    .execute()
}

/** Bytes that members added to a text's log, by the hour (counted from the beginning of time), from `firstHour` on. Only rows since then are read. */
export async function listWrittenHours(
  db: Db,
  documentId: string,
  firstHour: number,
): Promise<{ readonly memberId: string; readonly hour: number; readonly bytes: number }[]> {
  const hour = 3_600_000
  const since = firstHour * hour
  const { rows } = await sql<{ member_id: string; hour: number; bytes: number }>`
    select member_id, at / ${sql.lit(hour)} as hour, sum(length(bytes)) as bytes from doc_update
    where document_id = ${documentId} and member_id is not null and at >= ${since} and seq > coalesce((
      select seq from doc_update where document_id = ${documentId} and at < ${since} order by seq desc limit 1), 0)
    group by member_id, at / ${sql.lit(hour)}`.execute(db)
  return rows.map(({ member_id: memberId, ...one }) => ({ memberId, ...one }))
}

/** Every client id that was ever used in a text, and whose it is. */
export async function listClients(db: Db, documentId: string): Promise<{ client_id: number; member_id: string }[]> {
  return db.selectFrom('doc_client').select(['client_id', 'member_id']).where('document_id', '=', documentId).execute()
}

/**
 * Appends to one log within a transaction of the caller, as a text begins. Returns the position of the first row, the others follow it;
 * null when the text is frozen or not there.
 * Holds the document row until the transaction ends: order of position is order of commit.
 */
export async function insertUpdates(tx: Tx, documentId: string, updates: readonly NewUpdate[]): Promise<number | null> {
  const row = await tx.q
    .updateTable('document')
    .set((eb) => ({ next_seq: eb('next_seq', '+', updates.length) }))
    .where('id', '=', documentId)
    .where('frozen_at', 'is', null)
    .returning('next_seq')
    .executeTakeFirst()
  if (!row) return null
  const first = row.next_seq - updates.length
  const rows = updates.map((update, at) => ({ ...update, document_id: documentId, seq: first + at, at: tx.now }))
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    await tx.q
      .insertInto('doc_update')
      .values(rows.slice(at, at + rowsAtOnce))
      .execute()
  }
  return first
}

/** Another node may have stored one of the same position: it holds the same text. */
export async function insertSnapshot(tx: Tx, snapshot: Omit<SnapshotRow, 'at'>): Promise<void> {
  await tx.q
    .insertInto('doc_snapshot')
    .values({ ...snapshot, at: tx.now })
    .onConflict((conflict) => conflict.columns(['document_id', 'upto_seq']).doNothing())
    .execute()
}
