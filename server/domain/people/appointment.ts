// The offices a person may hold. Rights are the union of offices, except voting, which comes only from a delegation of
// a Party.

export type Role = 'operator' | 'secretariat' | 'chair' | 'bureau' | 'head' | 'delegate' | 'participant' | 'observer'

/** An office in force. `partyId` for head and delegate, `bodyId` for participant and observer. */
export interface Appointment {
  readonly role: Role
  readonly partyId: string | null
  readonly bodyId: string | null
}

/** A signed-in person with the offices in force now. */
export interface Member {
  readonly id: string
  readonly name: string
  readonly language: 'en' | 'fr'
  readonly appointments: readonly Appointment[]
}

/** The Party whose delegation the person belongs to; null for everyone else. */
export function delegationOf(member: Member): string | null {
  return member.appointments.find(isOfDelegation)?.partyId ?? null
}

/** True when the person heads or belongs to the delegation of this Party. */
export function speaksFor(member: Member, partyId: string): boolean {
  return member.appointments.some((one) => isOfDelegation(one) && one.partyId === partyId)
}

export function isHeadOf(member: Member, partyId: string): boolean {
  return member.appointments.some((one) => one.role === 'head' && one.partyId === partyId)
}

function isOfDelegation(one: Appointment): boolean {
  return (one.role === 'head' || one.role === 'delegate') && one.partyId !== null
}
