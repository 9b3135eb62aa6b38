// Votes: what opens one, who casts, what is counted, and that closing and voting never disagree.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { transact } from '#db/engine/transaction.ts'
import { insertParticipations } from '#db/people/parties.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { seed } from '#server/document/writing/edit.ts'
import { tallyOf } from '#server/domain/decisions/ballot.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { isRefused } from '#server/domain/refusal.ts'
import { eventOf, rollLineOf } from '#server/workflows/decisions/ballot-log.ts'
import { openBallot } from '#server/workflows/decisions/ballot-opening.ts'
import { castVote, closeBallot, readBallot, readBallotText } from '#server/workflows/decisions/ballots.ts'
import { changeClass, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { recordPresence } from '#server/workflows/meetings/meetings.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import {
  type Committee,
  dossierBeforeMeeting,
  freshCommittee,
  freshRequest,
  headOf,
  openVote,
  vote,
} from '#tests/support/committee.ts'
import { codeOf, refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

const question = { questionEn: 'Shall the opinion be adopted?', questionFr: 'L’avis est-il adopté ?' }

describe.each(engines)('a vote on %s', (engine) => {
  let own: Committee
  beforeEach(async () => {
    own = await freshCommittee(engine)
  })
  afterEach(() => own.close())

  const events = (ballotId: string) =>
    own.world.store.db.selectFrom('ballot_event').selectAll().where('ballot_id', '=', ballotId).orderBy('seq').execute()
  const recount = async (ballotId: string) => {
    const roll = await own.world.store.db
      .selectFrom('ballot_roll')
      .selectAll()
      .where('ballot_id', '=', ballotId)
      .execute()
    return tallyOf(roll.map(rollLineOf), (await events(ballotId)).map(eventOf))
  }

  test('is refused without a quorum, and the text goes on', async () => {
    const { id, collab } = await dossierBeforeMeeting(own, 24)
    const refused = await refusalOf(openBallot(own.world, own.chair, { dossierId: id, ...question }))
    expect(refused.say.en).toMatch(/24 of 48/)
    expect(await own.world.store.db.selectFrom('version').selectAll().execute()).toEqual([])
    await own.world.rooms.write(collab, () => {})
  })

  test('shows its text as it was frozen to whoever may read the vote, and to nobody else', async () => {
    const { id, collab, ballotId } = await openVote(own, 25)
    const voted = await readBallotText(own.world, headOf(own, 'FR'), ballotId)
    expect(voted.text.en.map(({ number, runs }) => [number, runs.map(({ text }) => text).join('')])).toEqual([
      ['1', 'Recalling the words of the text;'],
      ['2', 'Invites Parties to apply Article 23.'],
    ])
    expect(voted.text.fr).toHaveLength(2)
    expect(voted.textSha256).toBe((await readBallot(own.world, own.chair, ballotId)).textSha256)
    // Not adopted: the text goes on, what was voted on stays.
    await closeBallot(own.world, own.chair, { ballotId })
    expect((await readDossier(own.world, own.secretariat, id)).state).toBe('meeting')
    await own.world.rooms.write(collab, (doc) => rootOf(doc, 'en').delete(0, 1))
    expect((await readBallotText(own.world, headOf(own, 'FR'), ballotId)).text).toEqual(voted.text)
    const unknown = await refusalOf(readBallotText(own.world, own.itu, 'none'))
    expect(await refusalOf(readBallotText(own.world, own.itu, ballotId))).toEqual(unknown)
  })

  test('freezes text, roll, presence, quorum and rule, and stops the text', async () => {
    const { id, collab, ballotId } = await openVote(own, 25)
    const view = await readBallot(own.world, own.chair, ballotId)
    expect([view.electorate, view.present, view.quorum]).toEqual([48, 25, 25])
    expect(view.rule.isDefault).toBe(true)
    expect(view.roll).toHaveLength(48)
    expect(view.textSha256).toMatch(/^[0-9a-f]{64}$/)
    expect((await readDossier(own.world, own.secretariat, id)).state).toBe('vote')
    const writing = own.world.rooms.write(collab, (doc) => seed(doc, []))
    expect(await codeOf(writing)).toBe('not-now')
    const second = openBallot(own.world, own.chair, { dossierId: id, ...question })
    expect(await codeOf(second)).toBe('not-again')
    expect(await codeOf(openBallot(own.world, headOf(own, 'FR'), { dossierId: id, ...question }))).toBe('not-allowed')
  })

  test('two who open it at once open one', async () => {
    const { id, collab } = await dossierBeforeMeeting(own, 30)
    const both = await Promise.allSettled([
      openBallot(own.world, own.chair, { dossierId: id, ...question }),
      openBallot(own.world, own.secretariat, { dossierId: id, ...question }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await own.world.store.db.selectFrom('ballot').select('id').execute()).toHaveLength(1)
    expect(await codeOf(own.world.rooms.write(collab, (doc) => seed(doc, [])))).toBe('not-now')
  })

  test('is cast by each Party once, replaced until the closing, and the last one counts', async () => {
    const { ballotId } = await openVote(own)
    await vote(own, ballotId, { AL: 'for', AM: 'against' })
    await vote(own, ballotId, { AL: 'abstain' })
    expect(await recount(ballotId)).toEqual({ for: 0, against: 1, abstain: 1, notVoted: 46 })
    const view = await readBallot(own.world, headOf(own, 'AL'), ballotId)
    expect([view.received, view.mine?.choice]).toEqual([2, 'abstain'])
    expect(view.roll.every((line) => line.choice === null)).toBe(true)
  })

  test('gives the same request the same receipt, once, even after the closing', async () => {
    const { ballotId } = await openVote(own)
    const request = { ballotId, choice: 'for' as const, requestId: freshRequest() }
    const by = headOf(own, 'AL')
    const receipts = await Promise.all(Array.from({ length: 5 }, () => castVote(own.world, by, request)))
    expect(new Set(receipts.map(({ hash }) => hash)).size).toBe(1)
    await closeBallot(own.world, own.chair, { ballotId })
    expect(await castVote(own.world, by, request)).toEqual(receipts[0])
    expect((await events(ballotId)).filter(({ kind }) => kind === 'cast')).toHaveLength(1)
    expect(await codeOf(castVote(own.world, headOf(own, 'AM'), request))).toBe('not-again')
  })

  test('is never told as counted when a used form is sent again with another choice', async () => {
    const { ballotId } = await openVote(own)
    const request = { ballotId, choice: 'for' as const, requestId: freshRequest() }
    await castVote(own.world, headOf(own, 'AL'), request)
    expect(await codeOf(castVote(own.world, headOf(own, 'AL'), { ...request, choice: 'against' }))).toBe('not-again')
    expect(await recount(ballotId)).toMatchObject({ for: 1, against: 0 })
  })

  test('stays open to the delegations: its text is not made internal before the closing', async () => {
    const { id, ballotId } = await openVote(own)
    expect(await codeOf(changeClass(own.world, own.secretariat, { dossierId: id, class: 'internal' }))).toBe('not-now')
    await vote(own, ballotId, { AL: 'for' })
  })

  test('is not for those without a Party, not in the room, or not on the roll in full', async () => {
    const { world } = own
    await transact(world.store, world.clock(), (tx) =>
      insertParticipations(tx, [
        { id: world.mint(), party_id: 'AL', status: 'suspended', basis_en: 'test', basis_fr: 'essai', from_at: tx.now },
      ]),
    )
    const { ballotId } = await openVote(own, 30)
    const refused = async (by: typeof own.chair) =>
      (await refusalOf(castVote(world, by, { ballotId, choice: 'for', requestId: freshRequest() }))).code
    expect(await refused(own.secretariat)).toBe('not-allowed')
    expect(await refused(own.itu)).toBe('not-found')
    expect(await refused(headOf(own, 'AL'))).toBe('not-allowed')
    expect(await refused(headOf(own, 'UA'))).toBe('not-allowed')
    const view = await readBallot(world, own.chair, ballotId)
    expect([view.electorate, view.present]).toEqual([47, 29])
    expect(view.roll.find(({ party }) => party.id === 'AL')?.entitled).toBe(false)
    expect((await events(ballotId)).map(({ kind }) => kind)).toEqual(['open'])
  })

  test('keeps to its roll when participation and presence change after the opening', async () => {
    const { world } = own
    const { ballotId, meetingId } = await openVote(own, 30)
    own.wait(1000)
    await recordPresence(world, own.secretariat, { meetingId, partyIds: ['AL'], movement: 'left' })
    await transact(world.store, world.clock(), (tx) =>
      insertParticipations(tx, [
        { id: world.mint(), party_id: 'AM', status: 'suspended', basis_en: 'test', basis_fr: 'essai', from_at: tx.now },
      ]),
    )
    await vote(own, ballotId, { AL: 'for', AM: 'for' })
    const outcome = await closeBallot(world, own.chair, { ballotId })
    expect(outcome.tally).toEqual({ for: 2, against: 0, abstain: 0, notVoted: 46 })
  })

  test('of a delegate is replaced by the head of delegation, and not the other way round', async () => {
    const { ballotId } = await openVote(own)
    const delegate = own.delegates.get('AL')
    if (!delegate) throw new Error('no delegate')
    const cast = (by: typeof delegate) =>
      castVote(own.world, by, { ballotId, choice: 'for', requestId: freshRequest() })
    await cast(delegate)
    await cast(headOf(own, 'AL'))
    expect(await codeOf(cast(delegate))).toBe('not-allowed')
  })

  test('counts one ballot of a Party that sends sixty-four at once', async () => {
    const { ballotId } = await openVote(own)
    const by = headOf(own, 'AL')
    const receipts = await Promise.all(
      Array.from({ length: 64 }, () => castVote(own.world, by, { ballotId, choice: 'for', requestId: freshRequest() })),
    )
    expect(new Set(receipts.map(({ seq }) => seq)).size).toBe(64)
    expect(await recount(ballotId)).toEqual({ for: 1, against: 0, abstain: 0, notVoted: 47 })
  })

  test('takes the ballots of all forty-eight Parties at once', async () => {
    const { ballotId } = await openVote(own, 48)
    await Promise.all(
      [...own.heads.values()].map((by) =>
        castVote(own.world, by, { ballotId, choice: 'for', requestId: freshRequest() }),
      ),
    )
    expect((await closeBallot(own.world, own.chair, { ballotId })).tally.for).toBe(48)
  })

  test.each([1, 17, 40])(
    'racing its own closing, begun after ballot %i of 48, counts exactly what it acknowledged',
    async (at) => {
      const { ballotId } = await openVote(own, 48)
      let acknowledged = 0
      const cast = (by: Member, choice: 'for' | 'against') =>
        castVote(own.world, by, { ballotId, choice, requestId: freshRequest() }).then(
          () => {
            acknowledged += 1
          },
          (error) => {
            if (!isRefused(error) || error.refusal.code !== 'not-again') throw error
          },
        )
      const voters = [...own.heads.values()]
      const before = voters.slice(0, at).map((by) => cast(by, 'for'))
      const closing = closeBallot(own.world, own.chair, { ballotId })
      const after = voters.slice(at).map((by) => cast(by, 'against'))
      const [{ tally }] = await Promise.all([closing, ...before, ...after])
      expect(tally.for + tally.against).toBe(acknowledged)
      expect(acknowledged).toBeLessThan(48)
      expect(await recount(ballotId)).toEqual(tally)
      expect((await events(ballotId)).at(-1)?.kind).toBe('close')
      expect((await verifyStore(own.world.store)).faults).toEqual([])
    },
  )

  test('is closed once when two close it at once, and by the Chair only', async () => {
    const { ballotId } = await openVote(own)
    expect(await codeOf(closeBallot(own.world, own.secretariat, { ballotId }))).toBe('not-allowed')
    const both = await Promise.allSettled([
      closeBallot(own.world, own.chair, { ballotId }),
      closeBallot(own.world, own.chair, { ballotId }),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await events(ballotId)).filter(({ kind }) => kind === 'close')).toHaveLength(1)
    expect(await codeOf(closeBallot(own.world, own.chair, { ballotId }))).toBe('not-again')
    const late = castVote(own.world, headOf(own, 'AL'), { ballotId, choice: 'for', requestId: freshRequest() })
    expect(await codeOf(late)).toBe('not-again')
  })

  test('that adopts leaves the text frozen; one that does not gives it back to the meeting', async () => {
    const first = await openVote(own)
    await vote(own, first.ballotId, { AL: 'for', AM: 'against' })
    const outcome = await closeBallot(own.world, own.chair, { ballotId: first.ballotId })
    expect(outcome.adopted).toBe(false)
    expect((await readDossier(own.world, own.secretariat, first.id)).state).toBe('meeting')
    await own.world.rooms.write(first.collab, () => {})

    const { id } = await openBallot(own.world, own.chair, { dossierId: first.id, ...question })
    await vote(own, id, { AL: 'for', AM: 'for', AD: 'against' })
    expect((await closeBallot(own.world, own.chair, { ballotId: id })).adopted).toBe(true)
    const view = await readDossier(own.world, own.secretariat, first.id)
    expect([view.state, view.ballots.map(({ outcome: one }) => one?.adopted)]).toEqual(['adopted', [false, true]])
    expect(await codeOf(own.world.rooms.write(first.collab, (doc) => seed(doc, [])))).toBe('not-now')
    const roll = (await readBallot(own.world, headOf(own, 'FR'), id)).roll
    expect(roll.find(({ party }) => party.id === 'AD')?.choice).toBe('against')
  })
})
