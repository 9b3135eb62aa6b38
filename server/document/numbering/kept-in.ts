// Which numbers a live text keeps from one of its versions. They stand in no update: who opens the text says so, and
// its trees carry them.

import type * as Y from 'yjs'
import type { BothTrees } from '../tree/tree.ts'
import type { BothKept } from './kept.ts'

const kept = new WeakMap<Y.Doc, BothKept>()

export function keepNumbersIn(doc: Y.Doc, numbers: BothKept): void {
  kept.set(doc, numbers)
}

/** Null for a text that keeps none. */
export function keptIn(doc: Y.Doc): BothKept {
  return kept.get(doc) ?? null
}

/** The trees of such a text, numbered as it is. */
export function keeping({ en, fr }: BothTrees, numbers: BothKept): BothTrees {
  return numbers ? { en: { ...en, kept: numbers.en }, fr: { ...fr, kept: numbers.fr } } : { en, fr }
}
