// When the text of a room is written down whole: from a fresh replay of the log, never from memory, and never twice at a time.
// It knows the store and the text, no socket.

import type * as Y from 'yjs'
import type { Store } from '#db/open.ts'
import { canonicalBytes } from '../document/canonical.ts'
import { readTrees } from '../document/read.ts'
import { languages } from '../domain/language.ts'
import type { Log } from '../log.ts'
import type { Ledger } from './ledger.ts'
import { limits } from './limits.ts'
import type { LiveText } from './live-text.ts'
import { storeSnapshot } from './text.ts'
import { isSame } from './wire.ts'

interface Needs {
  readonly store: Store
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
    const isDue = added >= limits.snapshotEvery || text.grown >= limits.snapshotGrowth
    const mayNow = clock() >= this.#pausedUntil || added >= limits.snapshotAnyway
    if (isDue && mayNow) this.#soon()
  }

  /** The room is over: who opens the text next reads a snapshot and no tail. */
  leave(): void {
    const { ledger, collab, store, clock, log, text } = this.#needs
    if (text.journal.stored === this.#seq) return
    // It may wait for its turn: what it holds on to is no more than the name of the text.
    ledger.oneByOne(() => keep({ collab, store, clock, log }).then(() => {}))
  }

  /** Whether another copy of the text reads like the live one. */
  agreesWith(doc: Y.Doc): boolean {
    const [stored, live] = [readTrees(doc), readTrees(this.#needs.text.doc)]
    return languages.every((one) => Buffer.compare(canonicalBytes(stored[one]), canonicalBytes(live[one])) === 0)
  }

  /** Equal bytes are the rule; the same text may also be written in others. */
  #isLive({ whole, doc }: { whole: Uint8Array; doc: Y.Doc }): boolean {
    try {
      return isSame(whole, this.#needs.text.whole()) || this.agreesWith(doc)
    } catch {
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
    text.measure(stored.whole.length)
    if (text.journal.isAt(stored.seq) && !this.#isLive(stored)) onDiffering()
  }
}

/** Null when there is no such text, or when it could not be stored, which is logged: the log is still whole. */
async function keep({ store, clock, log, collab }: Pick<Needs, 'store' | 'clock' | 'log' | 'collab'>) {
  try {
    return await storeSnapshot(store, collab, clock())
  } catch (error) {
    log.error({ err: error, collab }, 'no snapshot was stored')
    return null
  }
}
