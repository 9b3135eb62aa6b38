// Damaged updates: some bytes of one are others, or missing.

import type { Chance } from '#tests/support/seeded.ts'

/** `clients` are ids to be put in place of others. */
export function damage(update: Uint8Array, chance: Chance, clients: readonly number[]): Uint8Array {
  let bytes = Uint8Array.from(update)
  const times = 1 + chance.whole(3)
  for (let at = 0; at < times; at++) {
    const place = chance.whole(bytes.length)
    const way = chance.whole(6)
    if (way === 0) bytes[place] = (bytes[place] ?? 0) ^ (1 << chance.whole(8))
    else if (way === 1) bytes[place] = chance.whole(128)
    else if (way === 2) bytes[place] = chance.whole(16)
    else if (way === 3) bytes[place] = chance.pick(clients) & 0xff
    else if (way === 4) bytes[place] = Math.max(0, (bytes[place] ?? 0) + chance.pick([-1, 1]))
    else bytes = bytes.slice(0, 1 + place)
  }
  return bytes
}
