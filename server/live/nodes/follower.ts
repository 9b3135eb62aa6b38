// Rows that other nodes wrote, brought into the text of this one: read from the log by position, whatever told us of
// them. It knows the store and the text, no socket.

import type { Store } from '#db/engine/open.ts'
import { type LogRow, listRows } from '#db/texts/documents.ts'
import type { LiveText } from '../text/live-text.ts'
import { checkRows } from '../text/stored-text.ts'

interface Needs {
  readonly store: Store
  readonly collab: string
  readonly text: LiveText
  /** Called with rows that are in the text now. */
  readonly onFollowed: (rows: readonly LogRow[]) => void
  readonly onFailed: (error: Error) => void
}

export class Follower {
  readonly #needs: Needs
  #following: Promise<void> | null = null
  /** Somebody asked while the rows were being read: what they know of may be newer. */
  #again: Promise<void> | null = null
  #isEnded = false

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /**
   * Resolves when every row that was on disk at the call is in the text. Rejects when the log cannot be read, or does
   * not fit.
   */
  catchUp(): Promise<void> {
    if (!this.#following) {
      this.#following = this.#follow().finally(() => {
        this.#following = null
      })
      return this.#following
    }
    this.#again ??= this.#following
      .catch(() => {})
      .then(() => {
        this.#again = null
        return this.catchUp()
      })
    return this.#again
  }

  /** The same, waited for by nobody: what cannot be read now is asked for again at the next look. */
  follow(): void {
    this.catchUp().catch(() => {})
  }

  end(): void {
    this.#isEnded = true
  }

  async #follow(): Promise<void> {
    const { store, collab, text, onFollowed } = this.#needs
    const from = text.journal.stored
    const rows = await listRows(store.db, collab, from)
    const last = rows.at(-1)
    // Ours were committed in the meantime, and said so by themselves.
    if (this.#isEnded || !last || last.seq <= text.journal.stored) return
    try {
      checkRows(collab, rows, from + 1)
      const theirs = rows.filter(({ seq }) => seq > text.journal.stored && !text.journal.isOurs(seq))
      if (theirs.length > 0) text.follow(theirs)
      text.journal.reach(last.seq)
      if (theirs.length > 0) onFollowed(theirs)
    } catch (error) {
      // The text may be half of what it should be, whoever waits.
      this.#fail(error)
      throw error
    }
  }

  #fail(error: unknown): void {
    if (!this.#isEnded) this.#needs.onFailed(error instanceof Error ? error : new Error(String(error)))
  }
}
