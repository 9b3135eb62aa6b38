// The Parties as they stand now: who is entitled, who is in the room, and the quorum that the rule in force asks for.

import { listPresentParties } from '#db/decisions/meetings.ts'
import { findRule } from '#db/decisions/rules.ts'
import type { Db } from '#db/engine/open.ts'
import { listPartiesInForce, type PartyInForce } from '#db/people/parties.ts'
import type { Instant } from '#db/schema/schema.ts'
import { parseRule, quorumOf, type RuleKey, type VotingRule } from '../../domain/decisions/procedure.ts'
import type { Words } from '../../domain/language.ts'
import { entitlementReason, isEntitled } from '../../domain/people/participation.ts'

/** One Party on the roll. `reason` says why it has no vote; empty when it has one. */
interface ElectorateLine {
  readonly partyId: string
  readonly name: Words
  readonly entitled: boolean
  readonly reason: Words
  readonly present: boolean
}

/** A rule in force. `isDefault` when it is ours and not the Committee's own. */
interface RuleInForce {
  readonly rule: VotingRule
  readonly json: string
  readonly basis: Words
  readonly isDefault: boolean
}

export interface Electorate {
  readonly lines: readonly ElectorateLine[]
  /** Parties entitled to vote. */
  readonly electorate: number
  /** Of these, how many are in the room. */
  readonly present: number
  readonly quorum: number
  readonly inForce: RuleInForce
}

/** The rule of `key` in force at `now`. A committee without one was not founded: that is a fault, not a refusal. */
async function ruleInForce(db: Db, key: RuleKey, now: Instant): Promise<RuleInForce> {
  const row = await findRule(db, key, now)
  const rule = row && parseRule(row.value)
  if (!row || !rule) throw new Error(`no readable rule ${key} is in force`)
  return { rule, json: row.value, basis: { en: row.basis_en, fr: row.basis_fr }, isDefault: row.is_default === 1 }
}

/** For a vote on a text; nobody is present without a meeting. */
export async function electorateOf(db: Db, meetingId: string | null, now: Instant): Promise<Electorate> {
  const inForce = await ruleInForce(db, 'vote.text', now)
  const present = new Set(meetingId === null ? [] : await listPresentParties(db, meetingId))
  const lines = (await listPartiesInForce(db, now)).map((row) => lineOf(row, now, present))
  const entitled = lines.filter((line) => line.entitled)
  return {
    lines,
    electorate: entitled.length,
    present: entitled.filter((line) => line.present).length,
    quorum: quorumOf(inForce.rule, entitled.length),
    inForce,
  }
}

function lineOf(row: PartyInForce, now: Instant, present: ReadonlySet<string>): ElectorateLine {
  const participation = row.status && {
    partyId: row.id,
    status: row.status,
    basis: { en: row.basis_en ?? '', fr: row.basis_fr ?? '' },
    fromAt: now,
  }
  return {
    partyId: row.id,
    name: { en: row.name_en, fr: row.name_fr },
    entitled: isEntitled(participation),
    reason: entitlementReason(participation),
    present: present.has(row.id),
  }
}
