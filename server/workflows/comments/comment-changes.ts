// What becomes of a comment after it was said: corrected with its history kept, withdrawn, its thread assigned.

import { findCommentsDue } from '#db/comments/comment-places.ts'
import {
  type CommentRow,
  findComment,
  findLastVersion,
  findThread,
  insertCommentVersion,
  insertMentions,
  updateCommentWithdrawn,
  updateThreadAssigned,
} from '#db/comments/comments.ts'
import type { Db } from '#db/engine/open.ts'
import { findMember } from '#db/people/members.ts'
import { type Item, whyNot } from '../../domain/access/access.ts'
import { type Changing, whyNotBody, whyNotChange } from '../../domain/comments/comment.ts'
import { type Space, whyNotAssign, whyNotThere } from '../../domain/comments/comment-space.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { heed, type Refusal, Refused, refusal } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { found } from '../dossiers/dossier-access.ts'
import { type Held, heedMentions, nothingNew, onThread } from './comment-threads.ts'

/**
 * Replaces the words of one's own comment; the earlier ones are kept and shown. The same words again change nothing.
 */
export async function correctComment(
  world: World,
  by: Member,
  { commentId, body }: { readonly commentId: string; readonly body: string },
): Promise<void> {
  heed(whyNotBody(body))
  const { thread_id: threadId } = found(await findComment(world.store.db, commentId))
  await onThread(world, by, { threadId, act: 'corrected a comment' }, async (held) => {
    const row = await changing(held, commentId)
    return correct(held, row, body)
  })
}

/** Takes one's own comment back. It is shown as withdrawn; its words are kept, and shown to nobody. */
export async function withdrawComment(
  world: World,
  by: Member,
  { commentId }: { readonly commentId: string },
): Promise<void> {
  const { thread_id: threadId } = found(await findComment(world.store.db, commentId))
  await onThread(world, by, { threadId, act: 'withdrew a comment' }, async (held) => {
    const row = await changing(held, commentId)
    await updateCommentWithdrawn(held.tx, row.id)
    return [['comment', row.id]]
  })
}

/** Whose turn it is in a thread; null takes it back. */
export async function assignThread(
  world: World,
  by: Member,
  { threadId, memberId }: { readonly threadId: string; readonly memberId: string | null },
): Promise<void> {
  await onThread(world, by, { threadId, act: 'assigned a thread' }, async ({ tx, by, thread, at }) => {
    heed(whyNotAssign(by, { ...at, openedBy: thread.member_id }))
    if (memberId === null) {
      await updateThreadAssigned(tx, threadId, null)
      return [['comment_thread', threadId]]
    }
    const member = await findMember(tx.q, memberId, tx.now)
    if (!member || whyNotThere('write', member, at)) throw new Refused(mayNotAnswer)
    await updateThreadAssigned(tx, threadId, { to: member.id, by: by.id })
    return [['comment_thread', threadId]]
  })
}

/** Where what comes again is to stand: in a thread, or as one of its own in a space of a dossier. */
type Again =
  | { readonly threadId: string }
  | { readonly dossierId: string; readonly space: Space; readonly officialOf: string | null }

/**
 * A comment that was sent before and comes again: other words are a correction, words for another place a damaged form.
 * Words for other readers are never put before those of the first.
 */
export async function correctAgain(
  world: World,
  by: Member,
  { known, body, to }: { readonly known: CommentRow; readonly body: string; readonly to: Again },
): Promise<void> {
  heed(await whyNotAgain(world.store.db, known, to))
  if (body.trim() !== (await wordsNow(world, known))) await correctComment(world, by, { commentId: known.id, body })
}

/** Null when a comment that was sent before under the same request is the one that is meant. */
export async function whyNotAgain(db: Db, known: CommentRow, to: Again): Promise<Refusal | null> {
  if ('threadId' in to) return to.threadId === known.thread_id ? null : elsewhere
  const thread = await findThread(db, known.thread_id)
  if (thread?.dossier_id !== to.dossierId || known.official_of !== to.officialOf) return elsewhere
  return thread.space === to.space ? null : forOthers
}

async function wordsNow(world: World, row: CommentRow): Promise<string> {
  return (await findLastVersion(world.store.db, row.id))?.body ?? row.body
}

/** The comment, when this person may change it now. */
async function changing({ tx, by, thread, item }: Held, commentId: string): Promise<CommentRow> {
  const row = found(await findComment(tx.q, commentId))
  const dueAt = row.official_of === null ? null : await findCommentsDue(tx.q, thread.dossier_id)
  heed(whyNotChangeComment({ by, item, row, dueAt, now: tx.now }))
  return row
}

/**
 * Null when this person may correct or withdraw the comment now: its author, or of an official reply the head of the
 * delegation.
 */
export function whyNotChangeComment(asked: {
  readonly by: Member
  readonly item: Item
  readonly row: CommentRow
  readonly dueAt: number | null
  readonly now: number
}): Refusal | null {
  const { by, item, row, dueAt, now } = asked
  const may =
    row.official_of === null
      ? whyNot('comment.change', by, { ...item, partyId: null, authorId: row.member_id })
      : whyNot('reply.release', by, { ...item, partyId: row.official_of })
  const changing: Changing = { withdrawnAt: row.withdrawn_at, isOfficial: row.official_of !== null, dueAt }
  return may ?? whyNotChange(changing, now)
}

async function correct({ tx, at }: Held, row: CommentRow, words: string) {
  const last = await findLastVersion(tx.q, row.id)
  const body = words.trim()
  if (body === (last?.body ?? row.body)) return nothingNew
  const number = (last?.number ?? 1) + 1
  const named = await heedMentions(tx, body, at)
  await insertCommentVersion(tx, { comment_id: row.id, number, body, at: tx.now })
  await insertMentions(tx, { commentId: row.id, number }, named)
  return [
    ['comment_version', row.id, number],
    ['comment_mention', row.id, number],
  ] as const
}

const mayNotAnswer = refusal(
  'not-valid',
  {
    en: 'Choose somebody who may answer in this thread.',
    fr: 'Choisissez une personne qui puisse répondre dans ce fil.',
  },
  'memberId',
)
const elsewhere = refusal('not-valid', {
  en: 'The form is damaged; load the page again.',
  fr: 'Le formulaire est altéré\u00a0; rechargez la page.',
})
const forOthers = refusal('not-again', {
  en: 'This comment was sent already, for other readers, and stands there. Write a new one for these.',
  fr: 'Ce commentaire a déjà été envoyé à d’autres lecteurs et y figure. Rédigez-en un nouveau pour ceux-ci.',
})
