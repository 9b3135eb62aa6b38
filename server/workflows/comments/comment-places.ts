// Keeps an index of where the paragraphs of comment threads are, so that a thread finds what became of its paragraph.

import { listPlaces, type PlaceRow, replacePlaces } from '#db/comments/comment-places.ts'
import { listThreads, type ThreadRow } from '#db/comments/comments.ts'
import { findDossierByDocument } from '#db/dossiers/dossiers.ts'
import { transact } from '#db/engine/transaction.ts'
import { type Anchor, placeOf } from '../../document/comment-place.ts'
import type { BothTrees } from '../../document/tree/tree.ts'
import { languages } from '../../domain/language.ts'
import type { TextChanged } from '../../live/seats/seat.ts'
import type { World } from '../../world.ts'
import { follow } from '../acts/after.ts'
import { topicOf } from './comment-threads.ts'

/** Follows the threads of a text that has changed. Those whose paragraph is another one now are announced. */
export async function followThreads(world: World, { collab }: TextChanged): Promise<void> {
  const { db } = world.store
  const dossier = await findDossierByDocument(db, collab)
  if (!dossier) return
  const threads = (await listThreads(db, dossier.id)).filter(({ pid }) => pid !== '')
  if (threads.length === 0) return
  const places = new Map((await listPlaces(db, dossier.id)).map((place) => [place.thread_id, place]))
  const { trees } = await world.rooms.read(collab)
  const moved: ThreadRow[] = []
  const changed: PlaceRow[] = []
  for (const thread of threads) {
    const last = places.get(thread.id)
    const now = standsAt(trees, thread, last)
    // A thread whose paragraph went from both languages without a successor keeps its last place: an undo may bring it
    // back.
    if (!now || (now.pid === last?.pid && now.words === last.words)) continue
    changed.push({ thread_id: thread.id, ...now })
    if (now.pid !== (last?.pid ?? thread.pid)) moved.push(thread)
  }
  if (changed.length === 0) return
  await transact(world.store, world.clock(), (tx) => replacePlaces(tx, changed))
  for (const topic of new Set(moved.map(topicOf))) await follow(world, { announce: [topic] })
}

/**
 * Where a thread stands now: in its own language, else at the paragraph it was at while the other language still has
 * that. Null when the paragraph is gone from both without a successor.
 */
export function standsAt(trees: BothTrees, thread: ThreadRow, last: PlaceRow | undefined) {
  const own = placeOf(trees, anchorOf(thread, last))
  if (own) return own
  const has = (pid: string) => languages.some((each) => trees[each].paragraphs.some((one) => one.pid === pid))
  const pid = [last?.pid, thread.pid].find((one) => one && has(one))
  return pid ? { pid, words: last?.words ?? '' } : null
}

/** What the text is searched by for a thread. */
function anchorOf(thread: ThreadRow, last: PlaceRow | undefined): Anchor {
  return {
    id: thread.id,
    language: thread.language,
    pid: thread.pid,
    lastPid: last?.pid ?? thread.pid,
    quote: thread.quote,
    isWhole: thread.is_whole === 1,
    before: thread.words_before,
    after: thread.words_after,
    lastWords: last?.words ?? '',
  }
}
