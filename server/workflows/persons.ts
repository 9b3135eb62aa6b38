// How a person is printed: the name, and the Party, body or office after it.

import { listBodies } from '#db/bodies.ts'
import { listMemberNames, listMembersInForce } from '#db/members.ts'
import type { Db } from '#db/open.ts'
import { listParties } from '#db/parties.ts'
import type { Instant } from '#db/schema.ts'
import type { Member } from '../domain/appointment.ts'
import type { Words } from '../domain/language.ts'
import type { Person } from './views.ts'

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
  return {
    byId: (id) => known.get(id) ?? { id, name: names.get(id) ?? '', delegation: formerMember },
    all: [...known.values()],
  }
}

function bodyWords(row: { name_en: string; name_fr: string; acronym_en: string | null; acronym_fr: string | null }) {
  return { en: row.acronym_en ?? row.name_en, fr: row.acronym_fr ?? row.name_fr }
}

/** Party and office of a Chair who comes from a delegation; otherwise the first of Party, body, office. */
function delegationWords(member: Member, places: Places): Words {
  const [office] = member.appointments.flatMap((one) => officeWords[one.role] ?? [])
  const [place] = member.appointments.flatMap(
    (one) => places.get(one.partyId ?? '') ?? places.get(one.bodyId ?? '') ?? [],
  )
  if (place && office) return { en: `${place.en} (${office.en})`, fr: `${place.fr} (${office.fr})` }
  return place ?? office ?? formerMember
}
