// Ids that sort by time.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chanceBytes, isPid, mintFrom } from '#server/domain/ids.ts'

const chance = fc.uint8Array({ minLength: chanceBytes, maxLength: chanceBytes })
const instants = fc.integer({ min: 0, max: 2 ** 48 - 1 })

describe('an id', () => {
  it('has 26 lower-case characters, none of them i, l, o or u', () => {
    fc.assert(
      fc.property(instants, chance, (now, bytes) => {
        expect(mintFrom(now, bytes)).toMatch(/^[0-9a-hjkmnp-tv-z]{26}$/)
      }),
    )
    expect(mintFrom(0, new Uint8Array(10))).toBe('0'.repeat(26))
    expect(mintFrom(2 ** 48 - 1, new Uint8Array(10).fill(255))).toBe(`7${'z'.repeat(25)}`)
  })

  it('sorts after every id of an earlier millisecond', () => {
    fc.assert(
      fc.property(instants, instants, chance, chance, (one, other, some, more) => {
        fc.pre(one < other)
        expect(mintFrom(one, some) < mintFrom(other, more)).toBe(true)
      }),
    )
  })

  it('differs whenever the chance differs', () => {
    fc.assert(
      fc.property(instants, chance, chance, (now, some, more) => {
        fc.pre(some.join() !== more.join())
        expect(mintFrom(now, some)).not.toBe(mintFrom(now, more))
      }),
    )
  })

  it('is refused a time or a chance that does not fit', () => {
    expect(() => mintFrom(-1, new Uint8Array(10))).toThrow(RangeError)
    expect(() => mintFrom(0.5, new Uint8Array(10))).toThrow(RangeError)
    expect(() => mintFrom(2 ** 48, new Uint8Array(10))).toThrow(RangeError)
    expect(() => mintFrom(0, new Uint8Array(9))).toThrow(RangeError)
  })

  it('is known by its form', () => {
    fc.assert(
      fc.property(instants, chance, (now, bytes) => {
        expect(isPid(mintFrom(now, bytes))).toBe(true)
      }),
    )
    const id = mintFrom(1, new Uint8Array(10))
    for (const other of [
      '',
      id.slice(1),
      `${id}0`,
      id.replace('0', 'i'),
      `8${id.slice(1)}`,
      id.replace('0', '-'),
      26,
      null,
    ]) {
      expect(isPid(other)).toBe(false)
    }
    expect(isPid(mintFrom(1, new Uint8Array(10).fill(255)).toUpperCase())).toBe(false)
  })
})
