// The people of the committee: who may be named for a text, and admitting people with their offices.

import type { Insertable } from 'kysely'
import type { Tx } from '#db/engine/transaction.ts'
import { insertAppointments, insertMembers } from '#db/people/members.ts'
import type { MemberTable } from '#db/schema/schema.ts'
import { whyNot } from '../../domain/access/access.ts'
import type { Language } from '../../domain/language.ts'
import type { Appointment, Member } from '../../domain/people/appointment.ts'
import { heed } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { act } from '../acts/act.ts'
import type { RowName } from '../record/seals.ts'
import { printerOf } from './person-labels.ts'
import type { Person } from './person-views.ts'

/** Someone to be admitted. `passwordHash` as server/auth/password.ts encodes it. */
export interface Newcomer {
  readonly email: string
  readonly name: string
  readonly language: Language
  readonly passwordHash: string
  readonly appointments: readonly Appointment[]
}

/** Everyone who takes part: to choose a rapporteur from. */
export async function listMembers(world: World, by: Member): Promise<readonly Person[]> {
  heed(whyNot('text.assign', by, null))
  return (await printerOf(world.store.db, world.clock())).all
}

/** Admits people with their offices from now on, all or none. Returns them in the order given. */
export async function admitMembers(
  world: World,
  by: Member,
  newcomers: readonly Newcomer[],
): Promise<readonly Member[]> {
  return act(world, by, async ({ tx, by }) => {
    heed(whyNot('role.grant', by, null))
    const { members, sealed } = await insertNewcomers(tx, world.mint, newcomers)
    const admitted = members.map(({ id, appointments }) => ({
      id,
      appointments: appointments.map((one) => ({ ...one })),
    }))
    const line = { act: 'admitted members', subject: `member:${by.id}`, detail: { admitted }, sealed }
    return { result: members, line }
  })
}

/** The rows of newcomers; whoever calls it writes the record. */
export async function insertNewcomers(
  tx: Tx,
  mint: () => string,
  newcomers: readonly Newcomer[],
): Promise<{ readonly members: readonly Member[]; readonly sealed: readonly RowName[] }> {
  const rows: Insertable<MemberTable>[] = newcomers.map((one) => ({
    id: mint(),
    email: one.email.trim().toLowerCase(),
    name: one.name,
    language: one.language,
    password_hash: one.passwordHash,
    disabled_at: null,
    created_at: tx.now,
  }))
  const members = newcomers.map(({ name, language, appointments }, index) => ({
    id: rows[index]?.id ?? '',
    name,
    language,
    appointments,
  }))
  const offices = members.flatMap(({ id, appointments }) =>
    appointments.map(({ role, partyId, bodyId }) => ({
      id: mint(),
      member_id: id,
      role,
      party_id: partyId,
      body_id: bodyId,
      from_at: tx.now,
      until_at: null,
    })),
  )
  await insertMembers(tx, rows)
  await insertAppointments(tx, offices)
  const sealed = [
    ...rows.map(({ id }) => ['member', id] as const),
    ...offices.map(({ id }) => ['appointment', id] as const),
  ]
  return { members, sealed }
}
