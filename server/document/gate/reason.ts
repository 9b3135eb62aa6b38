// Why the gate stops an update, as a closed list of codes. What is said to the person stands in
// server/live/refusals.ts.

export type GateReason =
  | 'too-large'
  | 'malformed'
  | 'too-many'
  | 'foreign-client'
  | 'gap'
  | 'missing-dependency'
  | 'misplaced'
  | 'too-fast'
  | 'delete-beyond'
  | 'vocabulary'
  | 'unknown-thread'
  | 'unknown-suggestion'
  | 'not-a-suggestion'

/**
 * Thrown inside the gate only; `examine` turns it into a verdict. `detail` is for the operator's log and holds no words
 * of a text.
 */
export class Stopped extends Error {
  readonly reason: GateReason
  constructor(reason: GateReason, detail: string) {
    super(detail)
    this.name = 'Stopped'
    this.reason = reason
  }
}
