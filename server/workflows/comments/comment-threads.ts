// What all acts on comments share: the door of their space, the words they are kept in, their line in the record, who
// is told.

import { findCommentsDue } from '#db/comments/comment-places.ts'
import {
  type CommentRow,
  findCommentInstant,
  findThread,
  insertComment,
  insertMentions,
  type ThreadRow,
} from '#db/comments/comments.ts'
import { findDossier } from '#db/dossiers/dossiers.ts'
import type { Db } from '#db/engine/open.ts'
import type { Tx } from '#db/engine/transaction.ts'
import { listMembersInForce } from '#db/people/members.ts'
import type { Instant } from '#db/schema/schema.ts'
import type { Item } from '../../domain/access/access.ts'
import { isPast } from '../../domain/comments/comment.ts'
import { commentLimit, whyNotAnother } from '../../domain/comments/comment-limit.ts'
import { type Mentioned, mentionsIn, whyNotMentions } from '../../domain/comments/comment-mention.ts'
import { type Place, whyNotThere } from '../../domain/comments/comment-space.ts'
import { delegationOf, type Member } from '../../domain/people/appointment.ts'
import { heed } from '../../domain/refusal.ts'
import type { Topic } from '../../live/bulletin.ts'
import type { World } from '../../world.ts'
import { type Acting, act } from '../acts/act.ts'
import { found, readableOf, refuseUnknown } from '../dossiers/dossier-access.ts'
import type { RowName } from '../record/seals.ts'
import { closedTopic } from '../topics.ts'

/** A thread that the person may read. */
export interface Held extends Acting {
  readonly thread: ThreadRow
  readonly item: Item
  /** The thread's space, as the domain asks about it. */
  readonly at: { readonly item: Item } & Place
}

/** What may not be said twice was there already: nothing is recorded and nobody told. */
export const nothingNew = 'nothing new'

/**
 * An act on a thread: `work` returns the rows it wrote, or nothingNew. Those who may see it are told. What may not be
 * seen is refused as what is not there.
 */
export async function onThread(
  world: World,
  by: Member,
  { threadId, act: name }: { readonly threadId: string; readonly act: string },
  work: (held: Held) => Promise<readonly RowName[] | typeof nothingNew>,
): Promise<void> {
  await act(world, by, async ({ tx, by }) => {
    const thread = found(await findThread(tx.q, threadId))
    const dossier = (await findDossier(tx.q, thread.dossier_id)) ?? refuseUnknown()
    const { item } = await readableOf(tx.q, dossier, tx.now)
    const at = { item, space: thread.space, partyId: thread.party_id }
    heedDoor(by, at)
    const written = await work({ tx, by, thread, item, at })
    if (written === nothingNew) return { result: null, line: null }
    return { result: null, ...threadLine(thread, { act: name, sealed: written }) }
  })
}

/** Throws for whoever may not read there, in the words of something unknown. */
function heedDoor(by: Member, at: { readonly item: Item } & Place): void {
  if (whyNotThere('read', by, at) !== null) refuseUnknown()
}

export interface Said {
  readonly threadId: string
  readonly by: Member
  readonly body: string
  readonly requestId: string | null
  readonly dossierId: string
  readonly at: { readonly item: Item } & Place
  /** The Party whose official reply it is. */
  readonly officialOf: string | null
}

/**
 * Keeps what was said, and returns the rows. Refused when it names somebody who may not read it, and beyond the
 * comments of an hour.
 */
export async function say(world: World, tx: Tx, said: Said): Promise<readonly RowName[]> {
  const { by, at, dossierId } = said
  heed(whyNotAnother(await findCommentInstant(tx.q, { memberId: by.id, count: commentLimit.comments }), tx.now))
  const body = said.body.trim()
  const row: CommentRow = {
    id: world.mint(),
    thread_id: said.threadId,
    member_id: by.id,
    body,
    at: tx.now,
    request_id: said.requestId,
    party_id: delegationOf(by),
    body_id: by.appointments.find((one) => one.bodyId !== null)?.bodyId ?? null,
    late_for: at.space === 'shared' && isConsulted(by, at.item) ? await missedBy(tx, dossierId) : null,
    official_of: said.officialOf,
    withdrawn_at: null,
  }
  const named = await heedMentions(tx, body, at)
  await insertComment(tx, row)
  await insertMentions(tx, { commentId: row.id, number: 1 }, named)
  return [
    ['comment', row.id],
    ['comment_mention', row.id, 1],
  ]
}

/** The deadline that has passed; null while there is time, or when there is none. */
async function missedBy(tx: Tx, dossierId: string): Promise<Instant | null> {
  const due = await findCommentsDue(tx.q, dossierId)
  return isPast(due, tx.now) ? due : null
}

/**
 * Delegations and bodies are asked for comments; whoever runs the text or the meeting answers them, and is never late.
 */
function isConsulted({ id, appointments }: Member, { rapporteurs, translators }: Item): boolean {
  const runs = ['secretariat', 'chair', 'bureau']
  const isNamed = rapporteurs.includes(id) || translators.some(({ memberId }) => memberId === id)
  if (isNamed || appointments.some(({ role }) => runs.includes(role))) return false
  return appointments.some(({ partyId, bodyId }) => partyId !== null || bodyId !== null)
}

/** Who is named in these words. Refused when one of them may not read them there. */
export async function heedMentions(
  tx: Tx,
  body: string,
  at: { readonly item: Item } & Place,
): Promise<readonly Mentioned[]> {
  const named = mentionsIn(body)
  if (named.length > 0) heed(whyNotMentions(named, (await readersOf(tx.q, at, tx.now)).mentionable))
  return named
}

export interface Readers {
  readonly members: readonly Member[]
  readonly mentionable: ReadonlySet<Mentioned>
}

/**
 * Who may read what is said there; Parties and bodies come with their people. Among Secretariat and Bureau nobody
 * speaks for a Party.
 */
export async function readersOf(db: Db, at: { readonly item: Item } & Place, now: Instant): Promise<Readers> {
  const members = (await listMembersInForce(db, now)).filter((member) => whyNotThere('read', member, at) === null)
  const places = members
    .flatMap(({ appointments }) => appointments)
    .flatMap(({ partyId, bodyId }) => [...(partyId ? [`p:${partyId}`] : []), ...(bodyId ? [`b:${bodyId}`] : [])])
  const own = at.space === 'delegation' ? places.filter((place) => place === `p:${at.partyId}`) : places
  const named = [...members.map(({ id }) => `m:${id}`), ...(at.space === 'bureau' ? [] : own)]
  return { members, mentionable: new Set(named) }
}

/**
 * The line of what was done in a thread, and who is told. The record is read by more people than a closed space: of
 * what is done there it keeps who and when, and seals that nobody can read.
 */
export function threadLine(
  thread: ThreadRow,
  { act, sealed }: { readonly act: string; readonly sealed: readonly RowName[] },
) {
  const isOpen = thread.space === 'shared'
  const line = {
    act: isOpen ? act : 'wrote in a closed space',
    subject: `dossier:${thread.dossier_id}`,
    detail: isOpen ? { thread: thread.id } : {},
    sealed,
  }
  return { line, after: { announce: [topicOf(thread)] } }
}

/** What is announced when something changed in a thread. */
export function topicOf(thread: Pick<ThreadRow, 'dossier_id' | 'space' | 'party_id'>): Topic {
  const { dossier_id: dossierId, space, party_id: partyId } = thread
  return space === 'shared' ? `dossier:${dossierId}` : closedTopic(dossierId, partyId)
}
