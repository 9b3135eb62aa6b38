// Who may hear that something changed: exactly those who may read it.

import { findBallot } from '#db/decisions/ballots.ts'
import { findDossier } from '#db/dossiers/dossiers.ts'
import { type Action, type Item, whyNot } from '../domain/access/access.ts'
import { whyNotThere } from '../domain/comments/comment-space.ts'
import { delegationOf, type Member } from '../domain/people/appointment.ts'
import type { Topic } from '../live/bulletin.ts'
import type { World } from '../world.ts'
import { votesTopic } from './decisions/open-votes.ts'
import { delegationsRead, readableOf } from './dossiers/dossier-access.ts'

/** Whether somebody may read what a topic is about, as it stood when the store was asked. */
export type Hearing = (by: Member) => boolean

/** True when `by` may read what the topic is about, now. False for an unknown topic as well. */
export async function mayHear(world: World, by: Member, topic: Topic): Promise<boolean> {
  return (await hearingOf(world, topic))(by)
}

/** Asks the store once for each topic, for all who are told the same thing at the same time. */
export function hearingsOf(world: World): (topic: Topic) => Promise<Hearing> {
  const known = new Map<Topic, Promise<Hearing>>()
  return (topic) => {
    const hearing = known.get(topic) ?? hearingOf(world, topic)
    known.set(topic, hearing)
    return hearing
  }
}

async function hearingOf(world: World, topic: Topic): Promise<Hearing> {
  const [kind, id = '', partyId = ''] = topic.split(':')
  if (kind === 'meeting') return (by) => whyNot('agenda.read', by, null) === null
  if (topic === votesTopic) return mayDo(delegationsRead, 'vote.running.read')
  if (kind === 'dossier') return mayDo(await itemOf(world, id), 'draft.read')
  if (kind === 'closed') return mayHearClosed(await itemOf(world, id), partyId)
  if (kind !== 'ballot') return () => false
  const ballot = await findBallot(world.store.db, id)
  if (ballot === undefined) return () => false
  // Every ballot is announced: who may not see a running vote may not count it by ear.
  const action = ballot.state === 'open' ? 'vote.running.read' : 'vote.result.read'
  return mayDo(await itemOf(world, ballot.dossier_id), action)
}

/**
 * What is announced of a space that is not everybody's: of one Party's delegation, or (null) of Secretariat and Bureau.
 */
export function closedTopic(dossierId: string, partyId: string | null): Topic {
  return `closed:${dossierId}:${partyId ?? ''}`
}

/**
 * What somebody who listens to a dossier hears with it: the closed spaces that may be theirs. Each is asked about when
 * it speaks.
 */
export function topicsWith(by: Member, topic: Topic): readonly Topic[] {
  const [kind, id = ''] = topic.split(':')
  if (kind !== 'dossier') return [topic]
  const partyId = delegationOf(by)
  return [topic, closedTopic(id, null), ...(partyId === null ? [] : [closedTopic(id, partyId)])]
}

function mayHearClosed(item: Item | null, partyId: string): Hearing {
  const space = partyId === '' ? 'bureau' : 'delegation'
  return (by) => item !== null && whyNotThere('read', by, { item, space, partyId: partyId || null }) === null
}

function mayDo(item: Item | null, action: Action): Hearing {
  return (by) => item !== null && whyNot(action, by, item) === null
}

/** Null for a dossier that is not there. */
async function itemOf({ store, clock }: World, dossierId: string): Promise<Item | null> {
  const row = await findDossier(store.db, dossierId)
  return row ? (await readableOf(store.db, row, clock())).item : null
}
