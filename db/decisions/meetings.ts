// Meetings and who is in the room, by Party. It counts no quorum.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { AttendanceTable, MeetingTable } from '../schema/decisions.ts'

export type MeetingRow = Selectable<MeetingTable>
export type AttendanceRow = Selectable<AttendanceTable>

export async function insertMeeting(tx: Tx, row: Insertable<MeetingTable>): Promise<void> {
  await tx.q.insertInto('meeting').values(row).execute()
}

export async function findMeeting(db: Db, id: string): Promise<MeetingRow | undefined> {
  return db.selectFrom('meeting').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function hasMeetingNumber(db: Db, number: number): Promise<boolean> {
  return (await db.selectFrom('meeting').select('id').where('number', '=', number).executeTakeFirst()) !== undefined
}

/** Latest first. */
export async function listMeetings(db: Db): Promise<MeetingRow[]> {
  return db.selectFrom('meeting').selectAll().orderBy('number', 'desc').execute()
}

/** Ids of the Parties whose last movement is an arrival. */
export async function listPresentParties(db: Db, meetingId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('attendance')
    .select('party_id')
    .where('meeting_id', '=', meetingId)
    .where('movement', '=', 'arrived')
    .where((eb) =>
      eb('seq', '=', (inner) =>
        inner
          .selectFrom('attendance as later')
          .select((e) => e.fn.max('later.seq').as('seq'))
          .where('later.meeting_id', '=', meetingId)
          .whereRef('later.party_id', '=', 'attendance.party_id'),
      ),
    )
    .orderBy('party_id')
    .execute()
  return rows.map((row) => row.party_id)
}

/** The last arrival or departure. */
export async function findLastMovement(db: Db, meetingId: string): Promise<AttendanceRow | undefined> {
  return db
    .selectFrom('attendance')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Adds the next movements of a held meeting, in the order given, and returns the rows. */
export async function insertAttendance(
  tx: Tx,
  meetingId: string,
  movements: readonly Pick<AttendanceTable, 'party_id' | 'movement' | 'recorded_by'>[],
): Promise<AttendanceRow[]> {
  const last = await tx.q
    .selectFrom('attendance')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst()
  const before = last?.seq ?? 0
  const rows = movements.map((movement, index) => ({
    ...movement,
    meeting_id: meetingId,
    seq: before + index + 1,
    at: tx.now,
  }))
  if (rows.length > 0) await tx.q.insertInto('attendance').values(rows).execute()
  return rows
}
