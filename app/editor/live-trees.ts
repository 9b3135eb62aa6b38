// The live text as plain trees, read anew only where it changed. It knows no editor and no socket.

import * as Y from 'yjs'
import { type KnownParagraphs, readTrees } from '#server/document/read.ts'
import type { BothTrees } from '#server/document/tree.ts'
import { languages } from '#server/domain/language.ts'

/** Returns the way to read a text as it stands; throws as readTrees does. It watches the text for as long as that lives. */
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
    doc.get(language, Y.XmlElement).observeDeep(forget as Parameters<Y.XmlElement['observeDeep']>[0])
  }
  return () => readTrees(doc, known)
}
