// What a bench is: something measured beside others in one run, and the numbers that must come out.

/** The figure must be at most, or at least, so much. */
export type Limit = { readonly most: number } | { readonly least: number }

export interface Measured {
  /** What the targets are about. */
  readonly figures: Readonly<Record<string, number>>
  /** Who was measured → what → how much. */
  readonly table: Readonly<Record<string, Readonly<Record<string, number>>>>
}

export interface Bench {
  readonly name: string
  readonly targets: Readonly<Record<string, Limit>>
  /** Throws when documents were not equal at the end: such a run is void. */
  run(size: 'short' | 'full', say: (line: string) => void): Promise<Measured>
}
