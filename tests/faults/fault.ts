// What a fault is: a way to break the real server, and the numbers that must come out.

import type { Engine } from '#db/engine/open.ts'

/** The number to reach. `unit` is for the reader only. */
export type Target = ({ readonly exactly: number } | { readonly atMost: number } | { readonly atLeast: number }) & {
  readonly unit?: string
}

export type Figures = Readonly<Record<string, number>>

export interface Asked {
  readonly trials: number
  readonly seed: number
  readonly engine: Engine
  /** An empty database of this run's own, dropped afterwards; null for SQLite. For `freshPlace` and `seatedPlace`. */
  readonly databaseUrl: string | null
  /** A line of progress for whoever waits. */
  say(line: string): void
}

interface Outcome {
  /** Figure → what came out; each target needs its figure, and there may be more. */
  readonly figures: Figures
  /** What was acknowledged and is gone. */
  readonly lost: number
}

export interface Fault {
  /** Its word on the command line. */
  readonly name: string
  /** Its number in the plan of faults: F1, F2, … */
  readonly code: string
  readonly title: string
  /** Where it is run; the first is enough where the store plays no part. */
  readonly engines: readonly Engine[]
  /** How many of its short form. */
  readonly trials: number
  readonly targets: Readonly<Record<string, Target>>
  run(asked: Asked): Promise<Outcome>
}
