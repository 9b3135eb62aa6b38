// Until when comments are asked for, and the index of where the paragraphs of threads are. It knows no text.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { CommentTables } from '../schema/comments.ts'
import type { Instant } from '../schema/schema.ts'

export type PlaceRow = Selectable<CommentTables['comment_place']>

/** Null when there is none. */
export async function findCommentsDue(db: Db, dossierId: string): Promise<Instant | null> {
  const row = await db
    .selectFrom('comments_due')
    .select('due_at')
    .where('dossier_id', '=', dossierId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.due_at ?? null
}

export async function insertCommentsDue(tx: Tx, row: Insertable<CommentTables['comments_due']>): Promise<void> {
  await tx.q.insertInto('comments_due').values(row).execute()
}

export async function listPlaces(db: Db, dossierId: string): Promise<PlaceRow[]> {
  return db
    .selectFrom('comment_place')
    .innerJoin('comment_thread', 'comment_thread.id', 'comment_place.thread_id')
    .where('comment_thread.dossier_id', '=', dossierId)
    .selectAll('comment_place')
    .execute()
}

/** Each thread has one place: the row is written anew. */
export async function replacePlaces(tx: Tx, rows: readonly PlaceRow[]): Promise<void> {
  for (const row of rows) {
    const { pid, words } = row
    await tx.q
      .insertInto('comment_place')
      .values(row)
      .onConflict((conflict) => conflict.column('thread_id').doUpdateSet({ pid, words }))
      .execute()
  }
}
