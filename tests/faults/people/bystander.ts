// A thread that does nothing but look at the clock: how late it is, is how busy the machine is, whatever the server
// does.

import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { quantile } from './figures.ts'

/** Milliseconds between two looks, as the server's own (server/metrics/loop.ts). */
const every = 20

export interface Bystander {
  /** Milliseconds late, p99 since the last question. */
  late(): Promise<number>
  end(): Promise<unknown>
}

export function seatBystander(): Bystander {
  const worker = new Worker(new URL(import.meta.url))
  return {
    late: () =>
      new Promise((resolve, reject) => {
        worker.once('error', reject)
        worker.once('message', (late: number) => {
          worker.off('error', reject)
          resolve(late)
        })
        worker.postMessage('late?')
      }),
    end: () => worker.terminate(),
  }
}

if (!isMainThread) {
  let looks: number[] = []
  let before = performance.now()
  setInterval(() => {
    const now = performance.now()
    looks.push(Math.max(0, now - before - every))
    before = now
  }, every)
  parentPort?.on('message', () => {
    parentPort?.postMessage(quantile(looks, 0.99))
    looks = []
  })
}
