// The hash chain: whoever changes, removes, swaps or inserts an entry is noticed.

import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type ChainHead,
  canonicalJson,
  emptyChain,
  firstBroken,
  type Link,
  link,
  type Seal,
} from '#server/domain/chain.ts'

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')
const seal: Seal = { frame: 'recital-record-v1', sha256 }

type Entry = { readonly act: string; readonly at: number; readonly detail: unknown }
type Linked = Link & { readonly entry: Entry }

function chainOf(entries: readonly Entry[]): { links: Linked[]; head: ChainHead } {
  let head: ChainHead = emptyChain
  const links = entries.map((entry) => {
    const next = link(seal, head, entry)
    head = next
    return { ...next, entry }
  })
  return { links, head: { seq: head.seq, hash: head.hash } }
}

const entries = fc.record({ act: fc.string(), at: fc.nat(), detail: fc.jsonValue() })
const chains = fc.array(entries, { minLength: 1, maxLength: 20 }).map(chainOf)

/** The first place where two values differ is enough: the same entry put in its own place is no change. */
function differs(one: readonly Linked[], other: readonly Linked[]): boolean {
  return canonicalJson(one) !== canonicalJson(other)
}

describe('a chain', () => {
  it('holds as it was made, empty or not', () => {
    expect(firstBroken(seal, [], emptyChain)).toBeNull()
    fc.assert(
      fc.property(chains, ({ links, head }) => {
        expect(firstBroken(seal, links, head)).toBeNull()
      }),
    )
  })

  it('is numbered from 1, and each entry names the hash before it', () => {
    const { links, head } = chainOf([
      { act: 'opened', at: 1, detail: null },
      { act: 'closed', at: 2, detail: null },
    ])
    expect(links.map((one) => one.seq)).toEqual([1, 2])
    expect(links[0]?.prevHash).toBe('0'.repeat(64))
    expect(links[1]?.prevHash).toBe(links[0]?.hash)
    expect(head).toEqual({ seq: 2, hash: links[1]?.hash })
  })

  it('breaks after its last entry when the entries that the head knows of were cut off', () => {
    const entry = { act: 'opened', at: 1, detail: null }
    const { links, head } = chainOf([entry, entry, entry])
    expect(firstBroken(seal, links.slice(0, 2), head)).toBe(3)
    expect(firstBroken(seal, [], head)).toBe(1)
  })

  it('is the SHA-256 of the frame, a new line, and the canonical entry with its number and the hash before', () => {
    const expected = sha256(`recital-record-v1\n{"entry":{"a":1,"b":"é"},"prevHash":"${'0'.repeat(64)}","seq":1}`)
    expect(link(seal, emptyChain, { b: 'é', a: 1 }).hash).toBe(expected)
  })

  it('notices any change of any field', () => {
    const changed = fc.constantFrom('act', 'at', 'detail', 'seq', 'prevHash', 'hash')
    fc.assert(
      fc.property(chains, fc.nat(), changed, entries, ({ links, head }, place, field, other) => {
        const at = place % links.length
        const found = links[at] as Linked
        const tampered = [...links]
        if (field === 'seq') tampered[at] = { ...found, seq: found.seq + 1 + other.at }
        else if (field === 'hash' || field === 'prevHash') tampered[at] = { ...found, [field]: sha256(other.act) }
        else tampered[at] = { ...found, entry: { ...found.entry, [field]: other[field as keyof Entry] } }
        fc.pre(differs(links, tampered))
        expect(firstBroken(seal, tampered, head)).toBe(at + 1)
      }),
    )
  })

  it('notices any removal, the last entries included', () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.integer({ min: 1, max: 5 }), ({ links, head }, place, count) => {
        const tampered = [...links]
        tampered.splice(place % links.length, count)
        expect(firstBroken(seal, tampered, head)).not.toBeNull()
      }),
    )
  })

  it('notices any two entries that changed places', () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.nat(), ({ links, head }, one, other) => {
        const [from, to] = [one % links.length, other % links.length]
        fc.pre(from !== to)
        const tampered = [...links]
        tampered[from] = links[to] as Linked
        tampered[to] = links[from] as Linked
        expect(firstBroken(seal, tampered, head)).toBe(Math.min(from, to) + 1)
      }),
    )
  })

  it('notices any insertion: a copy, or a new entry sealed after its neighbour', () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.boolean(), entries, ({ links, head }, place, copied, fresh) => {
        const at = place % (links.length + 1)
        const before = links[at - 1] ?? emptyChain
        const copy = links[at] ?? (links[0] as Linked)
        const inserted = copied ? copy : { ...link(seal, before, fresh), entry: fresh }
        const tampered = [...links.slice(0, at), inserted, ...links.slice(at)]
        expect(firstBroken(seal, tampered, head)).not.toBeNull()
      }),
    )
  })

  it('notices a tail that was sealed anew, because the head is known from elsewhere', () => {
    fc.assert(
      fc.property(chains, fc.nat(), entries, ({ links, head }, place, fresh) => {
        const rewritten = links.map((one) => one.entry)
        rewritten[place % links.length] = fresh
        const forged = chainOf(rewritten)
        fc.pre(differs(links, forged.links))
        expect(firstBroken(seal, forged.links, null)).toBeNull()
        expect(firstBroken(seal, forged.links, head)).not.toBeNull()
      }),
    )
  })

  it('of the record is not a chain of a ballot', () => {
    const { links, head } = chainOf([{ act: 'opened', at: 1, detail: null }])
    expect(firstBroken({ frame: 'recital-ballot-v1', sha256 }, links, head)).toBe(1)
  })
})

describe('canonical JSON', () => {
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
      }),
    )
  })

  it('reads back as the value it was made from', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(plain(value))
      }),
    )
  })

  it('sorts keys at every depth and writes no white space', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x "y"' })).toBe('{"a":"x \\"y\\"","b":[{"c":null,"d":1}]}')
  })

  it.each([
    ['undefined', undefined],
    ['a number that is none', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a date', new Date(0)],
    ['a function', () => 1],
    ['a large integer', 1n],
    ['bytes', new Uint8Array(1)],
    ['an undefined field', { field: undefined }],
  ])('refuses %s rather than lose it', (_, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })
})

/** JSON knows no negative zero. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
