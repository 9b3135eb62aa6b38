// The one way of all rooms to the disk: what the texts have waiting goes in one transaction, and the next begins when
// it is over, and a moment after the last began. A lone edit is stored at once. It knows rows, not what an update
// means.

import { setTimeout } from 'node:timers/promises'
import type { Store } from '#db/engine/open.ts'
import type { Instant } from '#db/schema/schema.ts'
import { appendAlone, appendAmongNodes, type Fence, type LogAppend } from '#db/texts/appends.ts'
import { limits } from '../limits.ts'
import type { Meter } from '../meter.ts'
import { Replayer } from './snapshots/replayer.ts'

interface Needs {
  readonly store: Store
  readonly clock: () => Instant
  readonly meter?: Meter
}

interface Waiting {
  readonly append: LogAppend
  stored(appended: Appended | null): void
  failed(error: unknown): void
}

/**
 * Where rows came to stand: the position of the first, and the head of the chain after the last ('' beside other nodes,
 * who move it too).
 */
interface Appended {
  readonly first: number
  readonly head: string
}

/** Rows, and texts, of one transaction. */
const most = { rows: 1_000, texts: 250 }

/**
 * Milliseconds from the beginning of one transaction to that of the next. Whoever comes alone finds none before; many
 * people at once share one, for a third less of the processor.
 */
const apart = 5

export class Ledger {
  readonly #needs: Needs
  /** What the quiet work asks. */
  readonly replayer: Replayer
  #waiting: Waiting[] = []
  #isRunning = false
  #began = 0
  #turn: (() => void)[] = []
  #quiet: Promise<unknown> = Promise.resolve()
  #isEnding = false

  constructor(needs: Needs) {
    this.#needs = needs
    this.replayer = new Replayer(needs.store.where)
  }

  /**
   * Runs `work` at the end of this turn of the event loop, with that of the other rooms: what they append shares a
   * transaction.
   */
  atEndOfTurn(work: () => void): void {
    this.#turn.push(work)
    if (this.#turn.length > 1) return
    setImmediate(() => {
      const turn = this.#turn
      this.#turn = []
      for (const one of turn) one()
    })
  }

  /**
   * Runs `work` when all earlier such work is over: what may take long and is waited for by nobody. `work` must not
   * reject.
   */
  oneByOne(work: () => Promise<void>): void {
    this.#quiet = this.#quiet.then(async () => {
      if (this.#isEnding) return
      await work()
      // Many rooms may be left at once; in between, the others come first.
      await setTimeout(limits.quietPause)
    })
  }

  /** Resolves when the quiet work under way is over; what had not begun is left undone. */
  async endQuiet(): Promise<void> {
    this.#isEnding = true
    await this.#quiet
    await this.replayer.end()
  }

  /**
   * Resolves when it is on disk; null when the text is frozen, or somebody else wrote to it who
   * was not expected to, and nothing was written.
   */
  append(append: LogAppend): Promise<Appended | null> {
    // Beside other nodes each text goes by itself: PostgreSQL has many at once, and joins their way to the disk.
    if (append.fence) return this.#appendAmongNodes(append, append.fence)
    return new Promise((stored, failed) => {
      this.#waiting.push({ append, stored, failed })
      if (this.#isRunning) return
      this.#isRunning = true
      queueMicrotask(() => void this.#run())
    })
  }

  async #appendAmongNodes(append: LogAppend, fence: Fence): Promise<Appended | null> {
    const { store, clock, meter } = this.#needs
    const first = await appendAmongNodes(store, clock(), append, fence)
    if (first === null) return null
    meter?.committed([append])
    return { first, head: '' }
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#comeApart()
      const batch = this.#takeBatch()
      if (await this.#store(batch)) continue
      // One text is at fault, or the store: the others are stored without it.
      if (batch.length > 1) for (const one of batch) await this.#store([one])
    }
    this.#isRunning = false
  }

  async #comeApart(): Promise<void> {
    const rest = this.#began + apart - performance.now()
    if (rest > 0) await setTimeout(rest)
    this.#began = performance.now()
  }

  #takeBatch(): Waiting[] {
    let rows = 0
    let texts = 0
    for (const { append } of this.#waiting) {
      if (texts > 0 && (rows + append.updates.length > most.rows || texts === most.texts)) break
      rows += append.updates.length
      texts += 1
    }
    return this.#waiting.splice(0, texts)
  }

  /** True when everybody has been answered. */
  async #store(batch: readonly Waiting[]): Promise<boolean> {
    const { store, clock, meter } = this.#needs
    const isAlone = batch.length === 1
    try {
      const appends = batch.map(({ append }) => append)
      const heads = await appendAlone(store, clock(), appends)
      if (!heads && !isAlone) return false
      if (heads) meter?.committed(appends)
      for (const [at, { append, stored }] of batch.entries()) {
        stored(heads && { first: append.from, head: heads[at] ?? '' })
      }
      return true
    } catch (error) {
      if (isAlone) batch[0]?.failed(error)
      return isAlone
    }
  }
}
