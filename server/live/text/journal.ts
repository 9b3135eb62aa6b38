// The way of one text's updates to the ledger: one lot at a time, everything that waits goes with the next.
// It knows positions and rows, not what an update means, and not who listens.

import { hash } from 'node:crypto'
import type { Fence } from '#db/texts/appends.ts'
import type { Unsaved } from '../meter.ts'
import type { Ledger } from './ledger.ts'

/**
 * One update on its way. `memberId` is null for the server's own; `leases` are client ids that become this member's.
 */
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
  /** The head of its chain there; of no use beside other nodes. */
  readonly head: string
  readonly fence: () => Fence | null
  /** Called when `entries` are on disk. */
  readonly onStored: (entries: readonly E[]) => void
  /** Called when rows of others stand before ours in the log. */
  readonly onBehind: () => void
  /** Called when the log did not take the first of `entries`: true if all of them may still be written. */
  readonly onRefused: (entries: readonly E[]) => Promise<boolean>
  /** Called once; nothing is stored after it. */
  readonly onFailed: (error: Error) => void
}

const mostAtOnce = 500

/** Without a fence this process is the only writer, and a row of another makes the journal fail. */
export class Journal<E extends Entry = Entry> implements Unsaved {
  readonly #needs: Needs<E>
  #waiting: E[] = []
  #waiters: { readonly count: number; stored(): void; failed(error: Error): void }[] = []
  #stored: number
  #last: number
  #head: string
  /** Our rows behind those of others that have not been read yet: first position → count. */
  readonly #ahead = new Map<number, number>()
  /** How many entries of ours are on disk. */
  #settled = 0
  #isRunning = false
  /** Which entries, counted over all that were given, go to disk with the one before them. */
  readonly #joined = new Set<number>()
  #failure: Error | null = null

  constructor(needs: Needs<E>) {
    this.#needs = needs
    this.#stored = needs.seq
    this.#last = needs.seq
    this.#head = needs.head
  }

  /** The last position up to which the log is in the text, without a gap. */
  get stored(): number {
    return this.#stored
  }

  /** The last position that is on disk, as far as is known here. */
  get last(): number {
    return this.#last
  }

  /** How many entries were given to it, on disk or not. */
  get given(): number {
    return this.#settled + this.#waiting.length
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

  /** Whether the text is the log up to `seq`, and nothing but that. */
  isAt(seq: number): boolean {
    return this.#waiting.length === 0 && this.#ahead.size === 0 && this.#stored === seq
  }

  append(entry: E): void {
    if (this.#failure) return
    this.#waiting.push(entry)
    if (this.#isRunning) return
    this.#isRunning = true
    // What is written in one go shares the first transaction.
    queueMicrotask(() => void this.#run())
  }

  /**
   * What was given since `given` was `from` goes to disk in one: all of it or nothing. To be called in the same turn.
   */
  join(from: number): void {
    for (let at = from + 1; at < this.given; at++) this.#joined.add(at)
  }

  /** Rows of others up to `seq` are in the text now. */
  reach(seq: number): void {
    this.#stored = Math.max(this.#stored, seq)
    this.#last = Math.max(this.#last, seq)
    for (const [first, count] of [...this.#ahead].sort(([one], [other]) => one - other)) {
      if (first > this.#stored + 1) break
      this.#ahead.delete(first)
      this.#stored = Math.max(this.#stored, first + count - 1)
    }
  }

  /** Whether the row at `seq` is ours, ahead of what has been read. */
  isOurs(seq: number): boolean {
    for (const [first, count] of this.#ahead) if (seq >= first && seq < first + count) return true
    return false
  }

  /** Calls `stored` once everything up to now is on disk: at once if it is, never if storing fails. */
  whenStored(stored: () => void, failed: (error: Error) => void = () => {}): void {
    if (this.#failure) failed(this.#failure)
    else if (this.#waiting.length === 0) stored()
    else this.#waiters.push({ count: this.given, stored, failed })
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
      while (this.#waiting.length > 0 && !this.#failure)
        await this.#storeNext(this.#waiting.slice(0, this.#cutAt(mostAtOnce)))
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
      for (let left = entries.length; left > 0; ) {
        const next = this.#waiting.slice(0, this.#cutAt(1))
        await this.#store(next)
        left -= next.length
      }
    }
  }

  /** The first place among those that wait, from `at` on, where a lot may end. */
  #cutAt(at: number): number {
    let end = Math.min(at, this.#waiting.length)
    while (this.#joined.has(this.#settled + end)) end++
    return end
  }

  async #store(entries: readonly E[]): Promise<void> {
    const { ledger, documentId, fence, onRefused } = this.#needs
    const leases = entries.flatMap(({ leases, memberId }) =>
      memberId === null ? [] : leases.map((clientId) => ({ clientId, memberId })),
    )
    const from = this.#stored + 1
    const updates = entries.map(rowOf)
    for (;;) {
      const head = this.#head
      const appended = await ledger.append({ documentId, from, head, fence: fence(), updates, leases })
      if (this.#failure) return
      if (appended) {
        this.#head = appended.head
        this.#settle(entries, appended.first)
        return
      }
      // With what waits behind them, and what comes while that is asked: in the next term nobody asks for it again.
      if (!(await onRefused(this.#waiting))) throw new NotStored(`frozen, or position ${from} is somebody else's`)
    }
  }

  #settle(entries: readonly E[], first: number): void {
    this.#waiting.splice(0, entries.length)
    this.#settled += entries.length
    for (const at of this.#joined) if (at < this.#settled) this.#joined.delete(at)
    const isBehind = first > this.#stored + 1
    this.#ahead.set(first, entries.length)
    this.#last = Math.max(this.#last, first + entries.length - 1)
    this.reach(this.#stored)
    this.#needs.onStored(entries)
    const due = this.#waiters.filter((waiter) => waiter.count <= this.#settled)
    this.#waiters = this.#waiters.filter((waiter) => waiter.count > this.#settled)
    for (const waiter of due) waiter.stored()
    if (isBehind) this.#needs.onBehind()
  }
}

function rowOf({ update, memberId, clientId }: Entry) {
  return { member_id: memberId, client_id: clientId, bytes: update, sha256: hashOf(update) }
}

/** SHA-256 in lower-case hex, as the log keeps it beside the bytes. */
export function hashOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}
