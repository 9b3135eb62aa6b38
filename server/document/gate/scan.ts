// A strict reader of Yjs updates (format V1): every read is checked against the bytes, every count against the bytes
// that remain. It knows the form of an update, not what may stand in a text.

import { Bytes, type Id } from './bytes.ts'
import { limits } from './limits.ts'
import { Stopped } from './reason.ts'

export type Content =
  | { readonly is: 'collected' }
  | { readonly is: 'deleted' }
  | { readonly is: 'words'; readonly words: string }
  | { readonly is: 'format'; readonly key: string; readonly value: unknown }
  | { readonly is: 'element'; readonly name: string }
  | { readonly is: 'text' }
  | { readonly is: 'values'; readonly values: readonly string[] }

/** One run of consecutive clocks of one client, as sent. `parent` is a root's name or the id of a shared type. */
export interface Struct {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly origin: Id | null
  readonly right: Id | null
  readonly parent: Id | string | null
  readonly sub: string | null
  readonly content: Content
}

export interface DeleteRange extends Id {
  readonly length: number
}

export interface Scanned {
  /** By client, in clock order, without a hole. */
  readonly structs: ReadonlyMap<number, readonly Struct[]>
  /** Of each client in clock order; no two overlap. */
  readonly deletes: readonly DeleteRange[]
}

/**
 * Reads a whole update. Throws Stopped (too-large, too-many, malformed, vocabulary) at the first thing out of order.
 */
export function scanUpdate(update: Uint8Array): Scanned {
  if (update.length > limits.bytes) throw new Stopped('too-large', `${update.length} bytes`)
  const bytes = new Bytes(update)
  const structs = scanClients(bytes)
  const deletes = scanDeletes(bytes)
  if (bytes.left > 0) throw new Stopped('malformed', 'bytes after the end')
  return { structs, deletes }
}

function scanClients(bytes: Bytes): Map<number, Struct[]> {
  const count = bytes.number()
  if (count > limits.clients) throw new Stopped('too-many', `${count} clients`)
  const structs = new Map<number, Struct[]>()
  let total = 0
  for (let at = 0; at < count; at++) {
    const length = bytes.number()
    total += length
    if (total > limits.structs) throw new Stopped('too-many', `${total} structs`)
    if (length === 0 || length > bytes.left) throw new Stopped('malformed', 'count of structs')
    const client = bytes.client()
    if (structs.has(client)) throw new Stopped('malformed', 'a client twice')
    structs.set(client, scanStructs(bytes, client, length))
  }
  return structs
}

function scanStructs(bytes: Bytes, client: number, count: number): Struct[] {
  const list: Struct[] = []
  let clock = bytes.number()
  for (let at = 0; at < count; at++) {
    const struct = scanStruct(bytes, client, clock)
    list.push(struct)
    clock += struct.length
    if (clock > limits.clock) throw new Stopped('malformed', 'clock')
  }
  return list
}

const hasOrigin = 0x80
const hasRight = 0x40
const hasSub = 0x20
const contentBits = 0x1f

function scanStruct(bytes: Bytes, client: number, clock: number): Struct {
  const info = bytes.byte()
  if ((info & contentBits) === 0) {
    // Yjs reads a collected run whatever the upper bits say; an honest writer sets none.
    if (info !== 0) throw new Stopped('malformed', 'bits on a collected run')
    const bare = { origin: null, right: null, parent: null, sub: null }
    return { client, clock, length: bytes.run(), ...bare, content: { is: 'collected' } }
  }
  const ref = info & contentBits
  if (!knownContents.has(ref)) throw new Stopped('vocabulary', `content ${ref}`)
  const origin = info & hasOrigin ? bytes.id() : null
  const right = info & hasRight ? bytes.id() : null
  let parent: Id | string | null = null
  let sub: string | null = null
  if (!origin && !right) {
    parent = bytes.number() === 1 ? bytes.string(limits.name) : bytes.id()
    if (info & hasSub) sub = bytes.string(limits.name)
  }
  const { length, content } = scanContent(bytes, ref)
  // Paragraphs stand in a root, and nowhere else; in each other they may be many, so that none of the rest is read.
  if (content.is === 'element' && parent !== null && typeof parent !== 'string')
    throw new Stopped('vocabulary', 'an element in another')
  return { client, clock, length, origin, right, parent, sub, content }
}

/**
 * Contents as Yjs numbers them. JSON (2), binary (3), embed (5), subdocument (9) and skip (10) have no place in a text.
 */
const knownContents = new Set([1, 4, 6, 7, 8])

function scanContent(bytes: Bytes, ref: number): { length: number; content: Content } {
  switch (ref) {
    case 1:
      return { length: bytes.run(), content: { is: 'deleted' } }
    case 4: {
      const words = bytes.string(limits.bytes)
      if (words.length === 0) throw new Stopped('malformed', 'no words')
      return { length: words.length, content: { is: 'words', words } }
    }
    case 6: {
      const key = bytes.string(limits.name)
      return { length: 1, content: { is: 'format', key, value: readJson(bytes.string(limits.value)) } }
    }
    case 7:
      return { length: 1, content: scanType(bytes) }
    default: {
      const values = scanValues(bytes)
      return { length: values.length, content: { is: 'values', values } }
    }
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Stopped('malformed', 'JSON')
  }
}

function scanType(bytes: Bytes): Content {
  const type = bytes.number()
  if (type === 3) return { is: 'element', name: bytes.string(limits.name) }
  if (type === 6) return { is: 'text' }
  throw new Stopped('vocabulary', `type ${type}`)
}

/** Only strings stand as values; several in one run are earlier, deleted values that an undo keeps. */
function scanValues(bytes: Bytes): string[] {
  const count = bytes.number()
  if (count === 0 || count > bytes.left) throw new Stopped('malformed', 'count of values')
  const values: string[] = []
  for (let at = 0; at < count; at++) {
    const kind = bytes.byte()
    if (kind !== 119) throw new Stopped('vocabulary', `value of kind ${kind}`)
    values.push(bytes.string(limits.value))
  }
  return values
}

/** All deletions. Yjs writes each client once, and its ranges sorted and merged. */
function scanDeletes(bytes: Bytes): DeleteRange[] {
  const count = bytes.number()
  if (count > limits.deleteClients) throw new Stopped('too-many', `${count} clients with deletions`)
  const deletes: DeleteRange[] = []
  const clients = new Set<number>()
  for (let at = 0; at < count; at++) {
    const client = bytes.client()
    if (clients.has(client)) throw new Stopped('malformed', 'deletions of a client twice')
    clients.add(client)
    const ranges = bytes.number()
    if (ranges * 2 > bytes.left) throw new Stopped('malformed', 'count of deletions')
    if (deletes.length + ranges > limits.deleteRanges) throw new Stopped('too-many', 'deletions')
    scanRanges(bytes, client, ranges, deletes)
  }
  return deletes
}

/** Ranges that repeat each other would have all that they cover looked at again for each. */
function scanRanges(bytes: Bytes, client: number, count: number, into: DeleteRange[]): void {
  let end = 0
  for (let at = 0; at < count; at++) {
    const [clock, length] = [bytes.number(), bytes.number()]
    if (length === 0) throw new Stopped('malformed', 'an empty deletion')
    if (clock < end) throw new Stopped('malformed', 'deletions out of order')
    into.push({ client, clock, length })
    end = clock + length
  }
}
