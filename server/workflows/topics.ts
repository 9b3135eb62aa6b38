// Who may hear that something changed: exactly those who may read it.

import { findBallot } from '#db/ballots.ts'
import { type Action, whyNot } from '../domain/access.ts'
import type { Member } from '../domain/appointment.ts'
import { isRefused } from '../domain/refusal.ts'
import type { Topic } from '../live/bulletin.ts'
import type { World } from '../world.ts'
import { askDossier } from './items.ts'

/** True when `by` may read what the topic is about, now. False for an unknown topic as well. */
export async function mayHear(world: World, by: Member, topic: Topic): Promise<boolean> {
  const [kind, id = ''] = topic.split(':')
  if (kind === 'dossier') return mayDo(world, by, { id, action: 'text.read' })
  if (kind === 'meeting') return whyNot('agenda.read', by, null) === null
  if (kind !== 'ballot') return false
  const ballot = await findBallot(world.store.db, id)
  if (ballot === undefined) return false
  // Every ballot is announced: who may not see a running vote may not count it by ear.
  const action = ballot.state === 'open' ? 'vote.running.read' : 'vote.result.read'
  return mayDo(world, by, { id: ballot.dossier_id, action })
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
