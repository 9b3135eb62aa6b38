// Visitors of the public pages and people who sign in, while something else goes wrong; in a thread of their own, so
// that what is measured is the server and not this process.

import { Worker } from 'node:worker_threads'

export interface VisitorsOf {
  readonly url: string
  readonly paths: readonly string[]
  /** Who sign in; nobody does when there are none. */
  readonly emails: readonly string[]
  readonly password: string
  /** Milliseconds between two requests; every fourth is a sign-in, where somebody is to. */
  readonly every: number
}

export interface Visit {
  readonly isSignIn: boolean
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly took: number
  /** 0 when there was no answer. */
  readonly status: number
}

export interface Visitors {
  /** All visits since the last taking that have ended. */
  take(): Promise<readonly Visit[]>
  leave(): Promise<void>
}

export async function sendVisitors(visitors: VisitorsOf): Promise<Visitors> {
  const worker = new Worker(new URL('./visitors-thread.ts', import.meta.url), { workerData: visitors })
  return {
    take: () =>
      new Promise((resolve, reject) => {
        worker.once('error', reject)
        worker.once('message', (visits: Visit[]) => {
          worker.off('error', reject)
          resolve(visits)
        })
        worker.postMessage('take')
      }),
    async leave() {
      await worker.terminate()
    },
  }
}
