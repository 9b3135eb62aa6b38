// Who wrote what: asked of a thread of the house (worker.ts) that reads logs and remembers what it read. It knows no
// names.

import type { Whereabouts } from '#db/engine/open.ts'
import type { ComparedDeed, ComparedHistory, Deed } from '../../../document/authorship/compared.ts'
import { HouseThread } from '../house-thread.ts'
import { Answers } from './answers.ts'
import type { Asked, HistoryDone, HistoryWork } from './work.ts'

export class Historian {
  readonly #thread: HouseThread<HistoryWork, HistoryDone>
  readonly #answers = new Answers()

  constructor(where: Whereabouts) {
    this.#thread = new HouseThread(new URL('./worker.ts', import.meta.url), where)
  }

  /**
   * Of one paragraph, in each language in which it ever stood. Rejects when the log is broken, or the thread or the
   * store is gone.
   */
  paragraph(asked: Asked, pid: string): Promise<readonly ComparedHistory[]> {
    return this.#ask({ ...asked, want: 'paragraph', pid }) as Promise<readonly ComparedHistory[]>
  }

  /** All contributions after position `after`, in order, each with what it changed. Rejects likewise. */
  compared(asked: Asked, after: number): Promise<readonly ComparedDeed[]> {
    return this.#ask({ ...asked, want: 'compared', after }) as Promise<readonly ComparedDeed[]>
  }

  /** The same without what they changed: much less to compare and to carry. */
  deeds(asked: Asked, after: number): Promise<readonly Deed[]> {
    return this.#ask({ ...asked, want: 'deeds', after }) as Promise<readonly Deed[]>
  }

  #ask(work: HistoryWork): Promise<HistoryDone> {
    return this.#answers.of(work, (asked) => this.#thread.ask(asked))
  }

  end(): Promise<void> {
    this.#answers.forget()
    return this.#thread.end()
  }
}
