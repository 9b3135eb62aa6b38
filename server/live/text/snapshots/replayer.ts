// What the thread of the house that replays logs (worker.ts) is asked. It knows no room. What fails here loses nothing:
// the log is whole, and a later snapshot takes it up.

import type { Whereabouts } from '#db/engine/open.ts'
import { HouseThread } from '../house-thread.ts'
import type { Replayed, Work } from './work.ts'

export class Replayer {
  readonly #thread: HouseThread<Work, Replayed | boolean | null>

  constructor(where: Whereabouts) {
    this.#thread = new HouseThread(new URL('./worker.ts', import.meta.url), where)
  }

  /**
   * Replays the log as the store has it; null when there is no such text. Rejects when it is broken, or the thread or
   * the store is gone.
   */
  replay(documentId: string): Promise<Replayed | null> {
    return this.#thread.ask({ replay: documentId }) as Promise<Replayed | null>
  }

  /** Whether two whole texts, each as one update, read alike. Rejects when one cannot be read. */
  readAlike(one: Uint8Array, other: Uint8Array): Promise<boolean> {
    return this.#thread.ask({ one, other }) as Promise<boolean>
  }

  /** Lets go of the thread; what it was asked and has not answered is rejected. The next question begins another. */
  end(): Promise<void> {
    return this.#thread.end()
  }
}
