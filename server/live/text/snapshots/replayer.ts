// One thread of the house replays logs (worker.ts): begun when first needed, ended when the house rests or a while unused.
// It knows no room. What fails here loses nothing: the log is whole, and a later snapshot takes it up.

import { Worker } from 'node:worker_threads'
import type { Whereabouts } from '#db/open.ts'
import type { Answer, Ask, Replayed, Work } from './work.ts'

/** Milliseconds after which an unused thread gives its memory back, and how long one that is ended may take to let go. */
const unusedFor = 5 * 60_000
const endsWithin = 5_000
/** A text too large for this ends the thread and not the house. */
const mostMegabytes = 1_024

interface Waiting {
  done(what: Replayed | boolean | null): void
  failed(error: Error): void
}

interface Thread {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting>
}

export class Replayer {
  readonly #where: Whereabouts
  #thread: Thread | null = null
  #asked = 0
  #unused: ReturnType<typeof setTimeout> | null = null

  constructor(where: Whereabouts) {
    this.#where = where
  }

  /** Replays the log as the store has it; null when there is no such text. Rejects when it is broken, or the thread or the store is gone. */
  replay(documentId: string): Promise<Replayed | null> {
    return this.#ask({ replay: documentId }) as Promise<Replayed | null>
  }

  /** Whether two whole texts, each as one update, read alike. Rejects when one cannot be read. */
  readAlike(one: Uint8Array, other: Uint8Array): Promise<boolean> {
    return this.#ask({ one, other }) as Promise<boolean>
  }

  /** Lets go of the thread; what it was asked and has not answered is rejected. The next question begins another. */
  async end(): Promise<void> {
    if (this.#unused) clearTimeout(this.#unused)
    const thread = this.#thread
    this.#thread = null
    if (!thread) return
    const { worker } = thread
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    const timer = setTimeout(() => void worker.terminate(), endsWithin)
    worker.postMessage('end' satisfies Ask)
    await exited
    clearTimeout(timer)
  }

  #ask(work: Work): Promise<Replayed | boolean | null> {
    this.#thread ??= this.#begin()
    const { worker, waiting } = this.#thread
    if (this.#unused) clearTimeout(this.#unused)
    this.#unused = setTimeout(() => {
      if (waiting.size === 0) void this.end()
    }, unusedFor)
    this.#unused.unref()
    const id = ++this.#asked
    return new Promise((done, failed) => {
      waiting.set(id, { done, failed })
      worker.postMessage({ id, ...work } satisfies Ask)
    })
  }

  #begin(): Thread {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      workerData: this.#where,
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    })
    const waiting = new Map<number, Waiting>()
    const thread = { worker, waiting }
    const lose = (error: Error) => {
      if (this.#thread === thread) this.#thread = null
      for (const { failed } of waiting.values()) failed(error)
      waiting.clear()
    }
    worker.on('message', (answer: Answer) => {
      const asker = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('failed' in answer) asker?.failed(answer.failed)
      else asker?.done(answer.done)
    })
    worker.on('error', (error) => lose(error as Error))
    worker.on('exit', () => lose(new Error('the thread that replays has ended')))
    // A program that has nothing else to do does not wait for it.
    worker.unref()
    return thread
  }
}
