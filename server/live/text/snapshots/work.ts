// What the thread that replays is asked, and what it answers.

/** A text as its log gives it, read through. */
export interface Replayed {
  /** The last position of the log that is in it, and that of the snapshot it was replayed from. */
  readonly seq: number
  readonly snapshotSeq: number
  /** The head of the chain of the log at `seq`. */
  readonly head: string
  /** The whole text as one update, its hash as the log keeps it, and its state vector. */
  readonly whole: Uint8Array
  readonly sha256: string
  readonly stateVector: Uint8Array
}

export type Work =
  | { readonly replay: string }
  /** Whether two whole texts, as updates, read alike. */
  | { readonly one: Uint8Array; readonly other: Uint8Array }
