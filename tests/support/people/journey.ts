// The whole way in one call: a dossier drafted, commented on, voted on, adopted and published, so that every table has
// rows.

import { comment } from '#server/workflows/comments/comments.ts'
import { closeBallot } from '#server/workflows/decisions/ballots.ts'
import { publish } from '#server/workflows/publications/publications.ts'
import { type Committee, headOf, openVote, type Seats, vote } from '../committee.ts'

export async function wholeJourney(committee: Committee) {
  const { world, chair, secretariat } = committee
  const opened = await openVote(committee)
  await vote(committee, opened.ballotId, { AL: 'for', AM: 'for', AD: 'against', AT: 'abstain' })
  await closeBallot(world, chair, { ballotId: opened.ballotId })
  const { symbol } = await publish(world, secretariat, { dossierId: opened.id })
  return { ...opened, symbol }
}

/** A comment of France on the first word of the recital. */
export function commentOfFrance(committee: Seats, { id, pids }: { id: string; pids: readonly [string, string] }) {
  const remark = { dossierId: id, language: 'en' as const, pid: pids[0], start: 0, end: 9, body: 'A comment.' }
  return comment(committee.world, headOf(committee, 'FR'), remark)
}
