// Sessions: how long they last while something is in use, and that ended ones do not pile up.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findSession, insertSession } from '#db/people/sessions.ts'
import { activityEvery, idleSession, longestSession } from '#server/auth/lucia.ts'
import { demoPassword } from '#server/demo/committee.ts'
import {
  countSessions,
  endAllSessions,
  noteActivity,
  signIn,
  signOut,
  whoHolds,
  whoIs,
} from '#server/workflows/people/sessions.ts'
import { type Committee, freshCommittee } from '#tests/support/committee.ts'
import { refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

const credentials = {
  email: 'Secretariat@demo.example ',
  password: demoPassword,
  from: 'here',
  known: null,
  before: null,
}

describe.each(engines)('a session on %s', (engine) => {
  let own: Committee
  beforeEach(async () => {
    own = await freshCommittee(engine)
  })
  afterEach(() => own.close())

  /** Of the Secretariat, begun now, that would end so many milliseconds from now without a request. */
  async function sessionFor(milliseconds: number): Promise<string> {
    const row = { member_id: own.secretariat.id, created_at: own.now(), expires_at: own.now() + milliseconds }
    const id_hash = `hash-${milliseconds}`
    await insertSession(own.world.store.db, { ...row, id_hash })
    return id_hash
  }
  const lastsFor = async (hash: string) => ((await findSession(own.world.store.db, hash))?.expires_at ?? 0) - own.now()

  test('ends an idle time after the last act of its person, however often it is asked about', async () => {
    const session = await sessionFor(idleSession)
    for (let asked = 0; asked < 6; asked += 1) {
      own.wait(idleSession / 6 - 1)
      expect((await whoHolds(own.world, session))?.id).toBe(own.secretariat.id)
    }
    own.wait(6)
    expect(await whoHolds(own.world, session)).toBeNull()
    expect(await noteActivity(own.world, session)).toBe(false)
    expect(await whoHolds(own.world, session)).toBeNull()
  })

  test('goes on with an act of its person, written once a minute at most, until its longest life', async () => {
    const session = await sessionFor(idleSession)
    own.wait(activityEvery)
    expect(await noteActivity(own.world, session)).toBe(true)
    expect(await lastsFor(session)).toBe(idleSession - activityEvery)
    own.wait(1)
    expect(await noteActivity(own.world, session)).toBe(true)
    expect(await lastsFor(session)).toBe(idleSession)
    for (let lived = activityEvery + 1; lived < longestSession; lived += idleSession / 2) {
      expect(await noteActivity(own.world, session)).toBe(true)
      own.wait(idleSession / 2)
    }
    expect(await lastsFor(session)).toBeGreaterThan(0)
    expect(await whoHolds(own.world, session)).toBeNull()
    expect(await noteActivity(own.world, session)).toBe(false)
  })

  test('that nobody came back to is removed when somebody signs in', async () => {
    const [ended, going] = [await sessionFor(1), await sessionFor(idleSession)]
    own.wait(2)
    await signIn(own.world, credentials)
    expect(await findSession(own.world.store.db, ended)).toBeUndefined()
    expect(await findSession(own.world.store.db, going)).toBeDefined()
  })

  test('is stored without its secret, and ends with the signing out', async () => {
    const { token, member } = await signIn(own.world, credentials)
    expect(member.id).toBe(own.secretariat.id)
    const [row] = await own.world.store.db.selectFrom('session').selectAll().execute()
    expect(JSON.stringify(row)).not.toContain(token)
    expect(await whoHolds(own.world, row?.id_hash ?? '')).not.toBeNull()
    await signOut(own.world, token)
    expect(await whoHolds(own.world, row?.id_hash ?? '')).toBeNull()
  })

  test('ends when its browser signs in again, and not when another browser does or the password is wrong', async () => {
    const { world } = own
    const first = await signIn(world, credentials)
    const other = await signIn(world, credentials)
    await refusalOf(signIn(world, { ...credentials, password: 'wrong', before: first.token }))
    expect(await whoIs(world, first.token)).not.toBeNull()
    const again = await signIn(world, { ...credentials, before: first.token })
    expect(await whoIs(world, first.token)).toBeNull()
    expect([await whoIs(world, other.token), await whoIs(world, again.token)]).not.toContain(null)
  })

  test('ends with all of its person’s, which the record says, and leaves those of others', async () => {
    const { world, secretariat } = own
    const mine = [await signIn(world, credentials), await signIn(world, credentials)]
    const head = await signIn(world, { ...credentials, email: 'head.fr@demo.example' })
    expect(await countSessions(world, secretariat)).toBe(2)
    await endAllSessions(world, secretariat)
    for (const { token } of mine) expect(await whoIs(world, token)).toBeNull()
    expect(await whoIs(world, head.token)).not.toBeNull()
    const [line] = await world.store.db.selectFrom('record').selectAll().orderBy('seq', 'desc').limit(1).execute()
    expect(line).toMatchObject({
      actor: secretariat.id,
      act: 'ended all sessions',
      subject: `member:${secretariat.id}`,
      detail: '{"sessions":2}',
    })
  })

  test('is refused in the same words whether the address, the password or the standing is wrong', async () => {
    const { delegates, world } = own
    await world.store.db
      .updateTable('member')
      .set({ disabled_at: 1 })
      .where('id', '=', delegates.get('DE')?.id ?? '')
      .execute()
    const tries = [{ email: 'nobody@demo.example' }, { password: 'wrong' }, { email: 'delegate.de@demo.example' }]
    const refusals = await Promise.all(tries.map((one) => refusalOf(signIn(world, { ...credentials, ...one }))))
    expect(refusals).toEqual(refusals.map(() => refusals[0]))
  })
})
