// The quorum lost while a vote is open: told to those who preside, and recorded by the Chair. The roll that was frozen
// at the opening stays, and so does the vote: what follows from the loss is the Committee's to say.

import { listRecordOf } from '#db/acts/record.ts'
import { type BallotRollRow, type BallotRow, findBallot, listRoll } from '#db/decisions/ballots.ts'
import { findLastMovement, listPresentParties } from '#db/decisions/meetings.ts'
import type { Db } from '#db/engine/open.ts'
import type { Tx } from '#db/engine/transaction.ts'
import { type Item, whyNot } from '../../domain/access/access.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { heed, Refused, refusal } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { NothingNew, onDossier } from '../acts/on-dossier.ts'
import { found, refuseUnknown } from '../dossiers/dossier-access.ts'
import { whyNotCloseNow } from './ballot-page.ts'
import type { QuorumLoss, QuorumNow } from './ballot-views.ts'

const lost = 'recorded a loss of quorum'

/** Told to the dossier's record once for each time that somebody left: a second asking adds nothing. */
export async function recordQuorumLoss(world: World, by: Member, { ballotId }: { ballotId: string }): Promise<void> {
  const dossierId = async (tx: Tx) => found(await findBallot(tx.q, ballotId)).dossier_id
  await onDossier(world, by, { dossierId }, async ({ tx, by, item }) => {
    const ballot = (await findBallot(tx.q, ballotId)) ?? refuseUnknown()
    heed(whyNotCloseNow(by, item, ballot.state))
    const present = await presentNow(tx.q, ballot, await listRoll(tx.q, ballotId))
    if (present === null || present >= ballot.quorum) throw new Refused(notLost)
    if (await isRecorded(tx.q, ballot)) return new NothingNew(null)
    const detail = { vote: ballotId, present, quorum: ballot.quorum }
    return { act: lost, detail, result: null, after: { announce: [`ballot:${ballotId}`] } }
  })
}

/** Null unless the quorum is lost now and the reader is one of those who keep the presence. */
export async function quorumNow(
  db: Db,
  by: Member,
  { ballot, roll, item }: { readonly ballot: BallotRow; readonly roll: readonly BallotRollRow[]; readonly item: Item },
): Promise<QuorumNow | null> {
  if (ballot.state !== 'open' || whyNot('presence.record', by, null) !== null) return null
  const present = await presentNow(db, ballot, roll)
  if (present === null || present >= ballot.quorum) return null
  const mayRecord = whyNotCloseNow(by, item, ballot.state) === null && !(await isRecorded(db, ballot))
  return { present, mayRecord }
}

/** What was recorded of a vote, oldest first. */
export async function listQuorumLosses(db: Db, ballot: BallotRow): Promise<readonly QuorumLoss[]> {
  const lines = await listRecordOf(db, { subject: `dossier:${ballot.dossier_id}`, act: lost })
  return lines.flatMap(({ detail, at }) => {
    const { vote, present } = JSON.parse(detail) as { vote: string; present: number }
    return vote === ballot.id ? [{ at, present }] : []
  })
}

/** Of the Parties on the roll, those entitled that are in the room; null for a vote outside a meeting. */
async function presentNow(db: Db, ballot: BallotRow, roll: readonly BallotRollRow[]): Promise<number | null> {
  if (ballot.meeting_id === null) return null
  const present = new Set(await listPresentParties(db, ballot.meeting_id))
  return roll.filter((line) => line.entitled === 1 && present.has(line.party_id)).length
}

/** Whether nobody has come or gone since the last loss was recorded. */
async function isRecorded(db: Db, ballot: BallotRow): Promise<boolean> {
  const last = (await listQuorumLosses(db, ballot)).at(-1)
  const movement = ballot.meeting_id === null ? undefined : await findLastMovement(db, ballot.meeting_id)
  return last !== undefined && last.at >= (movement?.at ?? 0)
}

const notLost = refusal('not-now', {
  en: 'The quorum is not lost: enough Parties are in the room.',
  fr: 'Le quorum n’est pas perdu\u00a0: les Parties présentes sont assez nombreuses.',
})
