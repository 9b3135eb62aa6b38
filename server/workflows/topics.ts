// Who may hear that something changed: exactly those who may read it.

import { findBallot } from '#db/ballots.ts'
import { whyNot } from '../domain/access.ts'
import type { Member } from '../domain/appointment.ts'
import { isRefused } from '../domain/refusal.ts'
import type { Topic } from '../live/bulletin.ts'
import type { World } from '../world.ts'
import { askDossier } from './items.ts'

/** True when `by` may read what the topic is about, now. False for an unknown topic as well. */
export async function mayHear(world: World, by: Member, topic: Topic): Promise<boolean> {
  const [kind, id = ''] = topic.split(':')
  if (kind === 'dossier') return mayRead(world, by, id)
  if (kind === 'meeting') return whyNot('agenda.read', by, null) === null
  if (kind !== 'ballot') return false
  const ballot = await findBallot(world.store.db, id)
  return ballot !== undefined && mayRead(world, by, ballot.dossier_id)
}

async function mayRead(world: World, by: Member, dossierId: string): Promise<boolean> {
  try {
    await askDossier(world.store.db, { id: dossierId, by, now: world.clock() }, 'text.read')
    return true
  } catch (error) {
    if (isRefused(error)) return false
    throw error
  }
}
