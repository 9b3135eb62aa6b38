// Chance that can be replayed: the same seed gives the same numbers.

export interface Chance {
  /** A whole number from 0 up to, not including, `below`. */
  whole(below: number): number
  /** True in `share` of the cases. */
  sometimes(share: number): boolean
  pick<T>(from: readonly T[]): T
}

/** xorshift32; a seed of 0 counts as 1. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0 || 1
  const next = () => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 2 ** 32
  }
  return {
    whole: (below) => Math.floor(next() * below),
    sometimes: (share) => next() < share,
    pick: (from) => from[Math.floor(next() * from.length)] as (typeof from)[number],
  }
}
