// Comments on a draft. The rows are kept first; the marks in the text are the server's own edit after them, and only of
// what everybody may read.

import type * as Y from 'yjs'
import { replacePlaces } from '#db/comments/comment-places.ts'
import { findCommentByRequest, insertThread, type ThreadRow, updateThreadResolved } from '#db/comments/comments.ts'
import { findDossier } from '#db/dossiers/dossiers.ts'
import type { Tx } from '#db/engine/transaction.ts'
import { surroundings } from '../../document/comment-place.ts'
import { readTrees } from '../../document/tree/read.ts'
import { type BothTrees, wordsOf } from '../../document/tree/tree.ts'
import { markThread, type ThreadPlace } from '../../document/writing/edit.ts'
import {
  whyNotBody,
  whyNotReopen,
  whyNotReply,
  whyNotRequest,
  whyNotResolve,
  whyNotSpan,
} from '../../domain/comments/comment.ts'
import { type Space, whyNotThere } from '../../domain/comments/comment-space.ts'
import type { Language } from '../../domain/language.ts'
import { delegationOf, type Member } from '../../domain/people/appointment.ts'
import { heed, isRefused } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { act } from '../acts/act.ts'
import { askDossier, readableOf, refuseUnknown } from '../dossiers/dossier-access.ts'
import { correctAgain, whyNotAgain } from './comment-changes.ts'
import { nothingNew, onThread, say, threadLine } from './comment-threads.ts'

export interface Remark {
  readonly dossierId: string
  readonly language: Language
  /** '' for the text as a whole. */
  readonly pid: string
  /** Offsets in the paragraph's words, UTF-16 units; start = end = 0 is the whole paragraph. */
  readonly start: number
  readonly end: number
  readonly body: string
  /** `shared` when left out. */
  readonly space?: Space
  /** Made when the comment was composed: the same one again adds nothing. */
  readonly requestId?: string | null
}

/** Opens a thread on words of a paragraph, on all of it, or on the whole text. */
export async function comment(world: World, by: Member, remark: Remark): Promise<{ threadId: string }> {
  const { dossierId, space = 'shared', requestId = null, body } = remark
  const asked = { id: dossierId, by, now: world.clock() }
  const { row, item } = await askDossier(world.store.db, asked, 'draft.read')
  const partyId = space === 'delegation' ? delegationOf(by) : null
  heed(whyNotThere('write', by, { item, space, partyId }))
  heed(whyNotRequest(requestId) ?? whyNotBody(body))
  const before = await sentBefore(world, by, { requestId, body, dossierId, space })
  if (before) return before
  const { trees, seq } = await world.rooms.read(row.document_id)
  const words = wordsAt(trees, remark)
  heed(whyNotSpan(remark, words?.length ?? null))
  const thread = threadOf({ remark, words: words ?? '', by, partyId, id: world.mint(), seq, at: asked.now })
  const threadId = await act(world, by, async ({ tx, by }) => {
    const held = (await findDossier(tx.q, dossierId)) ?? refuseUnknown()
    const at = { item: (await readableOf(tx.q, held, tx.now)).item, space, partyId }
    heed(whyNotThere('write', by, at))
    const meanwhile = await knownRequest(tx, by, requestId)
    if (meanwhile) {
      heed(await whyNotAgain(tx.q, meanwhile, { dossierId, space, officialOf: null }))
      return { result: meanwhile.thread_id, line: null }
    }
    await insertThread(tx, thread)
    await replacePlaces(tx, [{ thread_id: thread.id, pid: thread.pid, words: words ?? '' }])
    const said = { threadId: thread.id, by, body, requestId, dossierId, at, officialOf: null }
    const sealed = await say(world, tx, said)
    const written = [['comment_thread', thread.id] as const, ...sealed]
    return { result: thread.id, ...threadLine(thread, { act: 'commented', sealed: written }) }
  })
  if (threadId === thread.id && space === 'shared' && remark.end > 0) {
    await mark(world, row.document_id, { ...remark, threadId, quote: thread.quote })
  }
  return { threadId }
}

interface Opening {
  readonly remark: Remark
  /** Of its paragraph. */
  readonly words: string
  readonly by: Member
  readonly partyId: string | null
  readonly id: string
  readonly seq: number
  readonly at: number
}

function threadOf({ remark, words, by, partyId, id, seq, at }: Opening): ThreadRow {
  const { language, pid, start, end, dossierId, space = 'shared' } = remark
  const isWhole = end === 0
  const sides = isWhole ? { before: '', after: '' } : surroundings(words, start, end)
  return {
    id,
    ...{ dossier_id: dossierId, language, pid, at_seq: seq, member_id: by.id, at, space, party_id: partyId },
    quote: isWhole ? words : words.slice(start, end),
    is_whole: isWhole ? 1 : 0,
    ...{ words_before: sides.before, words_after: sides.after },
    ...{ resolved_at: null, resolved_by: null, assigned_to: null, assigned_by: null, assigned_at: null },
  }
}

/**
 * Sent before under the same request: its answer was lost. Words that were changed meanwhile are a correction. The text
 * may have gone on since, so this is asked before anything of the text is.
 */
async function sentBefore(
  world: World,
  by: Member,
  sent: { readonly requestId: string | null; readonly body: string; readonly dossierId: string; readonly space: Space },
): Promise<{ threadId: string } | null> {
  const { requestId, body, dossierId, space } = sent
  if (requestId === null) return null
  const known = await findCommentByRequest(world.store.db, { memberId: by.id, requestId })
  if (!known) return null
  await correctAgain(world, by, { known, body, to: { dossierId, space, officialOf: null } })
  return { threadId: known.thread_id }
}

async function knownRequest(tx: Tx, by: Member, requestId: string | null) {
  return requestId === null ? undefined : findCommentByRequest(tx.q, { memberId: by.id, requestId })
}

export interface Reply {
  readonly threadId: string
  readonly body: string
  /** As of a remark. */
  readonly requestId?: string | null
}

export async function reply(world: World, by: Member, { threadId, body, requestId = null }: Reply): Promise<void> {
  heed(whyNotRequest(requestId) ?? whyNotBody(body))
  const known = requestId && (await findCommentByRequest(world.store.db, { memberId: by.id, requestId }))
  if (known) return correctAgain(world, by, { known, body, to: { threadId } })
  await onThread(world, by, { threadId, act: 'replied' }, async ({ tx, by, thread, at }) => {
    heed(whyNotThere('write', by, at))
    if (await knownRequest(tx, by, requestId)) return nothingNew
    heed(whyNotReply(thread.resolved_at))
    return say(world, tx, { threadId, by, body, requestId, dossierId: thread.dossier_id, at, officialOf: null })
  })
}

export async function resolve(world: World, by: Member, { threadId }: { threadId: string }): Promise<void> {
  await onThread(world, by, { threadId, act: 'resolved a thread' }, async ({ tx, by, thread, at }) => {
    heed(whyNotThere('resolve', by, at))
    heed(whyNotResolve(thread.resolved_at))
    await updateThreadResolved(tx, threadId, { at: tx.now, by: by.id })
    return [['comment_thread', threadId]]
  })
}

export async function reopen(world: World, by: Member, { threadId }: { threadId: string }): Promise<void> {
  await onThread(world, by, { threadId, act: 'reopened a thread' }, async ({ tx, by, thread, at }) => {
    heed(whyNotThere('resolve', by, at))
    heed(whyNotReopen(thread.resolved_at))
    await updateThreadResolved(tx, threadId, null)
    return [['comment_thread', threadId]]
  })
}

/** The words of a paragraph; of the whole text none are quoted. Null when it is not there. */
export function wordsAt(trees: BothTrees, { language, pid }: Pick<ThreadPlace, 'language' | 'pid'>): string | null {
  if (pid === '') return ''
  const paragraph = trees[language].paragraphs.find((one) => one.pid === pid)
  return paragraph ? wordsOf(paragraph) : null
}

/**
 * The text may have moved on since it was read: the mark follows the quoted words, or the thread stands without one.
 */
async function mark(world: World, collab: string, place: ThreadPlace & { readonly quote: string }): Promise<void> {
  const { quote } = place
  const put = (doc: Y.Doc) => {
    const words = wordsAt(readTrees(doc), place) ?? ''
    const start = words.startsWith(quote, place.start) ? place.start : words.indexOf(quote)
    if (start >= 0) markThread(doc, { ...place, start, end: start + quote.length })
  }
  try {
    await world.rooms.write(collab, put)
  } catch (error) {
    // The comment is kept: without a mark its thread is found by its words.
    const why = isRefused(error) ? { code: error.refusal.code } : { err: error }
    world.log.warn({ thread: place.threadId, ...why }, 'a comment was kept without a mark in the text')
  }
}
