// Comment threads in the margin of a draft, and what was said in them. It knows no spaces' doors: whoever reads a row
// here asks the domain before showing it.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { CommentTable, CommentThreadTable, CommentVersionTable } from '../schema/comments.ts'
import type { Instant } from '../schema/schema.ts'

export type ThreadRow = Selectable<CommentThreadTable>
export type CommentRow = Selectable<CommentTable>
export type VersionRow = Selectable<CommentVersionTable>

export async function insertThread(tx: Tx, row: Insertable<CommentThreadTable>): Promise<void> {
  await tx.q.insertInto('comment_thread').values(row).execute()
}

export async function insertComment(tx: Tx, row: Insertable<CommentTable>): Promise<void> {
  await tx.q.insertInto('comment').values(row).execute()
}

export async function insertCommentVersion(tx: Tx, row: Insertable<CommentVersionTable>): Promise<void> {
  await tx.q.insertInto('comment_version').values(row).execute()
}

export async function insertMentions(
  tx: Tx,
  { commentId, number }: { readonly commentId: string; readonly number: number },
  targets: readonly string[],
): Promise<void> {
  if (targets.length === 0) return
  const rows = targets.map((target) => ({ comment_id: commentId, number, target }))
  await tx.q.insertInto('comment_mention').values(rows).execute()
}

export async function findThread(db: Db, id: string): Promise<ThreadRow | undefined> {
  return db.selectFrom('comment_thread').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findComment(db: Db, id: string): Promise<CommentRow | undefined> {
  return db.selectFrom('comment').selectAll().where('id', '=', id).executeTakeFirst()
}

/** What this member sent under this request already. */
export async function findCommentByRequest(
  db: Db,
  { memberId, requestId }: { readonly memberId: string; readonly requestId: string },
): Promise<CommentRow | undefined> {
  return db
    .selectFrom('comment')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('request_id', '=', requestId)
    .executeTakeFirst()
}

/** When the member wrote the last but `count - 1` of their comments; null when they wrote fewer. */
export async function findCommentInstant(
  db: Db,
  { memberId, count }: { readonly memberId: string; readonly count: number },
): Promise<Instant | null> {
  const row = await db
    .selectFrom('comment')
    .select('at')
    .where('member_id', '=', memberId)
    .orderBy('at', 'desc')
    .offset(count - 1)
    .limit(1)
    .executeTakeFirst()
  return row?.at ?? null
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

/** What the comments of a dossier were corrected to, in order. */
export async function listCommentVersions(db: Db, dossierId: string): Promise<VersionRow[]> {
  return db
    .selectFrom('comment_version')
    .innerJoin('comment', 'comment.id', 'comment_version.comment_id')
    .innerJoin('comment_thread', 'comment_thread.id', 'comment.thread_id')
    .where('comment_thread.dossier_id', '=', dossierId)
    .selectAll('comment_version')
    .orderBy('comment_version.comment_id')
    .orderBy('comment_version.number')
    .execute()
}

/** Its latest correction; undefined when it stands as it was said. */
export async function findLastVersion(db: Db, commentId: string): Promise<VersionRow | undefined> {
  return db
    .selectFrom('comment_version')
    .selectAll()
    .where('comment_id', '=', commentId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function updateCommentWithdrawn(tx: Tx, id: string): Promise<void> {
  await tx.q.updateTable('comment').set({ withdrawn_at: tx.now }).where('id', '=', id).execute()
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

/** Null takes the assignment back. */
export async function updateThreadAssigned(
  tx: Tx,
  id: string,
  assigned: { readonly to: string; readonly by: string } | null,
): Promise<void> {
  await tx.q
    .updateTable('comment_thread')
    .set({
      assigned_to: assigned?.to ?? null,
      assigned_by: assigned?.by ?? null,
      assigned_at: assigned ? tx.now : null,
    })
    .where('id', '=', id)
    .execute()
}

/** The thread in which a Party replied officially at this paragraph ('' for the text as a whole). */
export async function findOfficialThread(
  db: Db,
  { dossierId, partyId, pid }: { readonly dossierId: string; readonly partyId: string; readonly pid: string },
): Promise<ThreadRow | undefined> {
  return db
    .selectFrom('comment_thread')
    .innerJoin('comment', 'comment.thread_id', 'comment_thread.id')
    .where('comment_thread.dossier_id', '=', dossierId)
    .where('comment_thread.pid', '=', pid)
    .where('comment_thread.space', '=', 'shared')
    .where('comment.official_of', '=', partyId)
    .selectAll('comment_thread')
    .orderBy('comment_thread.id')
    .limit(1)
    .executeTakeFirst()
}

/**
 * A version of a comment that names one of these, newest first; of the whole house, so each is asked about before it is
 * shown.
 */
export async function listMentions(db: Db, targets: readonly string[]) {
  if (targets.length === 0) return []
  return db
    .selectFrom('comment_mention')
    .innerJoin('comment', 'comment.id', 'comment_mention.comment_id')
    .innerJoin('comment_thread', 'comment_thread.id', 'comment.thread_id')
    .where('comment_mention.target', 'in', [...targets])
    .where('comment.withdrawn_at', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('comment_version')
            .select('comment_version.number')
            .whereRef('comment_version.comment_id', '=', 'comment.id')
            .whereRef('comment_version.number', '>', 'comment_mention.number'),
        ),
      ),
    )
    .select(['comment.id', 'comment.member_id', 'comment.body', 'comment.at', 'comment_mention.number'])
    .select(['comment_thread.id as thread_id', 'comment_thread.dossier_id', 'comment_thread.pid'])
    .select(['comment_thread.space', 'comment_thread.party_id', 'comment_thread.resolved_at'])
    .distinct()
    .orderBy('comment.at', 'desc')
    .orderBy('comment.id', 'desc')
    .execute()
}
