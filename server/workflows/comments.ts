// Comments on the words of a draft. The rows are kept first; the marks in the text are the server's own edit after them.

import type * as Y from 'yjs'
import {
  findThread,
  holdThread,
  insertComment,
  insertThread,
  type ThreadRow,
  updateThreadResolved,
} from '#db/comments.ts'
import { findDossier } from '#db/dossiers.ts'
import { type Tx, transact } from '#db/transaction.ts'
import { markThread, type ThreadPlace } from '../document/edit.ts'
import { readTrees } from '../document/read.ts'
import { type BothTrees, wordsOf } from '../document/tree.ts'
import { type Action, whyNot } from '../domain/access.ts'
import type { Member } from '../domain/appointment.ts'
import { whyNotBody, whyNotReopen, whyNotReply, whyNotResolve, whyNotSpan } from '../domain/comment.ts'
import type { Language } from '../domain/language.ts'
import { heed, isRefused } from '../domain/refusal.ts'
import type { World } from '../world.ts'
import { askDossier, found, readableOf, refuseUnknown } from './items.ts'
import { record } from './record.ts'

export interface Remark {
  readonly dossierId: string
  readonly language: Language
  readonly pid: string
  /** Offsets in the paragraph's words, UTF-16 units; start = end = 0 is the whole paragraph. */
  readonly start: number
  readonly end: number
  readonly body: string
}

/** Opens a thread on words of a paragraph. */
export async function comment(world: World, by: Member, remark: Remark): Promise<{ threadId: string }> {
  const asked = { id: remark.dossierId, by, now: world.clock() }
  const { row } = await askDossier(world.store.db, asked, 'comment.write')
  heed(whyNotBody(remark.body))
  const { trees, seq } = await world.rooms.read(row.document_id)
  const words = wordsAt(trees, remark)
  heed(whyNotSpan(remark, words?.length ?? null))
  const isWhole = remark.end === 0
  const quote = isWhole ? (words ?? '') : (words ?? '').slice(remark.start, remark.end)
  const threadId = world.mint()
  await transact(world.store, asked.now, async (tx) => {
    await askDossier(tx.q, asked, 'comment.write')
    await insertThread(tx, {
      id: threadId,
      dossier_id: row.id,
      language: remark.language,
      pid: remark.pid,
      quote,
      at_seq: seq,
      is_whole: isWhole ? 1 : 0,
      member_id: by.id,
      at: tx.now,
      resolved_at: null,
      resolved_by: null,
    })
    await say(world, tx, { threadId, by, body: remark.body })
    await recordOn(tx, { dossierId: row.id, by, act: 'commented', threadId })
  })
  if (!isWhole) await mark(world, row.document_id, { ...remark, threadId, quote })
  world.bulletin.announce(`dossier:${row.id}`)
  return { threadId }
}

export async function reply(
  world: World,
  by: Member,
  { threadId, body }: { threadId: string; body: string },
): Promise<void> {
  heed(whyNotBody(body))
  await onThread(world, { threadId, by, action: 'comment.write', act: 'replied' }, async (tx, thread) => {
    heed(whyNotReply(thread.resolved_at))
    await say(world, tx, { threadId, by, body })
  })
}

export async function resolve(world: World, by: Member, { threadId }: { threadId: string }): Promise<void> {
  await onThread(world, { threadId, by, action: 'comment.resolve', act: 'resolved a thread' }, async (tx, thread) => {
    heed(whyNotResolve(thread.resolved_at))
    await updateThreadResolved(tx, threadId, { at: tx.now, by: by.id })
  })
}

export async function reopen(world: World, by: Member, { threadId }: { threadId: string }): Promise<void> {
  await onThread(world, { threadId, by, action: 'comment.resolve', act: 'reopened a thread' }, async (tx, thread) => {
    heed(whyNotReopen(thread.resolved_at))
    await updateThreadResolved(tx, threadId, null)
  })
}

interface ThreadAct {
  readonly threadId: string
  readonly by: Member
  readonly action: Action
  readonly act: string
}

async function onThread(
  world: World,
  { threadId, by, action, act }: ThreadAct,
  work: (tx: Tx, thread: ThreadRow) => Promise<void>,
): Promise<void> {
  const { dossier_id: dossierId } = found(await findThread(world.store.db, threadId))
  await transact(world.store, world.clock(), async (tx) => {
    const dossier = (await findDossier(tx.q, dossierId)) ?? refuseUnknown()
    const { item } = await readableOf(tx.q, dossier, tx.now)
    heed(whyNot(action, by, item))
    await work(tx, found(await holdThread(tx, threadId)))
    await recordOn(tx, { dossierId, by, act, threadId })
  })
  world.bulletin.announce(`dossier:${dossierId}`)
}

async function say(
  world: World,
  tx: Tx,
  { threadId, by, body }: { readonly threadId: string; readonly by: Member; readonly body: string },
): Promise<void> {
  const row = { id: world.mint(), thread_id: threadId, member_id: by.id, body: body.trim(), at: tx.now }
  await insertComment(tx, row)
}

async function recordOn(
  tx: Tx,
  line: { readonly dossierId: string; readonly by: Member; readonly act: string; readonly threadId: string },
): Promise<void> {
  const { dossierId, by, act, threadId } = line
  await record(tx, { actor: by.id, act, subject: `dossier:${dossierId}`, detail: { thread: threadId } })
}

function wordsAt(trees: BothTrees, { language, pid }: Pick<ThreadPlace, 'language' | 'pid'>): string | null {
  const paragraph = pid === '' ? undefined : trees[language].paragraphs.find((one) => one.pid === pid)
  return paragraph ? wordsOf(paragraph) : null
}

/** The text may have moved on since it was read: the mark follows the quoted words, or the thread stands without one. */
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
    if (!isRefused(error)) throw error
    world.log.info({ thread: place.threadId, code: error.refusal.code }, 'a thread stands without a mark')
  }
}
