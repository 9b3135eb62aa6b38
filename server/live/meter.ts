// What the rooms tell whoever counts: moments and numbers, never a person, a text or a word. It knows no library of
// measuring.

import type { RefusalReason } from './refusals.ts'

/** The way of one text to the disk, asked when somebody looks. */
export interface Unsaved {
  /** Updates that are not on disk yet. */
  readonly rows: number
  /** When the oldest of them came, as performance.now(); null when there is none. */
  readonly since: number | null
}

/** What one transaction of the ledger wrote of one text. */
interface Written {
  readonly updates: readonly { readonly bytes: Uint8Array }[]
}

/** Every method is cheap, keeps nothing of what it is given, and never throws. Instants are performance.now(). */
export interface Meter {
  /** A text came into memory, and has left it. */
  roomOpened(unsaved: Unsaved): void
  roomEnded(unsaved: Unsaved): void
  socketOpened(): void
  /** Once for each socket: the code that was said to it, else the one that came. */
  socketClosed(code: number): void
  /** A change, or a message, was refused in a room. */
  refused(reason: RefusalReason): void
  /** Somebody was not let in; an HTTP status. */
  turnedAway(status: number): void
  /** `saved` was sent for a question that was heard at `askedAt`. */
  saved(askedAt: number): void
  /** A transaction is on disk. */
  committed(appends: readonly Written[]): void
  /** Everything so far, as a scraper reads it. */
  page(): Promise<string>
  /** Nothing is counted any more. */
  end(): void
}
