// Comment threads in the margin of a draft, and what was said in them.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from './open.ts'
import type { CommentThreadTable, Instant, Schema } from './schema.ts'
import { forUpdate, type Tx } from './transaction.ts'

export type ThreadRow = Selectable<CommentThreadTable>
export type CommentRow = Selectable<Schema['comment']>

export async function insertThread(tx: Tx, row: Insertable<CommentThreadTable>): Promise<void> {
  await tx.q.insertInto('comment_thread').values(row).execute()
}

export async function insertComment(tx: Tx, row: Insertable<Schema['comment']>): Promise<void> {
  await tx.q.insertInto('comment').values(row).execute()
}

export async function findThread(db: Db, id: string): Promise<ThreadRow | undefined> {
  return db.selectFrom('comment_thread').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The row, held until the transaction ends. */
export async function holdThread(tx: Tx, id: string): Promise<ThreadRow | undefined> {
  return forUpdate(tx, tx.q.selectFrom('comment_thread').selectAll().where('id', '=', id)).executeTakeFirst()
}

/** Oldest first. */
export async function listThreads(db: Db, dossierId: string): Promise<ThreadRow[]> {
  return db
    .selectFrom('comment_thread')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** All comments of a dossier, oldest first. */
export async function listComments(db: Db, dossierId: string): Promise<CommentRow[]> {
  return db
    .selectFrom('comment')
    .innerJoin('comment_thread', 'comment_thread.id', 'comment.thread_id')
    .where('comment_thread.dossier_id', '=', dossierId)
    .selectAll('comment')
    .orderBy('comment.at')
    .orderBy('comment.id')
    .execute()
}

/** Null reopens. */
export async function updateThreadResolved(
  tx: Tx,
  id: string,
  resolved: { readonly at: Instant; readonly by: string } | null,
): Promise<void> {
  await tx.q
    .updateTable('comment_thread')
    .set({ resolved_at: resolved?.at ?? null, resolved_by: resolved?.by ?? null })
    .where('id', '=', id)
    .execute()
}
