// A ballot's log: what each line seals, and appending one to a held ballot.

import {
  type BallotEventRow,
  type BallotRollRow,
  type BallotRow,
  findLastBallotEvent,
  insertBallotEvent,
} from '#db/decisions/ballots.ts'
import type { Tx } from '#db/engine/transaction.ts'
import { emptyChain, link } from '../../domain/chain.ts'
import type { BallotEvent } from '../../domain/decisions/ballot.ts'
import { ballotSeal, fieldsHash } from '../record/record.ts'

/** What a line of the log says, before it is sealed. */
export type LogLine = Pick<BallotEventRow, 'kind' | 'party_id' | 'choice' | 'member_id' | 'request_id' | 'at'>

/**
 * What stands beside the log and is sealed by a line of it: the opening seals what is frozen, the closing seals the
 * tally.
 */
export interface Beside {
  readonly ballot: BallotRow
  readonly roll: readonly BallotRollRow[]
}

/**
 * What the opening seals of the ballot and of each line of its roll, in form 1 of the log (`ballot_event.form`). A
 * ballot that gains fields gets form 2; those that were opened before keep theirs.
 */
const frozenFields: readonly (keyof BallotRow)[] = [
  ...(['id', 'dossier_id', 'version_id', 'meeting_id', 'question_en', 'question_fr', 'rule'] as const),
  ...(['rule_basis_en', 'rule_basis_fr', 'rule_is_default', 'present', 'quorum', 'electorate'] as const),
  ...(['text_sha256', 'opened_by', 'opened_at'] as const),
]
const rollFields: readonly (keyof BallotRollRow)[] = [
  ...(['ballot_id', 'party_id', 'name_en', 'name_fr', 'entitled', 'reason_en', 'reason_fr', 'present'] as const),
]

/** The form in which lines are written today. */
const form = 1

/** The JSON value that the chain seals for one line. */
export function ballotEntry(line: LogLine & { readonly form: number }, { ballot, roll }: Beside): unknown {
  const { closed_by: closedBy, closed_at: closedAt, tally } = ballot
  const frozen = () => ({
    frozen: fieldsHash(ballot, frozenFields),
    roll: roll.map((one) => fieldsHash(one, rollFields)),
  })
  return {
    ballot: ballot.id,
    kind: line.kind,
    party: line.party_id,
    choice: line.choice,
    member: line.member_id,
    request: line.request_id,
    at: line.at,
    // A form that this program does not know is one that it did not write.
    ...(line.form !== form && { form: line.form }),
    ...(line.kind === 'open' && frozen()),
    ...(line.kind === 'close' && { closedBy, closedAt, tally }),
  }
}

/** Appends a line to the log of a ballot held by this transaction, and returns it as stored. */
export async function appendEvent(tx: Tx, line: LogLine, beside: Beside): Promise<BallotEventRow> {
  const last = await findLastBallotEvent(tx.q, beside.ballot.id)
  const { seq, prevHash, hash } = link(ballotSeal, last ?? emptyChain, ballotEntry({ ...line, form }, beside))
  const row = { ...line, form, ballot_id: beside.ballot.id, seq, prev_hash: prevHash, hash }
  await insertBallotEvent(tx, row)
  return row
}

export function eventOf(row: BallotEventRow): BallotEvent {
  return {
    seq: row.seq,
    kind: row.kind,
    partyId: row.party_id,
    choice: row.choice,
    memberId: row.member_id,
    requestId: row.request_id,
    at: row.at,
  }
}

export function rollLineOf(row: BallotRollRow) {
  return { partyId: row.party_id, entitled: row.entitled === 1, present: row.present === 1 }
}
