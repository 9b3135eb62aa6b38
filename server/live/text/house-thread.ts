// A thread of the house for what takes long: begun when it is first asked, ended when the house rests or a while
// unused. It is told where the store is and asked one thing after another. It knows no room. What fails in it loses
// nothing.

import { Worker } from 'node:worker_threads'
import type { Whereabouts } from '#db/engine/open.ts'

/**
 * Milliseconds after which an unused thread gives its memory back (a hundred MiB after a text of 2,000 paragraphs), and
 * how long one that is ended may take to let go.
 */
const unusedFor = 60_000
const endsWithin = 5_000
/** What is too large for this ends the thread and not the house. */
const mostMegabytes = 1_024

/** What a thread hears: something to answer, or that it is to let go of the store and end. */
export type Heard<Work> = ({ readonly id: number } & Work) | 'end'

export type Answered<Done> =
  | { readonly id: number; readonly done: Done }
  | { readonly id: number; readonly failed: Error }

interface Waiting<Done> {
  done(what: Done): void
  failed(error: Error): void
}

interface Thread<Done> {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting<Done>>
}

export class HouseThread<Work extends object, Done> {
  readonly #program: URL
  readonly #where: Whereabouts
  #thread: Thread<Done> | null = null
  #asked = 0
  #unused: ReturnType<typeof setTimeout> | null = null

  constructor(program: URL, where: Whereabouts) {
    this.#program = program
    this.#where = where
  }

  /** Rejects with what went wrong there, or when the thread or the store is gone. */
  ask(work: Work): Promise<Done> {
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
      worker.postMessage({ id, ...work } satisfies Heard<Work>)
    })
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
    worker.postMessage('end' satisfies Heard<Work>)
    await exited
    clearTimeout(timer)
  }

  #begin(): Thread<Done> {
    const worker = new Worker(this.#program, {
      workerData: this.#where,
      resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
    })
    const waiting = new Map<number, Waiting<Done>>()
    const thread = { worker, waiting }
    const lose = (error: Error) => {
      if (this.#thread === thread) this.#thread = null
      for (const { failed } of waiting.values()) failed(error)
      waiting.clear()
    }
    worker.on('message', (answer: Answered<Done>) => {
      const asker = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('failed' in answer) asker?.failed(answer.failed)
      else asker?.done(answer.done)
    })
    worker.on('error', (error) => lose(error as Error))
    worker.on('exit', () => lose(new Error('the thread has ended')))
    // A program that has nothing else to do does not wait for it.
    worker.unref()
    return thread
  }
}
