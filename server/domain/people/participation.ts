// How a Party takes part, as dated data: the Committee's page counts 48 Parties, and none of them is hard-coded
// (domain.md A2).

import type { Words } from '../language.ts'

export type ParticipationStatus = 'full' | 'limited' | 'suspended'

/** `fromAt` is UTC milliseconds; the row holds until a later one of the same Party. */
export interface Participation {
  readonly partyId: string
  readonly status: ParticipationStatus
  readonly basis: Words
  readonly fromAt: number
}

/** The row in force: the latest that has begun. Null before the first. */
export function participationAt<Row extends Participation>(
  rows: readonly Row[],
  partyId: string,
  now: number,
): Row | null {
  let inForce: Row | null = null
  for (const row of rows) {
    if (row.partyId !== partyId || row.fromAt > now) continue
    if (inForce === null || row.fromAt >= inForce.fromAt) inForce = row
  }
  return inForce
}

/** Only full participation gives a vote and counts for the quorum; without a row there is none. */
export function isEntitled(participation: Participation | null): boolean {
  return participation?.status === 'full'
}

/** What the roll prints beside a Party that has no vote; empty when it has one. */
export function entitlementReason(participation: Participation | null): Words {
  if (participation === null) return { en: 'No participation is recorded.', fr: 'Aucune participation enregistrée.' }
  if (participation.status === 'full') return { en: '', fr: '' }
  const limited = participation.status === 'limited'
  return {
    en: `Participation ${limited ? 'limited' : 'suspended'}: ${participation.basis.en}`,
    fr: `Participation ${limited ? 'limitée' : 'suspendue'}\u00a0: ${participation.basis.fr}`,
  }
}
