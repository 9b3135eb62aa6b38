// The others: two people in a text of their own who type while something else goes wrong. They live in a thread of
// their own, so that what is measured is the server and not this process, which makes the trouble.

import { Worker } from 'node:worker_threads'
import type { Address } from '#tests/live/guest.ts'

/** Milliseconds each, since the last taking. */
export interface Times {
  /** From a keystroke until the other one has it. */
  readonly seen: readonly number[]
  /** From a question until the answer that all is on disk. */
  readonly saved: readonly number[]
  /** How late the timers of their own thread were: below this nothing was measured. */
  readonly late: readonly number[]
  /** Whether a socket of theirs was closed. */
  readonly isClosed: boolean
}

export interface OthersOf {
  readonly typing: Address
  readonly reading: Address
  /** Milliseconds between two keystrokes. */
  readonly every: number
}

export interface Others {
  take(): Promise<Times>
  leave(): Promise<void>
}

/** Resolves when both are in the text and type. */
export async function seatOthers(others: OthersOf): Promise<Others> {
  const worker = new Worker(new URL('./others-thread.ts', import.meta.url), { workerData: others })
  const answer = <T>() =>
    new Promise<T>((resolve, reject) => {
      worker.once('error', reject)
      worker.once('message', (message: T) => {
        worker.off('error', reject)
        resolve(message)
      })
    })
  await answer()
  return {
    take() {
      const taken = answer<Times>()
      worker.postMessage('take')
      return taken
    },
    async leave() {
      await worker.terminate()
    },
  }
}
