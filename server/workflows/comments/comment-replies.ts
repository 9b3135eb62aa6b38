// The official reply of a delegation: what its head makes of the remarks of its experts and releases to everybody
// (S11).

import { replacePlaces } from '#db/comments/comment-places.ts'
import {
  findCommentByRequest,
  findOfficialThread,
  insertThread,
  type ThreadRow,
  updateThreadResolved,
} from '#db/comments/comments.ts'
import { findDossier } from '#db/dossiers/dossiers.ts'
import type { Tx } from '#db/engine/transaction.ts'
import { whyNot } from '../../domain/access/access.ts'
import { whyNotBody, whyNotRequest, whyNotSpan } from '../../domain/comments/comment.ts'
import { shared } from '../../domain/comments/comment-space.ts'
import type { Language } from '../../domain/language.ts'
import { delegationOf, type Member } from '../../domain/people/appointment.ts'
import { heed } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { act } from '../acts/act.ts'
import { askDossier, readableOf, refuseUnknown } from '../dossiers/dossier-access.ts'
import { correctAgain, whyNotAgain } from './comment-changes.ts'
import { say, threadLine } from './comment-threads.ts'
import { wordsAt } from './comments.ts'

export interface OfficialReply {
  readonly dossierId: string
  readonly language: Language
  /** The paragraph it is about; '' for the text as a whole. */
  readonly pid: string
  readonly body: string
  readonly requestId: string | null
}

/**
 * Releases a national comment into the shared space. A second one at the same place is added to the first, and opens
 * its thread again when it was resolved: a Party is never kept from adding.
 */
export async function releaseReply(world: World, by: Member, given: OfficialReply): Promise<{ threadId: string }> {
  const { dossierId, body, requestId } = given
  const asked = { id: dossierId, by, now: world.clock() }
  const { row, item } = await askDossier(world.store.db, asked, 'draft.read')
  const partyId = delegationOf(by)
  heed(whyNot('reply.release', by, { ...item, partyId }))
  heed(whyNotRequest(requestId) ?? whyNotBody(body))
  const to = { dossierId, space: 'shared' as const, officialOf: partyId }
  const known = requestId && (await findCommentByRequest(world.store.db, { memberId: by.id, requestId }))
  if (known) {
    await correctAgain(world, by, { known, body, to })
    return { threadId: known.thread_id }
  }
  const { trees, seq } = await world.rooms.read(row.document_id)
  const words = wordsAt(trees, given)
  heed(whyNotSpan({ start: 0, end: 0 }, words?.length ?? null))
  const fresh = officialThread({ given, by, quote: words ?? '', id: world.mint(), seq, at: asked.now })
  return act(world, by, async ({ tx, by }) => {
    const held = (await findDossier(tx.q, dossierId)) ?? refuseUnknown()
    const { item } = await readableOf(tx.q, held, tx.now)
    heed(whyNot('reply.release', by, { ...item, partyId }))
    const meanwhile = requestId && (await findCommentByRequest(tx.q, { memberId: by.id, requestId }))
    if (meanwhile) {
      heed(await whyNotAgain(tx.q, meanwhile, to))
      return { result: { threadId: meanwhile.thread_id }, line: null }
    }
    const thread = await threadFor(tx, fresh, partyId ?? '')
    const at = { item, ...shared }
    const said = { threadId: thread.id, by, body, requestId, dossierId, at, officialOf: partyId }
    const sealed = await say(world, tx, said)
    const written = [['comment_thread', thread.id] as const, ...sealed]
    const line = threadLine(thread, { act: 'released an official reply', sealed: written })
    return { result: { threadId: thread.id }, ...line }
  })
}

/** The thread of the Party's earlier reply at this place, open; else the new one. */
async function threadFor(tx: Tx, fresh: ThreadRow, partyId: string): Promise<ThreadRow> {
  const earlier = await findOfficialThread(tx.q, { dossierId: fresh.dossier_id, partyId, pid: fresh.pid })
  if (!earlier) {
    await insertThread(tx, fresh)
    await replacePlaces(tx, [{ thread_id: fresh.id, pid: fresh.pid, words: fresh.quote }])
  } else if (earlier.resolved_at !== null) await updateThreadResolved(tx, earlier.id, null)
  return earlier ?? fresh
}

function officialThread(of: {
  readonly given: OfficialReply
  readonly by: Member
  readonly quote: string
  readonly id: string
  readonly seq: number
  readonly at: number
}): ThreadRow {
  const { given, by, quote, id, seq, at } = of
  return {
    ...{ id, quote, at, at_seq: seq, dossier_id: given.dossierId, language: given.language, pid: given.pid },
    ...{ member_id: by.id, is_whole: 1, space: 'shared' as const, party_id: null, words_before: '', words_after: '' },
    ...{ resolved_at: null, resolved_by: null, assigned_to: null, assigned_by: null, assigned_at: null },
  }
}
