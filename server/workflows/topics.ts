// Who may hear that something changed: exactly those who may read it.

import { findBallot } from '#db/decisions/ballots.ts'
import { findDossier } from '#db/dossiers/dossiers.ts'
import { type Action, whyNot } from '../domain/access/access.ts'
import { whyNotThere } from '../domain/comments/comment-space.ts'
import { delegationOf, type Member } from '../domain/people/appointment.ts'
import { isRefused } from '../domain/refusal.ts'
import type { Topic } from '../live/bulletin.ts'
import type { World } from '../world.ts'
import { askDossier, readableOf } from './dossiers/dossier-access.ts'

/** True when `by` may read what the topic is about, now. False for an unknown topic as well. */
export async function mayHear(world: World, by: Member, topic: Topic): Promise<boolean> {
  const [kind, id = '', partyId = ''] = topic.split(':')
  if (kind === 'dossier') return mayDo(world, by, { id, action: 'draft.read' })
  if (kind === 'meeting') return whyNot('agenda.read', by, null) === null
  if (kind === 'closed') return mayHearClosed(world, by, { id, partyId })
  if (kind !== 'ballot') return false
  const ballot = await findBallot(world.store.db, id)
  if (ballot === undefined) return false
  // Every ballot is announced: who may not see a running vote may not count it by ear.
  const action = ballot.state === 'open' ? 'vote.running.read' : 'vote.result.read'
  return mayDo(world, by, { id: ballot.dossier_id, action })
}

/** What is announced of a space that is not everybody's: of one Party's delegation, or (null) of Secretariat and Bureau. */
export function closedTopic(dossierId: string, partyId: string | null): Topic {
  return `closed:${dossierId}:${partyId ?? ''}`
}

/** What somebody who listens to a dossier hears with it: the closed spaces that may be theirs. Each is asked about when it speaks. */
export function topicsWith(by: Member, topic: Topic): readonly Topic[] {
  const [kind, id = ''] = topic.split(':')
  if (kind !== 'dossier') return [topic]
  const partyId = delegationOf(by)
  return [topic, closedTopic(id, null), ...(partyId === null ? [] : [closedTopic(id, partyId)])]
}

async function mayHearClosed(
  world: World,
  by: Member,
  { id, partyId }: { readonly id: string; readonly partyId: string },
): Promise<boolean> {
  const { db } = world.store
  const row = await findDossier(db, id)
  if (!row) return false
  const { item } = await readableOf(db, row, world.clock())
  const space = partyId === '' ? 'bureau' : 'delegation'
  return whyNotThere('read', by, { item, space, partyId: partyId || null }) === null
}

async function mayDo(world: World, by: Member, { id, action }: { id: string; action: Action }): Promise<boolean> {
  try {
    await askDossier(world.store.db, { id, by, now: world.clock() }, action)
    return true
  } catch (error) {
    if (isRefused(error)) return false
    throw error
  }
}
