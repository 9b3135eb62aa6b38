// What a fault is: a way to break the real server, and the numbers that must come out.

export interface Fault {
  readonly name: string
  /** Figure name → the exact value to reach. */
  readonly targets: Readonly<Record<string, number>>
  /** Runs `trials` trials from `seed`. `lost` counts what was acknowledged and is gone. */
  run(
    trials: number,
    seed: number,
  ): Promise<{ readonly figures: Readonly<Record<string, number>>; readonly lost: number }>
}
