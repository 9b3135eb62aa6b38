// The way of one text's updates to the ledger: one lot at a time, everything that waits goes with the next.
// It knows positions and rows, not what an update means, and not who listens.

import { createHash } from 'node:crypto'
import type { Ledger } from './ledger.ts'
import type { Unsaved } from './meter.ts'

/** One update on its way. `memberId` is null for the server's own; `leases` are client ids that become this member's. */
export interface Entry {
  readonly update: Uint8Array
  readonly memberId: string | null
  readonly clientId: number
  readonly leases: readonly number[]
  /** When it came, as performance.now(). */
  readonly at: number
}

/** The store did not take the log: it refused, or somebody else wrote to it, or it is frozen there. */
export class NotStored extends Error {
  constructor(why: string, cause?: unknown) {
    super(`the log was not stored: ${why}`, { cause })
    this.name = 'NotStored'
  }
}

interface Needs<E extends Entry> {
  readonly ledger: Ledger
  readonly documentId: string
  /** The last position of the log as loaded. */
  readonly seq: number
  /** Called when `entries`, the last of which has position `seq`, are on disk. */
  readonly onStored: (entries: readonly E[], seq: number) => void
  /** Called once; nothing is stored after it. */
  readonly onFailed: (error: Error) => void
}

const mostAtOnce = 500

/** Positions are those of the log: this process is the only writer, and a row of another makes the journal fail. */
export class Journal<E extends Entry = Entry> implements Unsaved {
  readonly #needs: Needs<E>
  #waiting: E[] = []
  #waiters: { readonly position: number; stored(): void; failed(error: Error): void }[] = []
  #stored: number
  #isRunning = false
  #failure: Error | null = null

  constructor(needs: Needs<E>) {
    this.#needs = needs
    this.#stored = needs.seq
  }

  /** The last position on disk. */
  get stored(): number {
    return this.#stored
  }

  /** The last position given out, on disk or not. */
  get position(): number {
    return this.#stored + this.#waiting.length
  }

  get rows(): number {
    return this.#waiting.length
  }

  get since(): number | null {
    return this.#waiting[0]?.at ?? null
  }

  get isIdle(): boolean {
    return this.#waiting.length === 0 && !this.#isRunning
  }

  append(entry: E): void {
    if (this.#failure) return
    this.#waiting.push(entry)
    if (this.#isRunning) return
    this.#isRunning = true
    // What is written in one go shares the first transaction.
    queueMicrotask(() => void this.#run())
  }

  /** Calls `stored` once everything up to now is on disk: at once if it is, never if storing fails. */
  whenStored(stored: () => void, failed: (error: Error) => void = () => {}): void {
    if (this.#failure) failed(this.#failure)
    else if (this.#waiting.length === 0) stored()
    else this.#waiters.push({ position: this.position, stored, failed })
  }

  /** Resolves once everything up to now is on disk. Rejects with NotStored. */
  flush(): Promise<void> {
    return new Promise((resolve, reject) => this.whenStored(resolve, reject))
  }

  /** Gives up what is not on disk yet. */
  abandon(error: Error): void {
    if (this.#failure) return
    this.#failure = error
    this.#waiting = []
    const waiters = this.#waiters
    this.#waiters = []
    for (const waiter of waiters) waiter.failed(error)
    this.#needs.onFailed(error)
  }

  async #run(): Promise<void> {
    try {
      while (this.#waiting.length > 0 && !this.#failure) await this.#storeNext(this.#waiting.slice(0, mostAtOnce))
    } catch (error) {
      this.abandon(error instanceof NotStored ? error : new NotStored('the store refused', error))
    } finally {
      this.#isRunning = false
    }
  }

  async #storeNext(entries: readonly E[]): Promise<void> {
    try {
      await this.#store(entries)
    } catch (error) {
      if (error instanceof NotStored || entries.length === 1) throw error
      // One row may be at fault: what stands before it in the log is saved.
      for (const entry of entries) {
        await this.#store([entry])
        this.#settle([entry])
      }
      return
    }
    this.#settle(entries)
  }

  async #store(entries: readonly E[]): Promise<void> {
    const { ledger, documentId } = this.#needs
    const leases = entries.flatMap(({ leases, memberId }) =>
      memberId === null ? [] : leases.map((clientId) => ({ clientId, memberId })),
    )
    const from = this.#stored + 1
    const isTaken = await ledger.append({ documentId, from, updates: entries.map(rowOf), leases })
    if (!isTaken) throw new NotStored(`frozen, or position ${from} is somebody else's`)
  }

  #settle(entries: readonly E[]): void {
    if (this.#failure) return
    this.#waiting.splice(0, entries.length)
    this.#stored += entries.length
    this.#needs.onStored(entries, this.#stored)
    const due = this.#waiters.filter((waiter) => waiter.position <= this.#stored)
    this.#waiters = this.#waiters.filter((waiter) => waiter.position > this.#stored)
    for (const waiter of due) waiter.stored()
  }
}

function rowOf({ update, memberId, clientId }: Entry) {
  return { member_id: memberId, client_id: clientId, bytes: update, sha256: hashOf(update) }
}

/** SHA-256 in lower-case hex, as the log keeps it beside the bytes. */
export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
