// Where each struct of an update would stand: in which shared type, between which neighbours. Refuses what no honest
// editor can produce. It reads the document and never changes it; what may stand there is vocabulary.ts.

import * as Y from 'yjs'
import { languages } from '../../domain/language.ts'
import { rootOf } from '../tree/blocks.ts'
import type { Id } from './bytes.ts'
import { limits } from './limits.ts'
import { Stopped } from './reason.ts'
import type { Scanned, Struct } from './scan.ts'

/**
 * `holder` is the identity of the shared type: Yjs's own for one in the document, the placed struct for a new one.
 * 'gone': the neighbour or parent was deleted and collected; Yjs will keep the length of the struct and nothing else.
 */
export type Place =
  | { readonly kind: 'root' | 'block' | 'text'; readonly holder: object; readonly sub: string | null }
  | { readonly kind: 'gone' }

export interface Placed {
  readonly struct: Struct
  readonly place: Place
  /** The nearest neighbours that the document already holds; null is the beginning or the end. */
  readonly before: Mark | null
  readonly after: Mark | null
}

interface Mark {
  readonly item: Y.Item
  readonly clock: number
}

type Neighbour = Mark | Placed

const gone: Place = { kind: 'gone' }

/**
 * Places all structs in an order in which each finds what it depends on, and shows each to `check` before the next.
 * Doubtful is an update that puts words between units whose order is not plain. Throws Stopped (gap,
 * missing-dependency, misplaced).
 */
export function placeStructs(
  doc: Y.Doc,
  scanned: Scanned,
  check: (placed: Placed) => void,
): { readonly isDoubtful: boolean } {
  return new Placing(doc, scanned, check).run()
}

class Placing {
  readonly #store: Y.Doc['store']
  readonly #roots: Readonly<Record<string, Y.XmlElement>>
  readonly #structs: Scanned['structs']
  readonly #check: (placed: Placed) => void
  readonly #placed = new Map<number, Placed[]>()
  /** Next clock of every client of the update, as if what is placed were in the document. */
  readonly #state = new Map<number, number>()
  #isDoubtful = false
  #steps = 0
  #checked: readonly [Y.Item, Y.Item] | null = null

  constructor(doc: Y.Doc, { structs }: Scanned, check: (placed: Placed) => void) {
    this.#store = doc.store
    this.#roots = Object.fromEntries(languages.map((language) => [language, rootOf(doc, language)]))
    this.#structs = structs
    this.#check = check
  }

  run(): { readonly isDoubtful: boolean } {
    for (const [client, [first]] of this.#structs) {
      const known = Y.getState(this.#store, client)
      if (first?.clock !== known) throw new Stopped('gap', `starts at ${first?.clock}, known ${known}`)
      this.#state.set(client, known)
      this.#placed.set(client, [])
    }
    let all = 0
    for (let settled = -1; settled !== all; ) {
      settled = all
      for (const [client, list] of this.#structs) all += this.#settle(client, list)
    }
    for (const [client, list] of this.#structs) {
      if (this.#placed.get(client)?.length !== list.length) throw new Stopped('missing-dependency', 'unknown neighbour')
    }
    return { isDoubtful: this.#isDoubtful }
  }

  /** Places what it can of one client; returns how many. */
  #settle(client: number, list: readonly Struct[]): number {
    const placed = this.#placed.get(client) ?? []
    const start = placed.length
    for (let at = start; at < list.length; at++) {
      const struct = list[at]
      if (!struct || !this.#isReady(struct)) break
      const one = this.#place(struct)
      this.#check(one)
      placed.push(one)
      this.#state.set(client, struct.clock + struct.length)
    }
    return placed.length - start
  }

  #isReady({ origin, right, parent }: Struct): boolean {
    return [origin, right, parent].every(
      (id) => id === null || typeof id === 'string' || id.clock < this.#known(id.client),
    )
  }

  #known(client: number): number {
    return this.#state.get(client) ?? Y.getState(this.#store, client)
  }

  #place(struct: Struct): Placed {
    if (struct.content.is === 'collected') return { struct, place: gone, before: null, after: null }
    const left = struct.origin && this.#find(struct.origin)
    const right = struct.right && this.#find(struct.right)
    if (left === gone || right === gone) return { struct, place: gone, before: null, after: null }
    const before = left && beginning(left as Neighbour)
    const after = right && ending(right as Neighbour)
    const place = this.#placeBetween(struct, left as Neighbour | null, right as Neighbour | null)
    if (place.kind !== 'gone' && left && right) this.#checkOrder(struct, left as Neighbour, right as Neighbour)
    return { struct, place, before, after }
  }

  #placeBetween(struct: Struct, left: Neighbour | null, right: Neighbour | null): Place {
    if (!left && !right) return this.#placeIn(struct.parent, struct.sub)
    const place = this.#placeOf((left ?? right) as Neighbour)
    if (!right || place.kind === 'gone') return place
    // The earlier values of an attribute form a chain that only grows at its end.
    if (place.sub !== null) throw new Stopped('misplaced', 'before a value of an attribute')
    if (left) {
      const other = this.#placeOf(right)
      if (other.kind === 'gone' || other.holder !== place.holder || other.sub !== null) {
        throw new Stopped('misplaced', 'neighbours in different places')
      }
    }
    return place
  }

  /** What stands at an id: in the document or earlier in the update. */
  #find({ client, clock }: Id): Neighbour | typeof gone {
    if (clock < Y.getState(this.#store, client)) {
      const item = itemAt(this.#store, client, clock)
      return item === null ? gone : { item, clock }
    }
    const placed = structAt(this.#placed.get(client) ?? [], clock)
    return placed.place.kind === 'gone' ? gone : placed
  }

  #placeOf(neighbour: Neighbour): Place {
    if ('place' in neighbour) return neighbour.place
    const { parent, parentSub } = neighbour.item
    return this.#placeInType(parent, parentSub)
  }

  #placeInType(type: unknown, sub: string | null): Place {
    if (Object.values(this.#roots).some((root) => root === type)) return { kind: 'root', holder: type as object, sub }
    if (type instanceof Y.XmlText) return { kind: 'text', holder: type, sub }
    if (type instanceof Y.XmlElement) return { kind: 'block', holder: type, sub }
    if (type === null || type === undefined) return gone
    throw new Stopped('vocabulary', 'inside an unknown type')
  }

  #placeIn(parent: Id | string | null, sub: string | null): Place {
    if (parent === null) throw new Stopped('malformed', 'no parent')
    if (typeof parent === 'string') {
      const root = Object.hasOwn(this.#roots, parent) ? this.#roots[parent] : undefined
      if (!root) throw new Stopped('vocabulary', 'an unknown root')
      return { kind: 'root', holder: root, sub }
    }
    const found = this.#find(parent)
    if (found === gone) return gone
    if ('item' in found) {
      const { content } = found.item
      if (content instanceof Y.ContentType) return this.#placeInType(content.type, sub)
      if (content.getRef() === 1) return gone
      throw new Stopped('misplaced', 'inside what is no type')
    }
    const { is } = (found as Placed).struct.content
    if (is === 'element') return { kind: 'block', holder: found, sub }
    if (is === 'text') return { kind: 'text', holder: found, sub }
    if (is === 'deleted') return gone
    throw new Stopped('misplaced', 'inside what is no type')
  }

  /** Neighbours in order need no more; others, which an undo of Yjs's own can make, make the update doubtful. */
  #checkOrder(struct: Struct, left: Neighbour, right: Neighbour): void {
    if ('place' in left && 'place' in right) {
      if (!touch(struct, left.struct, right.struct)) this.#isDoubtful = true
      return
    }
    const before = beginning(left)
    const after = ending(right)
    if (before && after && !this.#isBefore(before, after)) this.#isDoubtful = true
  }

  #isBefore(before: Mark, after: Mark): boolean {
    if (before.item === after.item) return before.clock < after.clock
    if (this.#checked?.[0] === before.item && this.#checked[1] === after.item) return true
    for (let item = before.item.right; item !== null; item = item.right) {
      if (item === after.item) {
        this.#checked = [before.item, after.item]
        return true
      }
      this.#steps += 1
      if (this.#steps > limits.steps) throw new Stopped('too-many', 'steps between neighbours')
    }
    return false
  }
}

function beginning(left: Neighbour): Mark | null {
  return 'place' in left ? left.before : left
}

function ending(right: Neighbour): Mark | null {
  return 'place' in right ? right.after : right
}

/** True when one of two new units was put directly beside the other, which tells their order. */
function touch({ origin, right }: Struct, before: Struct, after: Struct): boolean {
  if (!origin || !right) return false
  if (before === after) return right.clock === origin.clock + 1
  const isAfterPutBeside = right.clock === after.clock && isSame(after.origin, origin)
  const isBeforePutBeside = origin.clock === before.clock + before.length - 1 && isSame(before.right, right)
  return isAfterPutBeside || isBeforePutBeside
}

function isSame(one: Id | null, other: Id): boolean {
  return one?.client === other.client && one.clock === other.clock
}

/** The item of the document at a clock that it knows; null when it was collected. */
function itemAt(store: Y.Doc['store'], client: number, clock: number): Y.Item | null {
  const structs = store.clients.get(client) ?? []
  const struct = structs[Y.findIndexSS(structs, clock)]
  return struct instanceof Y.Item ? struct : null
}

function structAt(placed: readonly Placed[], clock: number): Placed {
  let low = 0
  let high = placed.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((placed[middle] as Placed).struct.clock <= clock) low = middle
    else high = middle - 1
  }
  return placed[low] as Placed
}
