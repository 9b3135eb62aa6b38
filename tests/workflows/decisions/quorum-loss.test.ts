// A quorum lost while a vote is open: who is told, who records it, and that the roll stays.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listRecordOf } from '#db/acts/record.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { closeBallot, readBallot } from '#server/workflows/decisions/ballots.ts'
import { recordQuorumLoss } from '#server/workflows/decisions/quorum-loss.ts'
import { recordPresence } from '#server/workflows/meetings/meetings.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { type Committee, freshCommittee, headOf, openVote, vote } from '#tests/support/committee.ts'
import { codeOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('a quorum lost while a vote is open, on %s', (engine) => {
  let own: Committee
  let opened: Awaited<ReturnType<typeof openVote>>
  beforeEach(async () => {
    own = await freshCommittee(engine)
    opened = await openVote(own, 26)
  })
  afterEach(() => own.close())

  const goes = async (...partyIds: string[]) => {
    own.wait(1000)
    await recordPresence(own.world, own.secretariat, { meetingId: opened.meetingId, partyIds, movement: 'left' })
  }
  const seenBy = (who: Member) => readBallot(own.world, who, opened.ballotId)
  const record = (who: Member) => recordQuorumLoss(own.world, who, { ballotId: opened.ballotId })

  test('is told to those who keep the presence, and to nobody else', async () => {
    await goes(opened.inTheRoom[0]!)
    expect((await seenBy(own.chair)).quorumNow).toBeNull()
    await goes(opened.inTheRoom[1]!)
    expect((await seenBy(own.chair)).quorumNow).toEqual({ present: 24, mayRecord: true })
    expect((await seenBy(own.secretariat)).quorumNow).toEqual({ present: 24, mayRecord: false })
    expect((await seenBy(headOf(own, 'FR'))).quorumNow).toBeNull()
  })

  test('is recorded by the Chair, once for each time that somebody left, and shown on the vote', async () => {
    expect(await codeOf(record(own.chair))).toBe('not-now')
    await goes(...opened.inTheRoom.slice(0, 2))
    expect(await codeOf(record(own.secretariat))).toBe('not-allowed')
    await record(own.chair)
    await record(own.chair)
    expect((await seenBy(own.chair)).quorumNow).toEqual({ present: 24, mayRecord: false })
    await goes(opened.inTheRoom[2]!)
    await record(own.chair)
    const lines = await listRecordOf(own.world.store.db, {
      subject: `dossier:${opened.id}`,
      act: 'recorded a loss of quorum',
    })
    expect(lines).toHaveLength(2)
    const { quorumLosses } = await seenBy(headOf(own, 'FR'))
    expect(quorumLosses.map(({ present }) => present)).toEqual([24, 23])
    expect((await verifyStore(own.world.store)).faults).toEqual([])
  })

  test('changes neither the roll nor what is counted', async () => {
    const { roll, present } = await seenBy(own.chair)
    await goes(...opened.inTheRoom.slice(0, 3))
    await record(own.chair)
    expect(await seenBy(own.chair)).toMatchObject({ roll, present })
    await vote(own, opened.ballotId, { [opened.inTheRoom[0]!]: 'for' })
    expect(await closeBallot(own.world, own.chair, opened)).toMatchObject({ adopted: true })
    expect(await codeOf(record(own.chair))).toBe('not-again')
  })
})
