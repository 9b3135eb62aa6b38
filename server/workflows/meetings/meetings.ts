// Meetings: convened, read, and who is in the room.

import { listOpenBallots } from '#db/decisions/ballots.ts'
import {
  findMeeting,
  hasMeetingNumber,
  insertAttendance,
  insertMeeting,
  listMeetings as listMeetingRows,
  listPresentParties,
} from '#db/decisions/meetings.ts'
import { listDossiersOfMeeting } from '#db/dossiers/dossiers.ts'
import { listParties } from '#db/people/parties.ts'
import { whyNot } from '../../domain/access/access.ts'
import { whyNotConvene } from '../../domain/meeting.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { heed, Refused, refusal } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { act } from '../acts/act.ts'
import { found, listReadable } from '../dossiers/dossier-access.ts'
import type { MeetingLine } from '../row-views.ts'
import { dossierLine, meetingLine } from '../row-views.ts'
import { electorateOf } from './electorate.ts'
import type { MeetingView } from './meeting-views.ts'

export interface Convocation {
  readonly number: number
  readonly placeEn: string
  readonly placeFr: string
  /** ISO days. */
  readonly opensOn: string
  readonly closesOn: string
}

export async function convene(world: World, by: Member, plan: Convocation): Promise<{ id: string }> {
  const { number, opensOn, closesOn } = plan
  heed(whyNotConvene({ number, place: { en: plan.placeEn, fr: plan.placeFr }, opensOn, closesOn }))
  const id = world.mint()
  return act(world, by, async ({ tx, by }) => {
    heed(whyNot('meeting.convene', by, null))
    if (await hasMeetingNumber(tx.q, number)) throw new Refused(numberTaken)
    await insertMeeting(tx, {
      id,
      number,
      place_en: plan.placeEn.trim(),
      place_fr: plan.placeFr.trim(),
      opens_on: opensOn,
      closes_on: closesOn,
      created_at: tx.now,
    })
    const line = { act: 'convened a meeting', subject: `meeting:${id}`, detail: { number, opensOn, closesOn } }
    return { result: { id }, line: { ...line, sealed: [['meeting', id]] } }
  })
}

/** Latest first. */
export async function listMeetings(world: World, by: Member): Promise<readonly MeetingLine[]> {
  heed(whyNot('agenda.read', by, null))
  return (await listMeetingRows(world.store.db)).map(meetingLine)
}

/** The meeting with every Party, and of its dossiers those the reader may know of. */
export async function readMeeting(world: World, by: Member, id: string): Promise<MeetingView> {
  heed(whyNot('agenda.read', by, null))
  const { db } = world.store
  const now = world.clock()
  const row = found(await findMeeting(db, id))
  const { lines, present, quorum } = await electorateOf(db, id, now)
  const dossiers = await listReadable(db, by, now, { meetingId: id })
  return {
    ...meetingLine(row),
    parties: lines.map((line) => ({
      id: line.partyId,
      name: line.name,
      present: line.present,
      entitled: line.entitled,
      reason: line.reason,
    })),
    present,
    quorum,
    dossiers: dossiers.map((one) => dossierLine(one.row)),
    whyNotRecord: whyNot('presence.record', by, null),
  }
}

/** Parties that came in or went out. One that is already so is passed over; two delegates of a Party are one Party. */
export async function recordPresence(
  world: World,
  by: Member,
  { meetingId, partyIds, movement }: { meetingId: string; partyIds: readonly string[]; movement: 'arrived' | 'left' },
): Promise<void> {
  await act(world, by, async ({ tx, by }) => {
    heed(whyNot('presence.record', by, null))
    found(await findMeeting(tx.q, meetingId))
    const known = new Set((await listParties(tx.q)).map((party) => party.id))
    if (partyIds.length === 0 || !partyIds.every((id) => known.has(id))) throw new Refused(noSuchParty)
    const present = new Set(await listPresentParties(tx.q, meetingId))
    const moving = [...new Set(partyIds)].filter((id) => present.has(id) !== (movement === 'arrived'))
    if (moving.length === 0) return { result: null, line: null }
    const rows = await insertAttendance(
      tx,
      meetingId,
      moving.map((party_id) => ({ party_id, movement, recorded_by: by.id })),
    )
    const line = {
      ...{ act: 'recorded presence', subject: `meeting:${meetingId}`, detail: { movement, parties: moving } },
      sealed: rows.map((row) => ['attendance', row.meeting_id, row.seq] as const),
    }
    // Whether a vote can be opened depends on who is in the room, and whether an open one still has its quorum.
    const dossiers = (await listDossiersOfMeeting(tx.q, meetingId)).map(({ id }) => `dossier:${id}`)
    const ballots = (await listOpenBallots(tx.q)).filter((ballot) => ballot.meeting_id === meetingId)
    const announce = [`meeting:${meetingId}`, ...dossiers, ...ballots.map(({ id }) => `ballot:${id}`)]
    return { result: null, line, after: { announce } }
  })
}

const numberTaken = refusal(
  'not-again',
  { en: 'A meeting already has this number.', fr: 'Une réunion porte déjà ce numéro.' },
  'number',
)
const noSuchParty = refusal(
  'not-valid',
  { en: 'Choose Parties to the Convention.', fr: 'Choisissez des Parties à la Convention.' },
  'partyIds',
)
