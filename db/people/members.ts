// Persons and their dated offices. It knows no rights.

import type { Insertable, Selectable } from 'kysely'
import type { Appointment, Member } from '#server/domain/people/appointment.ts'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { AppointmentTable, Instant, MemberTable } from '../schema/schema.ts'

export type MemberRow = Selectable<MemberTable>

/** `email` in lower case, as it is stored. */
export async function findMemberByEmail(db: Db, email: string): Promise<MemberRow | undefined> {
  return db.selectFrom('member').selectAll().where('email', '=', email).executeTakeFirst()
}

export async function findMemberById(db: Db, id: string): Promise<MemberRow | undefined> {
  return db.selectFrom('member').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The person with the offices in force at `now`; undefined when unknown or disabled. */
export async function findMember(db: Db, id: string, now: Instant): Promise<Member | undefined> {
  const row = await findMemberById(db, id)
  if (!row || (row.disabled_at !== null && row.disabled_at <= now)) return undefined
  const appointments = await inForce(db, now).where('member_id', '=', id).execute()
  return asMember(row, appointments.map(asAppointment))
}

/**
 * Everyone who is not disabled, by id, with the offices in force at `now`. By name is for the page to sort: its reader
 * has a language.
 */
export async function listMembersInForce(db: Db, now: Instant): Promise<Member[]> {
  const rows = await db
    .selectFrom('member')
    .selectAll()
    .where((eb) => eb.or([eb('disabled_at', 'is', null), eb('disabled_at', '>', now)]))
    .orderBy('id')
    .execute()
  const offices = Map.groupBy(await inForce(db, now).execute(), (office) => office.member_id)
  return rows.map((row) => asMember(row, (offices.get(row.id) ?? []).map(asAppointment)))
}

/** Every name that ever was, whoever is disabled included. */
export async function listMemberNames(db: Db): Promise<Pick<MemberRow, 'id' | 'name'>[]> {
  return db.selectFrom('member').select(['id', 'name']).execute()
}

export async function countMembers(db: Db): Promise<number> {
  const { total } = await db
    .selectFrom('member')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return total
}

export async function insertMembers(tx: Tx, rows: readonly Insertable<MemberTable>[]): Promise<void> {
  await tx.q
    .insertInto('member')
    .values([...rows])
    .execute()
}

export async function insertAppointments(tx: Tx, rows: readonly Insertable<AppointmentTable>[]): Promise<void> {
  await tx.q
    .insertInto('appointment')
    .values([...rows])
    .execute()
}

/** Every office that anybody ever had, in the order in which they began. */
export async function listAppointments(db: Db): Promise<Selectable<AppointmentTable>[]> {
  return db.selectFrom('appointment').selectAll().orderBy('from_at').orderBy('id').execute()
}

function inForce(db: Db, now: Instant) {
  return db
    .selectFrom('appointment')
    .select(['member_id', 'role', 'party_id', 'body_id'])
    .where('from_at', '<=', now)
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', now)]))
    .orderBy('from_at')
    .orderBy('id')
}

function asAppointment(row: Pick<AppointmentTable, 'role' | 'party_id' | 'body_id'>): Appointment {
  return { role: row.role, partyId: row.party_id, bodyId: row.body_id }
}

function asMember(row: MemberRow, appointments: readonly Appointment[]): Member {
  return { id: row.id, name: row.name, language: row.language, appointments }
}
