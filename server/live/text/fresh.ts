// The text of a room loaded anew from the log and held against the live one. It knows no socket.

import type { Db } from '#db/engine/open.ts'
import { keeping, keptIn } from '../../document/numbering/kept-in.ts'
import { readTrees } from '../../document/tree/read.ts'
import type { BothTrees } from '../../document/tree/tree.ts'
import { NotStored } from './journal.ts'
import type { LiveText } from './live-text.ts'
import type { Snapshots } from './snapshots.ts'
import { loadText } from './stored-text.ts'

interface Held {
  readonly db: Db
  readonly collab: string
  readonly text: LiveText
  readonly snapshots: Snapshots
  /**
   * Nobody writes meanwhile. Otherwise the live text may be further on already, and then there is nothing to compare.
   */
  readonly isStopped: boolean
}

/** Flushes, loads and compares. Throws, and gives the room up, when the text loaded anew differs from the live one. */
export async function freshText({ db, collab, text, snapshots, isStopped }: Held): Promise<{
  readonly uptoSeq: number
  readonly trees: BothTrees
}> {
  await text.journal.flush()
  const stored = await loadText(db, collab)
  const isThere = stored !== null && text.journal.isAt(stored.seq)
  if (!stored || (isThere ? !snapshots.agreesWith(stored.doc) : isStopped)) {
    const error = new NotStored('the text loaded anew differs from the live one')
    text.journal.abandon(error)
    throw error
  }
  return { uptoSeq: stored.seq, trees: keeping(readTrees(stored.doc), keptIn(text.doc)) }
}
