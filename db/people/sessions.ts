// Sessions, by the hash of their secret. The secret itself never comes here.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Instant, SessionTable } from '../schema/schema.ts'

export type SessionRow = Selectable<SessionTable>

export async function findSession(db: Db, idHash: string): Promise<SessionRow | undefined> {
  return db.selectFrom('session').selectAll().where('id_hash', '=', idHash).executeTakeFirst()
}

export async function listSessionsOfMember(db: Db, memberId: string): Promise<SessionRow[]> {
  return db.selectFrom('session').selectAll().where('member_id', '=', memberId).execute()
}

export async function insertSession(db: Db, row: Insertable<SessionTable>): Promise<void> {
  await db.insertInto('session').values(row).execute()
}

export async function updateSessionExpiry(db: Db, idHash: string, expiresAt: Instant): Promise<void> {
  await db.updateTable('session').set({ expires_at: expiresAt }).where('id_hash', '=', idHash).execute()
}

/** Moves the end on to `until`, never back, and never of a session that has ended. */
export async function extendSession(
  db: Db,
  idHash: string,
  { now, until }: { readonly now: Instant; readonly until: Instant },
): Promise<void> {
  await db
    .updateTable('session')
    .set({ expires_at: until })
    .where('id_hash', '=', idHash)
    .where('expires_at', '>', now)
    .where('expires_at', '<', until)
    .execute()
}

export async function deleteSession(db: Db, idHash: string): Promise<void> {
  await db.deleteFrom('session').where('id_hash', '=', idHash).execute()
}

export async function deleteSessionsOfMember(db: Db, memberId: string): Promise<void> {
  await db.deleteFrom('session').where('member_id', '=', memberId).execute()
}

export async function deleteExpiredSessions(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('session').where('expires_at', '<=', now).execute()
}
