// Ids: 26 lower-case characters, ordered by time. Clock and chance are given, never taken.

const digits = '0123456789abcdefghjkmnpqrstvwxyz'

/** Bytes of chance that `mintFrom` takes: 80 bits, sixteen characters. */
export const chanceBytes = 10

/**
 * `now` in UTC milliseconds (48 bits, ten characters), then ten random bytes. Ids of a later millisecond sort later.
 */
export function mintFrom(now: number, chance: Uint8Array): string {
  if (!Number.isInteger(now) || now < 0 || now >= 2 ** 48) throw new RangeError('The time does not fit an id')
  if (chance.length !== chanceBytes) throw new RangeError(`An id takes ${chanceBytes} bytes of chance`)
  const bits = BigInt(now) * 2n ** 80n + chance.reduce((all, byte) => all * 256n + BigInt(byte), 0n)
  let id = ''
  for (let place = 25n; place >= 0n; place -= 1n) id += digits[Number((bits >> (5n * place)) & 31n)]
  return id
}

const idForm = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/

/** True for the form of a paragraph's permanent id, which is that of every id. */
export function isPid(value: unknown): value is string {
  return typeof value === 'string' && idForm.test(value)
}
