// The shared texts: their log, snapshots, and whose the client ids are. `document` rows are made with their dossier (dossiers.ts).

import type { Insertable, Selectable } from 'kysely'
import type { Db, Engine, Store } from './open.ts'
import type { DocUpdateTable, DocumentTable, Instant, Schema } from './schema.ts'
import type { Step } from './sqlite-worker.ts'
import { type Tx, transactSteps } from './transaction.ts'

export type DocumentRow = Selectable<DocumentTable>
export type SnapshotRow = Selectable<Schema['doc_snapshot']>
export type NewUpdate = Omit<Insertable<DocUpdateTable>, 'document_id' | 'seq' | 'at'>

/** Rows a statement inserts at a time: seven values each, below the limits of both engines. */
const rowsAtOnce = 500

export async function findDocument(db: Db, id: string): Promise<DocumentRow | undefined> {
  return db.selectFrom('document').selectAll().where('id', '=', id).executeTakeFirst()
}

export type TextRow = Pick<DocumentRow, 'next_seq' | 'frozen_at'> & {
  readonly [Key in 'upto_seq' | 'bytes' | 'sha256']: SnapshotRow[Key] | null
}

/** A text with its newest snapshot, nulls where it has none: read as of one moment. */
export async function findText(db: Db, id: string): Promise<TextRow | undefined> {
  return db
    .selectFrom('document')
    .leftJoin('doc_snapshot as snapshot', (join) =>
      join.onRef('snapshot.document_id', '=', 'document.id').on('snapshot.upto_seq', '=', (eb) =>
        eb
          .selectFrom('doc_snapshot as newer')
          .select((one) => one.fn.max('newer.upto_seq').as('newest'))
          .whereRef('newer.document_id', '=', 'document.id'),
      ),
    )
    .select(['document.next_seq', 'document.frozen_at', 'snapshot.upto_seq', 'snapshot.bytes', 'snapshot.sha256'])
    .where('document.id', '=', id)
    .executeTakeFirst()
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

/** New rows of one text's log, the first of which takes position `from`, and client ids that become members' with them. */
export interface LogAppend {
  readonly documentId: string
  readonly from: number
  readonly updates: readonly NewUpdate[]
  readonly leases: readonly { readonly clientId: number; readonly memberId: string }[]
}

/**
 * Appends to the logs of several texts, each named once, in one transaction. False, with nothing written, when one of them is frozen,
 * not there, or has another next position (somebody else wrote). Fails when a client id is already leased.
 * Holds the document rows until the transaction ends: order of position is order of commit.
 */
export function appendToLogs(store: Store, now: Instant, appends: readonly LogAppend[]): Promise<boolean> {
  const rows = appends.flatMap(({ documentId, from, updates }) =>
    updates.map(({ member_id, client_id, bytes, sha256 }, at) => [
      documentId,
      from + at,
      member_id,
      client_id,
      bytes,
      sha256,
      now,
    ]),
  )
  const leases = appends.flatMap(({ documentId, leases }) =>
    leases.map(({ clientId, memberId }) => [documentId, clientId, memberId, now]),
  )
  const { engine } = store
  return transactSteps(store, [
    movePositions(engine, appends),
    ...insertSteps(engine, 'doc_update (document_id, seq, member_id, client_id, bytes, sha256, at)', rows),
    ...insertSteps(engine, 'doc_client (document_id, client_id, member_id, at)', leases),
  ])
}

function movePositions(engine: Engine, appends: readonly LogAppend[]): Step {
  const rows = appends.map(({ documentId, from, updates }) => [documentId, from, updates.length])
  const sql = `update document set next_seq = next_seq + moved.column3
    from (values ${placesFor(engine, rows, ['text', 'bigint', 'bigint'])}) as moved
    where id = moved.column1 and next_seq = moved.column2 and frozen_at is null
    returning id`
  return { sql, parameters: rows.flat(), rows: appends.length }
}

/** SQLite runs one prepared statement again and again; to PostgreSQL each statement is a way there and back. */
function insertSteps(engine: Engine, into: string, rows: readonly (readonly unknown[])[]): Step[] {
  const atOnce = engine === 'sqlite' ? 1 : rowsAtOnce
  return Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, at) => {
    const some = rows.slice(at * atOnce, (at + 1) * atOnce)
    return { sql: `insert into ${into} values ${placesFor(engine, some)}`, parameters: some.flat(), rows: null }
  })
}

/** `(?, ?), (?, ?)` for so many rows, cast where `types` says how. Written by hand: this runs for every keystroke. */
function placesFor(engine: Engine, rows: readonly (readonly unknown[])[], types?: readonly string[]): string {
  let count = 0
  const place = (type: string | undefined) => {
    const bare = engine === 'postgresql' ? `$${++count}` : '?'
    return type ? `cast(${bare} as ${type})` : bare
  }
  return rows.map((row) => `(${row.map((_, at) => place(types?.[at])).join(', ')})`).join(', ')
}

export async function insertSnapshot(tx: Tx, snapshot: Omit<SnapshotRow, 'at'>): Promise<void> {
  await tx.q
    .insertInto('doc_snapshot')
    .values({ ...snapshot, at: tx.now })
    .execute()
}

/** Ids of every comment thread ever opened on a text. Its marks may be gone and come back by an undo. */
export async function listThreadIds(db: Db, documentId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('comment_thread')
    .innerJoin('dossier', 'dossier.id', 'comment_thread.dossier_id')
    .where('dossier.document_id', '=', documentId)
    .select('comment_thread.id')
    .execute()
  return rows.map(({ id }) => id)
}
