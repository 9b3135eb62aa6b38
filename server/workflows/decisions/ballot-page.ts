// A ballot as one reader sees it: while it is open, of the choices only that of the reader's own Party.

import type { BallotEventRow, BallotRollRow, BallotRow } from '#db/decisions/ballots.ts'
import type { MeetingRow } from '#db/decisions/meetings.ts'
import type { DossierRow } from '#db/dossiers/dossiers.ts'
import type { VersionRow } from '#db/versions/versions.ts'
import { type Item, whyNot } from '../../domain/access/access.ts'
import { type BallotState, countedBallots, whyNotClose, whyNotVote } from '../../domain/decisions/ballot.ts'
import { ruleInWords } from '../../domain/decisions/procedure.ts'
import { delegationOf, type Member } from '../../domain/people/appointment.ts'
import type { Refusal } from '../../domain/refusal.ts'
import type { RecordHead } from '../record/heads.ts'
import { ballotLine, dossierLine, meetingLine, ruleOf } from '../row-views.ts'
import { eventOf, rollLineOf } from './ballot-log.ts'
import type { BallotView, QuorumLoss, QuorumNow } from './ballot-views.ts'

export interface BallotFacts {
  readonly ballot: BallotRow
  readonly dossier: DossierRow
  readonly item: Item
  readonly version: VersionRow
  readonly meeting: MeetingRow | null
  readonly roll: readonly BallotRollRow[]
  readonly events: readonly BallotEventRow[]
  readonly recordHead: RecordHead | null
  readonly quorumNow: QuorumNow | null
  readonly quorumLosses: readonly QuorumLoss[]
}

export function ballotView(by: Member, facts: BallotFacts): BallotView {
  const { ballot, version, roll, events, item } = facts
  const isOpen = ballot.state === 'open'
  const counted = countedBallots(events.map(eventOf))
  return {
    ...ballotLine(ballot),
    dossier: dossierLine(facts.dossier),
    meeting: facts.meeting && meetingLine(facts.meeting),
    textSha256: ballot.text_sha256,
    textSha256En: version.sha256_en,
    textSha256Fr: version.sha256_fr,
    rule: {
      say: ruleInWords(ruleOf(ballot)),
      basis: { en: ballot.rule_basis_en, fr: ballot.rule_basis_fr },
      isDefault: ballot.rule_is_default === 1,
    },
    electorate: ballot.electorate,
    present: ballot.present,
    quorum: ballot.quorum,
    received: counted.size,
    mine: mine(by, facts),
    roll: roll.map((line) => ({
      party: partyOf(line),
      entitled: line.entitled === 1,
      present: line.present === 1,
      voted: counted.has(line.party_id),
      choice: isOpen ? null : (counted.get(line.party_id)?.choice ?? null),
    })),
    whyNotClose: whyNotCloseNow(by, item, ballot.state),
    recordHead: facts.recordHead,
    quorumNow: facts.quorumNow,
    quorumLosses: facts.quorumLosses,
  }
}

/** Who may never close is told so; who may is told first that it is closed already. */
export function whyNotCloseNow(by: Member, item: Item, state: BallotState): Refusal | null {
  const no = whyNot('vote.close', by, item)
  return no?.code === 'not-now' ? (whyNotClose(state) ?? no) : (no ?? whyNotClose(state))
}

/** Null while the Party of `item` has cast nothing; then its last ballot is the one that would be replaced. */
export function whyNotReplace(by: Member, item: Item, last: BallotEventRow | undefined): Refusal | null {
  return last ? whyNot('vote.replace', by, { ...item, authorId: last.member_id }) : null
}

/** Null for a reader who belongs to no delegation on the roll. */
function mine(by: Member, { ballot, item, roll, events }: BallotFacts): BallotView['mine'] {
  const partyId = delegationOf(by)
  const line = roll.find((one) => one.party_id === partyId)
  if (!line) return null
  const last = events.findLast((event) => event.kind === 'cast' && event.party_id === line.party_id)
  const facts = { state: ballot.state, castBy: last?.member_id ?? null }
  return {
    party: partyOf(line),
    choice: last?.choice ?? null,
    receipt: last ? { seq: last.seq, hash: last.hash, at: last.at } : null,
    whyNotVote:
      whyNot('vote.cast', by, { ...item, partyId }) ??
      whyNotVote(facts, rollLineOf(line), by) ??
      whyNotReplace(by, { ...item, partyId }, last),
  }
}

function partyOf(line: BallotRollRow) {
  return { id: line.party_id, name: { en: line.name_en, fr: line.name_fr } }
}
