// When the text of a room is written down whole: from a fresh replay of the log in a thread of its own, never from
// memory, and never twice at a time. It knows the store and the text, no socket.

import * as Y from 'yjs'
import type { Log } from '../../log.ts'
import { limits } from '../limits.ts'
import { isSame } from '../wire/messages.ts'
import type { Ledger } from './ledger.ts'
import type { LiveText } from './live-text.ts'
import { areAlike } from './snapshots/alike.ts'
import type { Replayer } from './snapshots/replayer.ts'
import type { Replayed } from './snapshots/work.ts'

/** A text written down whole as of a position of its log, and the head of the log's chain there. */
interface Snapshot {
  readonly documentId: string
  readonly uptoSeq: number
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly chain: string
}

export type KeepSnapshot = (snapshot: Snapshot) => Promise<void>

interface Needs {
  readonly keepSnapshot: KeepSnapshot
  readonly ledger: Ledger
  readonly clock: () => number
  readonly log: Log
  readonly collab: string
  readonly text: LiveText
  /** Position of the snapshot that the room was loaded from. */
  readonly seq: number
  /** Called when the log, replayed, does not give what is live. */
  readonly onDiffering: () => void
}

export class Snapshots {
  readonly #needs: Needs
  #seq: number
  #isStoring = false
  #pausedUntil = 0

  constructor(needs: Needs) {
    this.#needs = needs
    this.#seq = needs.seq
  }

  /** Stores one if enough was added to the log and the last is not of a moment ago. */
  consider(): void {
    const { text, clock } = this.#needs
    const added = text.journal.stored - this.#seq
    const isDue = added >= limits.snapshotEvery || text.size.grown >= limits.snapshotGrowth
    const mayNow = clock() >= this.#pausedUntil || added >= limits.snapshotAnyway
    if (isDue && mayNow) this.#soon()
  }

  /** The room is over: who opens the text next reads a snapshot and no tail. */
  leave(): void {
    const { ledger, collab, keepSnapshot, clock, log, text } = this.#needs
    if (text.journal.stored === this.#seq) return
    // It may wait for its turn: what it holds on to is no more than the name of the text.
    ledger.oneByOne(() => keep({ collab, keepSnapshot, ledger, clock, log }).then(() => {}))
  }

  /** Whether another copy of the text reads like the live one. */
  agreesWith(doc: Y.Doc): boolean {
    return areAlike(doc, this.#needs.text.doc)
  }

  /**
   * Whether what was replayed is what is live, as far as it can be said without holding anybody up: the same units, and
   * of a text that is not long the same bytes or, since a text may be written in others, the same reading. Freezing
   * compares the whole of any.
   */
  async #isLive({ seq, whole, stateVector }: Replayed): Promise<boolean> {
    const { text, ledger, log, collab } = this.#needs
    if (!text.journal.isAt(seq) || !text.isAwake) return true
    if (!isSame(stateVector, Y.encodeStateVector(text.doc))) return false
    if (whole.length > limits.comparedWhole) return true
    const live = text.whole()
    if (isSame(whole, live)) return true
    try {
      return await ledger.replayer.readAlike(whole, live)
    } catch (error) {
      log.error({ err: error, collab }, 'the live text could not be compared')
      return false
    }
  }

  #soon(): void {
    if (this.#isStoring) return
    this.#isStoring = true
    this.#needs.ledger.oneByOne(() => this.#store())
  }

  async #store(): Promise<void> {
    const { text, clock, onDiffering } = this.#needs
    const stored = await keep(this.#needs)
    this.#isStoring = false
    this.#pausedUntil = clock() + limits.snapshotPause
    if (!stored) return
    this.#seq = stored.seq
    text.size.measure(stored.whole.length)
    if (!(await this.#isLive(stored))) onDiffering()
  }
}

/** Null when there is no such text, or when it could not be stored, which is logged: the log is still whole. */
async function keep({ keepSnapshot, ledger, log, collab }: Omit<Needs, 'text' | 'seq' | 'onDiffering'>) {
  try {
    return await storeSnapshot({ keepSnapshot, replayer: ledger.replayer }, collab)
  } catch (error) {
    log.error({ err: error, collab }, 'no snapshot was stored')
    return null
  }
}

interface Storing {
  readonly keepSnapshot: KeepSnapshot
  readonly replayer: Replayer
}

/** Replays the log afresh and stores the result, unless a snapshot holds all of it. Null when there is no such text. */
export async function storeSnapshot({ keepSnapshot, replayer }: Storing, documentId: string): Promise<Replayed | null> {
  const replayed = await replayer.replay(documentId)
  if (!replayed) return null
  const { seq, head, snapshotSeq, whole, sha256 } = replayed
  if (seq > snapshotSeq) await keepSnapshot({ documentId, uptoSeq: seq, bytes: whole, sha256, chain: head })
  return replayed
}
