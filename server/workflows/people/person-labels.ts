// How a person is printed: the name, and the Party, body or office after it.

import type { Db } from '#db/engine/open.ts'
import { listBodies } from '#db/people/bodies.ts'
import { listAppointments, listMemberNames, listMembersInForce } from '#db/people/members.ts'
import { listParties } from '#db/people/parties.ts'
import type { Instant } from '#db/schema/schema.ts'
import type { Words } from '../../domain/language.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { Person } from './person-views.ts'

const officeWords: Readonly<Record<string, Words>> = {
  chair: { en: 'Chair', fr: 'Présidence' },
  bureau: { en: 'Bureau', fr: 'Bureau' },
  secretariat: { en: 'Secretariat', fr: 'Secrétariat' },
  operator: { en: 'Operator', fr: 'Opérateur' },
}

const formerMember: Words = { en: '', fr: '' }

/** Prints people with the offices in force when it was asked. */
export interface Printer {
  /** By id; someone who no longer takes part keeps the name they wrote under. */
  byId(id: string): Person
  /** As a delegation's or a body's, whatever offices the person has now; with neither as `byId`. */
  of(id: string, from: { readonly partyId: string | null; readonly bodyId: string | null }): Person
  /** How a Party or a body is called; null for what is neither. */
  place(id: string): Words | null
  readonly all: readonly Person[]
}

/** Where people come from: id of a Party, or of a body → how it is called. */
type Places = ReadonlyMap<string, Words>

async function listPlaces(db: Db): Promise<Places> {
  const parties = (await listParties(db)).map((row) => [row.id, { en: row.name_en, fr: row.name_fr }] as const)
  const bodies = (await listBodies(db)).map((row) => [row.id, bodyWords(row)] as const)
  return new Map([...parties, ...bodies])
}

/** Party, body or office of one member, as it is printed. */
export async function delegationOf(db: Db, member: Member): Promise<Words> {
  return delegationWords(member, await listPlaces(db))
}

export async function printerOf(db: Db, now: Instant): Promise<Printer> {
  const places = await listPlaces(db)
  const members = await listMembersInForce(db, now)
  const names = new Map((await listMemberNames(db)).map(({ id, name }) => [id, name]))
  const known = new Map(
    members.map((member) => {
      const { id, name } = member
      return [id, { id, name, delegation: delegationWords(member, places) }]
    }),
  )
  const byId = (id: string) => known.get(id) ?? { id, name: names.get(id) ?? '', delegation: formerMember }
  return {
    byId,
    of(id, { partyId, bodyId }) {
      const delegation = places.get(partyId ?? bodyId ?? '')
      return delegation ? { ...byId(id), delegation } : byId(id)
    },
    place: (id) => places.get(id) ?? null,
    all: [...known.values()],
  }
}

/**
 * Somebody as they were when they wrote. `place` is the id of their Party or body then, else their role; '' for none.
 */
export interface Writer extends Person {
  readonly place: string
}

/** Prints people with the offices they had at an instant. */
export async function writersOf(db: Db): Promise<(id: string, at: Instant) => Writer> {
  const places = await listPlaces(db)
  const names = new Map((await listMemberNames(db)).map(({ id, name }) => [id, name]))
  const offices = Map.groupBy(await listAppointments(db), (one) => one.member_id)
  return (id, at) => {
    const held = (offices.get(id) ?? []).filter((one) => one.from_at <= at && (one.until_at ?? at + 1) > at)
    const appointments = held.map((one) => ({ role: one.role, partyId: one.party_id, bodyId: one.body_id }))
    const [first] = appointments
    const place = appointments.map((one) => one.partyId ?? one.bodyId).find((one) => one !== null)
    return {
      ...{ id, name: names.get(id) ?? '', place: place ?? first?.role ?? '' },
      delegation: delegationWords({ appointments }, places),
    }
  }
}

function bodyWords(row: { name_en: string; name_fr: string; acronym_en: string | null; acronym_fr: string | null }) {
  return { en: row.acronym_en ?? row.name_en, fr: row.acronym_fr ?? row.name_fr }
}

/** Party and office of a Chair who comes from a delegation; otherwise the first of Party, body, office. */
function delegationWords(member: Pick<Member, 'appointments'>, places: Places): Words {
  const [office] = member.appointments.flatMap((one) => officeWords[one.role] ?? [])
  const [place] = member.appointments.flatMap(
    (one) => places.get(one.partyId ?? '') ?? places.get(one.bodyId ?? '') ?? [],
  )
  if (place && office) return { en: `${place.en} (${office.en})`, fr: `${place.fr} (${office.fr})` }
  return place ?? office ?? formerMember
}
