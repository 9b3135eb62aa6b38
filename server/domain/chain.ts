// Hash chains as pure functions: each entry is sealed together with the one before it. It knows no SHA-256 of its own.

/** The frames keep the two kinds of chain apart: an entry of one is never an entry of the other. */
type ChainFrame = 'recital-record-v1' | 'recital-ballot-v1'

/** `sha256` takes text and gives lower-case hexadecimal of the SHA-256 of its UTF-8 bytes. */
export interface Seal {
  readonly frame: ChainFrame
  readonly sha256: (text: string) => string
}

/** Where a chain ends: the last seq (0 when empty) and its hash. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

/** What an entry adds to the chain. Entries are numbered from 1. */
export interface Link {
  readonly seq: number
  readonly prevHash: string
  readonly hash: string
}

/** The head of a chain without entries. */
export const emptyChain: ChainHead = { seq: 0, hash: '0'.repeat(64) }

/** Seals `entry` (any JSON value) after `head`. The result is stored beside the entry, and is the next head. */
export function link(seal: Seal, head: ChainHead, entry: unknown): Link {
  const seq = head.seq + 1
  const prevHash = head.hash
  const hash = seal.sha256(`${seal.frame}\n${canonicalJson({ entry, prevHash, seq })}`)
  return { seq, prevHash, hash }
}

/**
 * The seq at which a chain breaks, null when it holds. `head` is what is known from elsewhere of where it ends; without
 * it (null) entries cut off at the end are not noticed.
 */
export function firstBroken(
  seal: Seal,
  links: readonly (Link & { readonly entry: unknown })[],
  head: ChainHead | null,
): number | null {
  let at = emptyChain
  for (const found of links) {
    const expected = link(seal, at, found.entry)
    if (found.seq !== expected.seq || found.prevHash !== expected.prevHash || found.hash !== expected.hash) {
      return expected.seq
    }
    at = { seq: expected.seq, hash: expected.hash }
  }
  if (head !== null && (head.seq !== at.seq || head.hash !== at.hash)) return at.seq + 1
  return null
}

/** JSON with sorted keys and no white space: one value, one text. Throws a TypeError on what JSON cannot hold. */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (isPlain(value)) {
    const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`
  }
  throw new TypeError(`A ${typeof value} has no canonical JSON`)
}

/** A record of fields, and not a date, bytes or anything else that JSON would flatten. */
function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
