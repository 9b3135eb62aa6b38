// The paragraphs of a live text that an update touches, as a text of their own: what the update does there can be tried
// without a copy of the whole, and costs what it touches. It reads the document and never changes it.

import * as Y from 'yjs'
import { languages } from '../../domain/language.ts'
import type { Id } from '../gate/bytes.ts'
import { type DeleteRange, type Scanned, type Struct, scanUpdate } from '../gate/scan.ts'
import { rootOf } from './blocks.ts'

export interface Excerpt {
  /** The touched paragraphs, under the ids that they have in the whole; in no order. To be destroyed after use. */
  readonly doc: Y.Doc
  /** What the update does to the list of paragraphs, which is left out. */
  readonly paragraphs: 'stay' | 'come and go at once' | 'come or go'
  /** How much was looked at: paragraphs, and more for long ones. */
  readonly size: number
}

/** Bytes of a paragraph with all that was deleted in it, as it usually is. */
const usual = 4_096

/** `update` must have passed the gate: it builds on nothing that is unknown. It is not applied to the excerpt. */
export function excerptFor(whole: Y.Doc, update: Uint8Array): Excerpt {
  const touched = new Touched(whole, scanUpdate(update))
  const bytes = writeParts(whole, touched)
  const doc = new Y.Doc()
  for (const language of languages) rootOf(doc, language)
  Y.applyUpdate(doc, bytes)
  return { doc, paragraphs: touched.paragraphs, size: touched.blocks.size + Math.floor(bytes.length / usual) }
}

/** A block in the document, one that the update brings, or none: a root, or what was collected. */
type Home = Y.Item | 'none'

class Touched {
  readonly blocks = new Set<Y.Item>()
  /** Clients that the update names: what it builds on is there, if only as collected. */
  readonly clients: ReadonlySet<number>
  paragraphs: Excerpt['paragraphs'] = 'stay'
  readonly #store: Y.Doc['store']
  readonly #scanned: Scanned
  readonly #deletes: ReadonlyMap<number, readonly DeleteRange[]>
  readonly #homes = new Map<Struct, Home>()

  constructor({ store }: Y.Doc, scanned: Scanned) {
    this.#store = store
    this.#scanned = scanned
    this.#deletes = Map.groupBy(scanned.deletes, ({ client }) => client)
    this.clients = new Set(clientsIn(scanned))
    for (const structs of scanned.structs.values()) for (const struct of structs) this.#bring(struct)
    for (const range of scanned.deletes) this.#take(range)
  }

  #bring(struct: Struct): void {
    if (struct.content.is === 'element') this.#comes(struct)
    const home = this.#homeOf(struct)
    if (home !== 'none') this.blocks.add(home)
  }

  /** Words put in and taken out in one turn come as one update, and so may paragraphs. */
  #comes({ client, clock }: Struct): void {
    if (!covering(this.#deletes.get(client) ?? [], clock)) this.paragraphs = 'come or go'
    else if (this.paragraphs === 'stay') this.paragraphs = 'come and go at once'
  }

  #take({ client, clock, length }: DeleteRange): void {
    const structs = this.#store.clients.get(client) ?? []
    if (clock >= Y.getState(this.#store, client)) return
    for (let at = Y.findIndexSS(structs, clock); at < structs.length; at++) {
      const struct = structs[at]
      if (!struct || struct.id.clock >= clock + length) return
      if (struct.deleted || !(struct instanceof Y.Item)) continue
      const home = homeOfItem(struct)
      if (home === struct) this.paragraphs = 'come or go'
      if (home !== 'none') this.blocks.add(home)
    }
  }

  /** Followed by a loop: an update may hold a long chain of units, each behind the one before. */
  #homeOf(struct: Struct): Home {
    const passed: Struct[] = []
    let home: Home | null = null
    for (let next: Struct | null = struct; next !== null && home === null; ) {
      home = this.#homes.get(next) ?? null
      if (home !== null) break
      passed.push(next)
      const on: Struct | Home = this.#onwards(next)
      if (on === 'none' || on instanceof Y.Item) home = on
      else next = on
    }
    for (const one of passed) this.#homes.set(one, home ?? 'none')
    return home ?? 'none'
  }

  /** Where a struct of the update stands, or what in the update it stands beside or in. */
  #onwards({ origin, right, parent, content }: Struct): Struct | Home {
    if (content.is === 'collected') return 'none'
    const beside = origin ?? right ?? parent
    // In a root, where it comes from nowhere.
    if (beside === null || typeof beside === 'string') return 'none'
    if (beside.clock >= Y.getState(this.#store, beside.client))
      return covering(this.#scanned.structs.get(beside.client) ?? [], beside.clock) ?? 'none'
    const struct = Y.getItem(this.#store, Y.createID(beside.client, beside.clock)) as Y.Item | Y.GC
    if (!(struct instanceof Y.Item)) return 'none'
    // Beside a paragraph is a root; in one is that paragraph.
    const home = homeOfItem(struct)
    return home === struct && beside !== parent ? 'none' : home
  }
}

/** Of runs of one client in clock order, the one that a clock lies in. */
function covering<Run extends { clock: number; length: number }>(runs: readonly Run[], clock: number): Run | null {
  let [low, high] = [0, runs.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const run = runs[middle]!
    if (clock < run.clock) high = middle - 1
    else if (clock >= run.clock + run.length) low = middle + 1
    else return run
  }
  return null
}

function* clientsIn({ structs, deletes }: Scanned): Generator<number> {
  for (const { client } of deletes) yield client
  for (const [client, list] of structs) {
    yield client
    for (const { origin, right, parent } of list)
      for (const id of [origin, right, parent]) if (id !== null && typeof id !== 'string') yield id.client
  }
}

/** The paragraph that an item is, or is in. Nothing stands in what was collected. */
function homeOfItem(item: Y.Item): Home {
  for (let one: Y.Item = item; ; ) {
    const { parent } = one
    if (!(parent instanceof Y.AbstractType)) return 'none'
    if (parent._item === null) return one.content instanceof Y.ContentType ? one : 'none'
    one = parent._item
  }
}

/**
 * All units of a block: the values of its attributes and the earlier ones, its texts, their words, and what was deleted
 * among them.
 */
function* unitsOf(item: Y.Item): Generator<Y.Item> {
  yield item
  if (!(item.content instanceof Y.ContentType)) return
  const { type } = item.content
  for (let unit = type._start; unit !== null; unit = unit.right) yield* unitsOf(unit)
  for (const latest of type._map.values())
    for (let unit: Y.Item | null = latest; unit !== null; unit = unit.left) yield unit
}

/**
 * An update with the touched blocks; what lies between their units is there as collected, so that each unit keeps its
 * id.
 */
function writeParts(whole: Y.Doc, { blocks, clients }: Touched): Uint8Array {
  const parts = new Map<number, Y.Item[]>([...clients].map((client) => [client, []]))
  for (const block of blocks) {
    for (const item of unitsOf(block)) {
      const { client } = item.id
      const part = parts.get(client)
      if (part) part.push(item)
      else parts.set(client, [item])
    }
  }
  const known = [...parts].filter(([client]) => Y.getState(whole.store, client) > 0)
  const encoder = new Y.UpdateEncoderV1()
  // In this version every number is written as a length is.
  encoder.writeLen(known.length)
  for (const [client, part] of known) writePart(encoder, part, { client, clock: Y.getState(whole.store, client) })
  const gone = known.map(([client, part]) => [client, part.filter(({ deleted }) => deleted)] as const)
  encoder.writeLen(gone.length)
  for (const [client, items] of gone) {
    for (const number of [client, items.length]) encoder.writeLen(number)
    for (const { id, length } of items) for (const number of [id.clock, length]) encoder.writeLen(number)
  }
  return encoder.toUint8Array()
}

/** All units of one client up to the next. */
function writePart(encoder: Y.UpdateEncoderV1, part: Y.Item[], next: Id): void {
  const structs: (Y.Item | Y.GC)[] = []
  let at = 0
  const leaveOut = (to: number) => {
    if (to > at) structs.push(new Y.GC(Y.createID(next.client, at), to - at))
  }
  for (const item of part.sort((one, other) => one.id.clock - other.id.clock)) {
    leaveOut(item.id.clock)
    structs.push(item)
    at = item.id.clock + item.length
  }
  leaveOut(next.clock)
  for (const number of [structs.length, next.client, 0]) encoder.writeLen(number)
  for (const struct of structs) {
    const root = struct instanceof Y.Item && struct.parent instanceof Y.AbstractType && rootName(struct.parent)
    if (root) writeBlock(encoder, struct, root)
    else struct.write(encoder, 0)
  }
}

/** Null for a type that is no root. */
function rootName(type: Y.AbstractType<unknown>): string | null {
  return type._item === null ? Y.findRootTypeKey(type) : null
}

/** Without its neighbours, which are left out. */
function writeBlock(encoder: Y.UpdateEncoderV1, { content }: Y.Item, root: string): void {
  encoder.writeInfo(content.getRef())
  encoder.writeParentInfo(true)
  encoder.writeString(root)
  content.write(encoder, 0)
}
