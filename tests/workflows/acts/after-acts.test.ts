// What follows the commit of an act may fail: the act is done, its answer stands, and the step is tried again.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { type Committee, freshCommittee } from '#tests/support/committee.ts'
import { live } from '#tests/support/fixtures/life.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('after an act on %s', (engine) => {
  let own: Committee
  beforeEach(async () => {
    own = await freshCommittee(engine)
  })
  afterEach(() => own.close())

  test('no act of a whole life is refused or undone because seats, announcements and thawing failed', async () => {
    const { world } = own
    const failing = { asked: 0, announced: 0, thawed: 0 }
    const fail = (what: keyof typeof failing) => {
      failing[what] += 1
      throw new Error(`${what} failed`)
    }
    const rooms = { ...world.rooms, reseat: async () => fail('asked'), thawed: async () => fail('thawed') }
    const bulletin = { ...world.bulletin, announce: () => fail('announced') }
    await live({ ...own, world: { ...world, rooms, bulletin } })
    expect(Math.min(failing.asked, failing.announced, failing.thawed)).toBeGreaterThan(0)
    expect((await verifyStore(world.store)).faults).toEqual([])
  })
})
