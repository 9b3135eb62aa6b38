// Applies a doubtful update to a copy of the paragraphs that it touches and looks at the result. Rare: our editors make no such updates
// (app/editor/undoing.ts); an undo as Yjs has it does, when it puts words back between what has been undone and redone itself.

import * as Y from 'yjs'
import { languages } from '../../domain/language.ts'
import { rootOf } from '../tree/blocks.ts'
import { excerptFor } from '../tree/excerpt.ts'
import { Stopped } from './reason.ts'

/**
 * Throws Stopped (misplaced) when Yjs fails on the update, keeps part of it back, or reloads the result to another text. Where paragraphs come or
 * go it takes a copy of the whole, which costs as much: only for who `mayArrange` them.
 */
export function rehearse(doc: Y.Doc, update: Uint8Array, mayArrange: boolean): void {
  const excerpt = excerptFor(doc, update)
  const isWithin = excerpt.paragraphs === 'stay'
  if (!isWithin && !mayArrange) throw new Stopped('misplaced', 'a doubtful update that brings paragraphs or takes them')
  rehearseIn(isWithin ? excerpt.doc : copyOf(Y.encodeStateAsUpdate(doc)), update)
}

function rehearseIn(copy: Y.Doc, update: Uint8Array): void {
  try {
    Y.applyUpdate(copy, update)
  } catch {
    throw new Stopped('misplaced', 'the rehearsal failed')
  }
  const { pendingStructs, pendingDs } = copy.store
  if (pendingStructs || pendingDs || contentOf(copyOf(Y.encodeStateAsUpdate(copy))) !== contentOf(copy)) {
    throw new Stopped('misplaced', 'the rehearsal reloads to another text')
  }
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
