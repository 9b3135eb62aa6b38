// Meetings: convened by those who may, and a count of Parties in the room that two delegates of one Party do not
// change.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { convene, listMeetings, readMeeting, recordPresence } from '#server/workflows/meetings/meetings.ts'
import { type Committee, dossierBeforeMeeting, freshCommittee, headOf } from '#tests/support/committee.ts'
import { codeOf, refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

const plan = { number: 44, placeEn: 'Nicosia', placeFr: 'Nicosie', opensOn: '2027-03-01', closesOn: '2027-03-03' }

describe.each(engines)('meetings on %s', (engine) => {
  let own: Committee
  beforeEach(async () => {
    own = await freshCommittee(engine)
  })
  afterEach(() => own.close())

  test('the Chair and the Secretariat convene, each number once, on days that exist', async () => {
    await convene(own.world, own.chair, plan)
    expect(await codeOf(convene(own.world, own.secretariat, plan))).toBe('not-again')
    expect(await codeOf(convene(own.world, headOf(own, 'FR'), { ...plan, number: 45 }))).toBe('not-allowed')
    const wrong = convene(own.world, own.chair, { ...plan, number: 45, closesOn: '2027-02-30' })
    expect((await refusalOf(wrong)).field).toBe('closesOn')
    expect((await listMeetings(own.world, own.observer)).map(({ number, place }) => [number, place.fr])).toEqual([
      [44, 'Nicosie'],
    ])
  })

  test('twenty-four of forty-eight Parties are no quorum and twenty-five are; who leaves is no longer counted', async () => {
    const { id: meetingId } = await convene(own.world, own.chair, plan)
    const parties = [...own.heads.keys()]
    const move = (partyIds: string[], movement: 'arrived' | 'left') =>
      recordPresence(own.world, own.secretariat, { meetingId, partyIds, movement })
    const count = async () => {
      const { present, quorum } = await readMeeting(own.world, headOf(own, 'FR'), meetingId)
      return [present, quorum]
    }
    await move(parties.slice(0, 24), 'arrived')
    expect(await count()).toEqual([24, 25])
    await move(parties.slice(20, 25), 'arrived')
    await move(parties.slice(20, 25), 'arrived')
    expect(await count()).toEqual([25, 25])
    await move(parties.slice(0, 2), 'left')
    await move(parties.slice(1, 2), 'arrived')
    expect(await count()).toEqual([24, 25])
  })

  test('presence is recorded by those who may, of Parties that exist, at a meeting that exists', async () => {
    const { id: meetingId } = await convene(own.world, own.chair, plan)
    const record = (by: typeof own.chair, change: object) =>
      codeOf(recordPresence(own.world, by, { meetingId, partyIds: ['FR'], movement: 'arrived', ...change }))
    expect(await record(headOf(own, 'FR'), {})).toBe('not-allowed')
    expect(await record(own.chair, { partyIds: ['FR', 'US'] })).toBe('not-valid')
    expect(await record(own.chair, { meetingId: 'none' })).toBe('not-found')
    expect(await own.world.store.db.selectFrom('attendance').selectAll().execute()).toEqual([])
  })

  test('the agenda shows each reader only the dossiers they may know of', async () => {
    const { id, meetingId } = await dossierBeforeMeeting(own, 0)
    const shown = async (by: typeof own.chair) =>
      (await readMeeting(own.world, by, meetingId)).dossiers.map((line) => line.id)
    expect(await shown(headOf(own, 'FR'))).toEqual([id])
    expect(await shown(own.observer)).toEqual([])
  })
})
