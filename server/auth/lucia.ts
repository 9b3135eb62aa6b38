// Sessions by Lucia, behind this folder only. The store sees the SHA-256 of a session's id, never the id itself.

import { createHash } from 'node:crypto'
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia'
import { findMemberById } from '#db/people/members.ts'
import {
  deleteExpiredSessions,
  deleteSession,
  deleteSessionsOfMember,
  findSession,
  insertSession,
  listSessionsOfMember,
  updateSessionExpiry,
} from '#db/people/sessions.ts'
import type { World } from '../world.ts'

/** A session ends after this long without an act of its person. */
const idle = new TimeSpan(30, 'm')
/** The same in milliseconds. */
export const idleSession = idle.milliseconds()
/** A session ends this long after the sign-in, whatever happens (milliseconds). */
export const longestSession = new TimeSpan(12, 'h').milliseconds()
/** An act is written down only when the last one that was lies further back (milliseconds). */
export const activityEvery = new TimeSpan(1, 'm').milliseconds()

/** True while neither of the two lifetimes is over. */
export function isAlive(session: { readonly created_at: number; readonly expires_at: number }, now: number): boolean {
  return session.expires_at > now && session.created_at + longestSession > now
}

/** What is stored and logged instead of a session's id: SHA-256, hexadecimal. */
export function sessionHash(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Lucia over the World's store. Cheap to build; holds no state of its own. */
export function openAuth(world: Pick<World, 'store' | 'clock' | 'config'>): Lucia {
  const secure = world.config.publicUrl.startsWith('https:')
  return new Lucia(adapter(world), {
    sessionExpiresIn: idle,
    sessionCookie: {
      name: secure ? '__Host-recital_session' : 'recital_session',
      expires: false,
      attributes: { sameSite: 'lax', path: '/', secure },
    },
  })
}

function adapter({ store, clock }: Pick<World, 'store' | 'clock'>): Adapter {
  const db = store.db
  return {
    async getSessionAndUser(token) {
      const row = await findSession(db, sessionHash(token))
      if (!row || !isAlive(row, clock())) return [null, null]
      const member = await findMemberById(db, row.member_id)
      if (!member || member.disabled_at !== null) return [null, null]
      const user: DatabaseUser = { id: member.id, attributes: {} }
      return [asSession(token, row), user]
    },
    async getUserSessions(memberId) {
      return (await listSessionsOfMember(db, memberId)).map((row) => asSession(row.id_hash, row))
    },
    async setSession(session) {
      // By the clock of the World: the library reads the machine's.
      const now = clock()
      const row = { id_hash: sessionHash(session.id), member_id: session.userId }
      await insertSession(db, { ...row, created_at: now, expires_at: now + idleSession })
    },
    async updateSessionExpiration(token, expiresAt) {
      await updateSessionExpiry(db, sessionHash(token), expiresAt.getTime())
    },
    async deleteSession(token) {
      await deleteSession(db, sessionHash(token))
    },
    async deleteUserSessions(memberId) {
      await deleteSessionsOfMember(db, memberId)
    },
    async deleteExpiredSessions() {
      await deleteExpiredSessions(db, clock())
    },
  }
}

function asSession(id: string, row: { member_id: string; expires_at: number }): DatabaseSession {
  return { id, userId: row.member_id, expiresAt: new Date(row.expires_at), attributes: {} }
}
