// The live text as plain trees, read anew only where it changed. It knows no editor and no socket.

import * as Y from 'yjs'
import { languages } from '../../domain/language.ts'
import { keeping, keptIn } from '../numbering/kept-in.ts'
import { rootOf } from './blocks.ts'
import { type KnownParagraphs, readTrees } from './read.ts'
import type { BothTrees } from './tree.ts'

/**
 * Returns the way to read a text as it stands, with the numbers that it keeps; throws as readTrees does. It watches the
 * text for as long as that lives.
 */
export function treesOf(doc: Y.Doc): () => BothTrees {
  const known: KnownParagraphs = new WeakMap()
  const forget = (events: readonly Y.YEvent<Y.XmlElement | Y.XmlText>[]) => {
    for (const { target } of events) {
      // What changed is the words of a block, the block, or the list of blocks, which keeps nothing here.
      const block = target instanceof Y.XmlText ? target.parent : target
      if (block instanceof Y.XmlElement) known.delete(block)
    }
  }
  for (const language of languages) {
    rootOf(doc, language).observeDeep(forget as Parameters<Y.XmlElement['observeDeep']>[0])
  }
  return () => keeping(readTrees(doc, known), keptIn(doc))
}

const readers = new WeakMap<Y.Doc, () => BothTrees>()

/**
 * A text as it stands, for whoever has no reader of their own: the second time only what changed is read. Not to be
 * asked inside a transaction that has written already.
 */
export function treesNow(doc: Y.Doc): BothTrees {
  const read = readers.get(doc) ?? treesOf(doc)
  readers.set(doc, read)
  return read()
}
