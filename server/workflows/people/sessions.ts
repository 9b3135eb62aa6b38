// Signing in, being known, signing out. It knows no requests.

import type { Db } from '#db/engine/open.ts'
import { findMember, findMemberByEmail } from '#db/people/members.ts'
import { deleteSessionsOfMember, extendSession, findSession, listSessionsOfMember } from '#db/people/sessions.ts'
import { knownMark } from '../../auth/cookie.ts'
import { activityEvery, idleSession, isAlive, openAuth, sessionHash } from '../../auth/lucia.ts'
import { fitsPassword } from '../../auth/password.ts'
import { whyNot } from '../../domain/access/access.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { heed, Refused, refusal } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { act } from '../acts/act.ts'
import { record } from '../record/record.ts'
import { transactAtHead } from '../record/transact-at-head.ts'

export interface Credentials {
  readonly email: string
  readonly password: string
  /** The address of the network that they come from. */
  readonly from: string
  /** What a browser keeps that has signed in before. */
  readonly known: string | null
  /** The secret of the session that the browser had until now. */
  readonly before: string | null
}

export interface SignedIn {
  readonly token: string
  readonly known: string
  readonly member: Member
}

/**
 * Opens a session, and ends the one that the browser had before, whoever's it was. `token` is the secret for the
 * cookie; the store keeps its hash only. `known` is for the browser to keep. Refused (not-valid) in the same words and
 * the same time whether the address or the password is wrong, and (not-now) after many tries, whether the address
 * exists or not.
 */
export async function signIn(world: World, given: Credentials): Promise<SignedIn> {
  const email = given.email.trim().toLowerCase()
  const account = await findMemberByEmail(world.store.db, email)
  const usable = account && account.disabled_at === null ? account : null
  const check = () => fitsPassword(usable?.password_hash ?? null, given.password)
  const isKnown = usable !== null && given.known === knownMark(usable)
  const fits = await world.signInLimiter.pass({ from: given.from, email, isKnown }, check)
  if (typeof fits === 'object') throw new Refused(fits)
  if (!fits || !usable) throw new Refused(notRight)
  const member = await findMember(world.store.db, usable.id, world.clock())
  if (!member) throw new Error('a member vanished while signing in')
  const auth = openAuth(world)
  await auth.deleteExpiredSessions()
  await transactAtHead(world.store, world.clock, (tx) =>
    record(tx, { actor: member.id, act: 'signed in', subject: `member:${member.id}` }),
  )
  const session = await auth.createSession(usable.id, {})
  // The older session of this browser ends by itself at the latest.
  if (given.before !== null) {
    await signOut(world, given.before).catch((error: unknown) => {
      world.log.error({ err: error, member: member.id }, 'the older session of a browser could not be ended')
    })
  }
  return { token: session.id, known: knownMark(usable), member }
}

/** Ends the session everywhere at once: its sockets are re-asked before their next byte. */
export async function signOut(world: World, token: string): Promise<void> {
  await openAuth(world).invalidateSession(token)
  await world.rooms.reseat({ sessionHash: sessionHash(token) })
}

/** Ends every session of a person, in every browser; their sockets are re-asked before their next byte. */
export async function endAllSessions(world: World, by: Member): Promise<void> {
  await act(world, by, async ({ tx, by }) => {
    heed(whyNot('account.keep', by, null))
    const sessions = (await listAlive(tx.q, by.id, tx.now)).length
    await deleteSessionsOfMember(tx.q, by.id)
    const line = { act: 'ended all sessions', subject: `member:${by.id}`, detail: { sessions } }
    return { result: null, line, after: { reseat: { memberId: by.id } } }
  })
}

/** How many sessions of a person have not ended. */
export async function countSessions(world: World, by: Member): Promise<number> {
  heed(whyNot('account.keep', by, null))
  return (await listAlive(world.store.db, by.id, world.clock())).length
}

async function listAlive(db: Db, memberId: string, now: number) {
  return (await listSessionsOfMember(db, memberId)).filter((row) => isAlive(row, now))
}

/** Someone signed in. `sessionHash` names the session, never its secret. */
export interface Viewer {
  readonly member: Member
  readonly sessionHash: string
}

/** Who a token belongs to, with the offices in force now; null for none, ended, too old or disabled. */
export async function whoIs(world: World, token: string | null): Promise<Viewer | null> {
  if (token === null) return null
  const hash = sessionHash(token)
  const member = await whoHolds(world, hash)
  return member && { member, sessionHash: hash }
}

/**
 * Who holds a session, with the offices in force now; null when it has ended. Asking does not keep a session alive:
 * sockets, streams and open pages ask by themselves (`noteActivity`).
 */
export async function whoHolds(world: World, hash: string): Promise<Member | null> {
  const session = await findSession(world.store.db, hash)
  const now = world.clock()
  if (!session || !isAlive(session, now)) return null
  return (await findMember(world.store.db, session.member_id, now)) ?? null
}

/**
 * The person did something: the session lasts an idle time from now. Returns false when it had ended, and then it stays
 * so.
 */
export async function noteActivity(world: World, hash: string): Promise<boolean> {
  const { db } = world.store
  const session = await findSession(db, hash)
  const now = world.clock()
  if (!session || !isAlive(session, now)) return false
  const until = now + idleSession
  if (session.expires_at < until - activityEvery) await extendSession(db, hash, { now, until })
  return true
}

/**
 * The person typed on a socket. A session that ended meanwhile does not come back: its sockets are re-asked, and
 * closed.
 */
export async function noteTyping(world: World, hash: string): Promise<void> {
  try {
    if (!(await noteActivity(world, hash))) await world.rooms.reseat({ sessionHash: hash })
  } catch (error) {
    // The next minute of typing tries again.
    world.log.warn({ err: error }, 'the activity of a session could not be stored')
  }
}

const notRight = refusal('not-valid', {
  en: 'The e-mail address or the password is not right.',
  fr: 'L’adresse électronique ou le mot de passe est incorrect.',
})
