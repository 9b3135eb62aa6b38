// Applies a doubtful update to a copy of the paragraphs that it touches and looks at the result. Rare: our editors make
// no such updates (app/editor/undoing.ts); an undo as Yjs has it does, when it puts words back between what has been
// undone and redone itself.

import * as Y from 'yjs'
import { languages } from '../../domain/language.ts'
import { rootOf } from '../tree/blocks.ts'
import { excerptFor } from '../tree/excerpt.ts'
import { Stopped } from './reason.ts'

/**
 * Throws Stopped (misplaced) when Yjs fails on the update, keeps part of it back, or reloads the result to another
 * text, or could place it otherwise in another copy. Where paragraphs come or go it takes a copy of the whole, which
 * costs as much: only for who `mayArrange` them.
 */
export function rehearse(doc: Y.Doc, update: Uint8Array, mayArrange: boolean): void {
  const excerpt = excerptFor(doc, update)
  const isWithin = excerpt.paragraphs === 'stay'
  if (!isWithin && !mayArrange) throw new Stopped('misplaced', 'a doubtful update that brings paragraphs or takes them')
  rehearseIn(isWithin ? excerpt.doc : copyOf(Y.encodeStateAsUpdate(doc)), update)
}

function rehearseIn(copy: Y.Doc, update: Uint8Array): void {
  const before = Y.decodeStateVector(Y.encodeStateVector(copy))
  try {
    Y.applyUpdate(copy, update)
  } catch {
    throw new Stopped('misplaced', 'the rehearsal failed')
  }
  const { pendingStructs, pendingDs } = copy.store
  if (pendingStructs || pendingDs || contentOf(copyOf(Y.encodeStateAsUpdate(copy))) !== contentOf(copy)) {
    throw new Stopped('misplaced', 'the rehearsal reloads to another text')
  }
  if (!areBetweenNeighbours(copy, before)) throw new Stopped('misplaced', 'neighbours in reverse')
}

/**
 * Whether what came since names neighbours that stand in that order. Between others there is no place: each copy of the
 * text puts it where its own order of arrival has it, and this copy reloading the same says nothing of the sender's.
 */
function areBetweenNeighbours({ store }: Y.Doc, before: ReadonlyMap<number, number>): boolean {
  for (const [client, structs] of store.clients) {
    const known = before.get(client) ?? 0
    if (known >= Y.getState(store, client)) continue
    for (const struct of structs.slice(Y.findIndexSS(structs, known))) {
      if (!(struct instanceof Y.Item) || !struct.origin || !struct.rightOrigin) continue
      const right = Y.getItem(store, struct.rightOrigin)
      let item: Y.Item | null = Y.getItem(store, struct.origin)
      if (!(item instanceof Y.Item) || !(right instanceof Y.Item)) continue
      do item = item.right
      while (item !== null && item !== right)
      if (item === null) return false
    }
  }
  return true
}

function copyOf(state: Uint8Array): Y.Doc {
  const copy = new Y.Doc()
  for (const language of languages) rootOf(copy, language)
  Y.applyUpdate(copy, state)
  return copy
}

function contentOf(doc: Y.Doc): string {
  return JSON.stringify(languages.map((language) => rootOf(doc, language).toArray().map(blockOf)))
}

function blockOf(block: unknown): unknown {
  if (!(block instanceof Y.XmlElement)) return null
  return [block.getAttributes(), block.toArray().map((text) => (text instanceof Y.XmlText ? text.toDelta() : null))]
}
