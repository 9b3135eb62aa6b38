// Founding: once, with the whole committee; who is admitted later is admitted by someone who may.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readSeed } from '#db/seed.ts'
import { seatCommittee } from '#server/demo/committee.ts'
import { foundCommittee, isUnfounded } from '#server/workflows/people/founding.ts'
import { admitMembers } from '#server/workflows/people/members.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { codeOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'
import { freshWorld, type TestWorld } from '#tests/support/world.ts'

const first = { email: 'First@Demo.Example', name: 'First', language: 'en' as const, passwordHash: 'x' }

describe.each(engines)('founding on %s', (engine) => {
  let own: TestWorld
  beforeEach(async () => {
    own = await freshWorld(engine)
  })
  afterEach(() => own.close())

  test('happens once, even when three try at once', async () => {
    expect(await isUnfounded(own.world)).toBe(true)
    const tries = await Promise.allSettled(
      Array.from({ length: 3 }, () => foundCommittee(own.world, readSeed(), first)),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await isUnfounded(own.world)).toBe(false)
    expect(await own.world.store.db.selectFrom('party').select('id').execute()).toHaveLength(48)
  })

  test('gives every Party a dated participation with its basis, the unconfirmed one marked as such', async () => {
    await foundCommittee(own.world, readSeed(), first)
    const rows = await own.world.store.db.selectFrom('participation').selectAll().execute()
    expect(rows).toHaveLength(48)
    expect(rows.every((row) => row.status === 'full' && row.basis_fr !== '' && row.from_at > 0)).toBe(true)
    expect(rows.filter((row) => row.basis_en.startsWith('To be confirmed')).map((row) => row.party_id)).toEqual(['RU'])
  })

  test('the demo seats everyone, every delegation with a head and a delegate, and nobody else may admit', async () => {
    const seated = await seatCommittee(own.world)
    expect([seated.heads.size, seated.delegates.size]).toEqual([48, 48])
    const newcomer = { ...first, email: 'new@demo.example', appointments: [] }
    expect(await codeOf(admitMembers(own.world, seated.chair, [newcomer]))).toBe('not-allowed')
    const emails = await own.world.store.db.selectFrom('member').select('email').execute()
    expect(emails.every(({ email }) => email === email.toLowerCase())).toBe(true)
    expect((await verifyStore(own.world.store)).faults).toEqual([])
  })
})
