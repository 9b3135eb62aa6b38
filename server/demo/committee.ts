// Seats the demo committee through the workflows: all Parties with their delegations, Secretariat, Chair, Bureau, ITU,
// an observer.

import { readSeed } from '#db/seed.ts'
import { hashPassword } from '../auth/password.ts'
import type { Language } from '../domain/language.ts'
import type { Appointment, Member } from '../domain/people/appointment.ts'
import { foundCommittee } from '../workflows/people/founding.ts'
import { admitMembers, type Newcomer } from '../workflows/people/members.ts'
import type { World } from '../world.ts'
import { delegations } from './people.ts'

/** One password for every demo person, printed at the start. */
export const demoPassword = 'recital-demo-2026'

/** The delegate of this Party is named rapporteur. */
const rapporteurParty = 'IE'

export interface Seated {
  readonly secretariat: Member
  readonly legalAdviser: Member
  /** Also a delegate of Finland: the Chair's State keeps its vote. */
  readonly chair: Member
  readonly viceChair: Member
  readonly rapporteur: Member
  readonly itu: Member
  readonly observer: Member
  /** By Party id. */
  readonly heads: ReadonlyMap<string, Member>
  readonly delegates: ReadonlyMap<string, Member>
}

/** Founds the committee in an empty store and admits everyone. */
export async function seatCommittee(world: World): Promise<Seated> {
  const passwordHash = await hashPassword(demoPassword)
  const person = (email: string, name: string, language: Language, appointments: readonly Appointment[]): Newcomer => ({
    email: `${email}@demo.example`,
    name,
    language,
    passwordHash,
    appointments,
  })
  const secretariat = await foundCommittee(world, readSeed(), person('secretariat', 'Héloïse Marchetal', 'fr', []))
  const officers = await admitMembers(world, secretariat, [
    person('legal', 'Edmund Thornbury', 'en', [office('secretariat')]),
    person('chair', 'Aino Lehtisaari', 'en', [office('chair'), ofParty('delegate', 'FI')]),
    person('vice-chair', 'Tiago Serrabranca', 'en', [office('bureau'), ofParty('delegate', 'PT')]),
    person('itu', 'Nadia Belfontaine', 'fr', [ofBody('participant', 'itu')]),
    person('observer', 'Samuel Oakbridge', 'en', [ofBody('observer', 'ecpat')]),
  ])
  const heads = await admitMembers(
    world,
    secretariat,
    delegations.map(({ partyId, head, language }) =>
      person(`head.${partyId}`, head, language, [ofParty('head', partyId)]),
    ),
  )
  const delegates = await admitMembers(
    world,
    secretariat,
    delegations.map(({ partyId, delegate, language }) =>
      person(`delegate.${partyId}`, delegate, language, [ofParty('delegate', partyId)]),
    ),
  )
  const [legalAdviser, chair, viceChair, itu, observer] = officers
  const rapporteur = byParty(delegates).get(rapporteurParty)
  if (!legalAdviser || !chair || !viceChair || !itu || !observer || !rapporteur) throw new Error('a seat stayed empty')
  const officials = { secretariat, legalAdviser, chair, viceChair, rapporteur, itu, observer }
  return { ...officials, heads: byParty(heads), delegates: byParty(delegates) }
}

function byParty(members: readonly Member[]): ReadonlyMap<string, Member> {
  return new Map(members.map((member) => [member.appointments[0]?.partyId ?? '', member]))
}

function office(role: 'secretariat' | 'chair' | 'bureau'): Appointment {
  return { role, partyId: null, bodyId: null }
}

function ofParty(role: 'head' | 'delegate', partyId: string): Appointment {
  return { role, partyId, bodyId: null }
}

function ofBody(role: 'participant' | 'observer', bodyId: string): Appointment {
  return { role, partyId: null, bodyId }
}
