// The votes that are open now, as every page of a member shows them.

import { type BallotRow, findLastCast, findRollLine, listOpenBallots } from '#db/decisions/ballots.ts'
import { findDossier } from '#db/dossiers/dossiers.ts'
import type { Db } from '#db/engine/open.ts'
import { whyNot } from '../../domain/access/access.ts'
import { formatReference } from '../../domain/dossiers/reference.ts'
import type { Words } from '../../domain/language.ts'
import { delegationOf, type Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import { readableOf } from '../dossiers/dossier-access.ts'

export interface OpenVote {
  readonly id: string
  readonly reference: string
  readonly question: Words
  /** Where the reader's own Party may vote: whether it has. Null for everybody else. */
  readonly hasVoted: boolean | null
}

/** Announced when a vote is opened or closed. What is told to whom is asked of access again, by `listOpenVotes`. */
export const votesTopic = 'votes'

/** Those that `by` may follow, oldest first. */
export async function listOpenVotes({ store, clock }: World, by: Member): Promise<readonly OpenVote[]> {
  const now = clock()
  const votes: OpenVote[] = []
  for (const ballot of await listOpenBallots(store.db)) {
    const dossier = await findDossier(store.db, ballot.dossier_id)
    if (!dossier) continue
    const { item } = await readableOf(store.db, dossier, now)
    if (whyNot('vote.running.read', by, item) !== null) continue
    votes.push({
      id: ballot.id,
      reference: formatReference(dossier.ref_year, dossier.ref_number),
      question: { en: ballot.question_en, fr: ballot.question_fr },
      hasVoted: await hasVoted(store.db, ballot, delegationOf(by)),
    })
  }
  return votes
}

async function hasVoted(db: Db, { id }: BallotRow, partyId: string | null): Promise<boolean | null> {
  const line = partyId === null ? undefined : await findRollLine(db, id, partyId)
  if (line?.entitled !== 1 || line.present !== 1) return null
  return (await findLastCast(db, id, line.party_id)) !== undefined
}
