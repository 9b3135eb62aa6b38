// The shared texts: their log, snapshots, and whose the client ids are. `document` rows are made with their dossier
// (dossiers.ts).

import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { Instant, Schema } from '../schema/schema.ts'
import type { DocUpdateTable, DocumentTable } from '../schema/texts.ts'
import { chainText, textGenesis } from './text-chain.ts'

export type DocumentRow = Selectable<DocumentTable>
export type SnapshotRow = Selectable<Schema['doc_snapshot']>
export type NewUpdate = Omit<Insertable<DocUpdateTable>, 'document_id' | 'seq' | 'at' | 'chain'>

export async function findDocument(db: Db, id: string): Promise<DocumentRow | undefined> {
  return db.selectFrom('document').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Where the log of a text ends, and the head of its chain there. */
export async function findTextHead(db: Db, id: string): Promise<Pick<DocumentRow, 'next_seq' | 'head'>> {
  return db.selectFrom('document').select(['next_seq', 'head']).where('id', '=', id).executeTakeFirstOrThrow()
}

/** A snapshot with the head of the log's chain at its position. */
export type KeptSnapshot = SnapshotRow & { readonly chain: string }

/** A text with its newest snapshot, nulls where it has none, and what must be known of it before anybody writes. */
export type TextRow = Pick<DocumentRow, 'next_seq' | 'frozen_at' | 'head'> & {
  readonly [Key in 'upto_seq' | 'bytes' | 'sha256' | 'chain']: KeptSnapshot[Key] | null
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

/**
 * Read as of one moment and in one way there and back: somebody is waiting to see the text. Ids hold neither colon nor
 * comma.
 */
export async function findText(db: Db, id: string): Promise<TextRow | undefined> {
  const { rows } = await sql<Found>`
    select document.next_seq, document.frozen_at, document.head,
      snapshot.upto_seq, snapshot.bytes, snapshot.sha256, snapshot.chain,
      (select string_agg(cast(client_id as text) || ':' || member_id, ',') from doc_client
        where document_id = document.id) as clients,
      (select string_agg(comment_thread.id, ',') from comment_thread
        join dossier on dossier.id = comment_thread.dossier_id
        where dossier.document_id = document.id and comment_thread.space = 'shared') as threads,
      (select string_agg(id, ',') from suggestion where document_id = document.id) as suggestions
    from document left join (${keptSnapshots(id)} order by upto_seq desc limit 1) as snapshot on true
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

/** What follows the text has been brought up to position `seq`. */
export async function updateIndexed(db: Db, id: string, seq: number): Promise<void> {
  await db
    .updateTable('document')
    .set({ indexed_seq: seq })
    .where('id', '=', id)
    .where('indexed_seq', '<', seq)
    .execute()
}

/** Texts whose log has gone on beyond what has followed it, and not since `before`. */
export async function listUnfollowed(db: Db, before: Instant): Promise<Pick<DocumentRow, 'id' | 'next_seq'>[]> {
  return db
    .selectFrom('document')
    .innerJoin('doc_update', (join) =>
      join
        .onRef('doc_update.document_id', '=', 'document.id')
        .on('doc_update.seq', '=', (eb) => eb('document.next_seq', '-', 1)),
    )
    .select(['document.id', 'document.next_seq'])
    .where((eb) => eb('document.indexed_seq', '<', eb('document.next_seq', '-', 1)))
    .where('doc_update.at', '<=', before)
    .orderBy('document.id')
    .execute()
}

/** What a line of the record says of a snapshot that was kept, as canonical JSON. */
export function snapshotDetail(of: { readonly chain: string; readonly sha256: string; readonly uptoSeq: number }) {
  return { chain: of.chain, sha256: of.sha256, uptoSeq: of.uptoSeq }
}

export const keptSnapshotAct = 'kept a snapshot'

/**
 * Those of a text that the record vouches for: a line names the hash of the bytes and the head of the log's chain
 * there.
 */
function keptSnapshots(documentId: string) {
  return sql<KeptSnapshot>`select kept.*, doc_update.chain
    from doc_snapshot as kept
    join doc_update on doc_update.document_id = kept.document_id and doc_update.seq = kept.upto_seq
    where kept.document_id = ${documentId} and exists (
      select 1 from record where subject = 'text:' || kept.document_id and act = ${keptSnapshotAct}
      and detail = '{"chain":"' || doc_update.chain || '","sha256":"' || kept.sha256 || '","uptoSeq":'
        || cast(kept.upto_seq as text) || '}')`
}

/** Of those, from the newest on, at most `most`. */
export async function listKeptSnapshots(db: Db, documentId: string, most: number): Promise<KeptSnapshot[]> {
  const { rows } = await sql<KeptSnapshot>`${keptSnapshots(documentId)} order by upto_seq desc limit ${most}`.execute(
    db,
  )
  return rows
}

/** The log after `afterSeq`, in order. */
export async function listUpdates(
  db: Db,
  documentId: string,
  afterSeq: number,
): Promise<Pick<DocUpdateTable, 'seq' | 'bytes' | 'sha256' | 'member_id' | 'client_id' | 'at'>[]> {
  return db
    .selectFrom('doc_update')
    .select(['seq', 'bytes', 'sha256', 'member_id', 'client_id', 'at'])
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

/** The position of the first row of the server's own after `afterSeq` under one of these client ids; null for none. */
export async function findServerRow(
  db: Db,
  documentId: string,
  { afterSeq, clientIds }: { readonly afterSeq: number; readonly clientIds: readonly number[] },
): Promise<number | null> {
  const row = await db
    .selectFrom('doc_update')
    .select('seq')
    .where('document_id', '=', documentId)
    .where('seq', '>', afterSeq)
    .where('member_id', 'is', null)
    .where('client_id', 'in', clientIds)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  return row?.seq ?? null
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

/** The log after `afterSeq` as it is kept, in order, at most `most` rows. */
export async function listFullRows(
  db: Db,
  documentId: string,
  { afterSeq, most }: { readonly afterSeq: number; readonly most: number },
): Promise<Selectable<DocUpdateTable>[]> {
  return db
    .selectFrom('doc_update')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(most)
    .execute()
}

/** Ids of the texts that have snapshots. */
export async function listSnapshotTexts(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('doc_snapshot').select('document_id').distinct().execute()
  return rows.map(({ document_id }) => document_id)
}

/** All snapshots of a text, whether anything vouches for them or not. */
export async function listSnapshotRows(db: Db, documentId: string): Promise<SnapshotRow[]> {
  return db.selectFrom('doc_snapshot').selectAll().where('document_id', '=', documentId).execute()
}

/**
 * Bytes that members added to a text's log, by the hour (counted from the beginning of time), from `firstHour` on. Only
 * rows since then are read.
 */
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

/** The first row of the log of a text that was just made, in the same transaction. */
export async function insertFirstUpdate(tx: Tx, documentId: string, update: NewUpdate): Promise<void> {
  const row = { ...update, seq: 1, at: tx.now }
  const chain = chainText(textGenesis(documentId), { ...row, member_id: update.member_id ?? null })
  await tx.q
    .insertInto('doc_update')
    .values({ ...row, document_id: documentId, chain })
    .execute()
  await tx.q.updateTable('document').set({ next_seq: 2, head: chain }).where('id', '=', documentId).execute()
}

/** Snapshots of one text that are always kept: the newest, and one to fall back on should it be damaged. */
const newestKept = 2

/**
 * Deletes older ones in the same transaction. False when another node has stored one of the same position: it holds the
 * same text. The log stays, so that no word depends on what is deleted.
 */
export async function insertSnapshot(tx: Tx, snapshot: Omit<SnapshotRow, 'at'>): Promise<boolean> {
  const row = await tx.q
    .insertInto('doc_snapshot')
    .values({ ...snapshot, at: tx.now })
    .onConflict((conflict) => conflict.columns(['document_id', 'upto_seq']).doNothing())
    .returning('upto_seq')
    .executeTakeFirst()
  await deleteOldSnapshots(tx, snapshot.document_id)
  return row !== undefined
}

/**
 * All but the newest, and for each version the one at or just before its position: from there it is read again soonest.
 */
async function deleteOldSnapshots(tx: Tx, id: string): Promise<void> {
  await sql`
    delete from doc_snapshot where document_id = ${id} and upto_seq in (
      select upto_seq from doc_snapshot
      where document_id = ${id}
        and upto_seq not in (
          select upto_seq from doc_snapshot where document_id = ${id} order by upto_seq desc limit ${newestKept})
        and upto_seq not in (
          select max(before.upto_seq) from dossier
          join version on version.dossier_id = dossier.id
          join doc_snapshot as before
            on before.document_id = dossier.document_id and before.upto_seq <= version.upto_seq
          where dossier.document_id = ${id} group by version.id))`.execute(tx.q)
}
