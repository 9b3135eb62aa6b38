// Whether two copies of a text read alike, whatever bytes they were written in. It knows no store.

import * as Y from 'yjs'
import { canonicalBytes } from '../../../document/canonical/canonical.ts'
import { rootOf } from '../../../document/tree/blocks.ts'
import { readTrees } from '../../../document/tree/read.ts'
import { languages } from '../../../domain/language.ts'

/** Throws UnreadableText for what is outside the closed vocabulary. */
export function areAlike(one: Y.Doc, other: Y.Doc): boolean {
  const [first, second] = [readTrees(one), readTrees(other)]
  return languages.every(
    (language) => Buffer.compare(canonicalBytes(first[language]), canonicalBytes(second[language])) === 0,
  )
}

/** The same of two whole texts, each as one update. */
export function readAlike(one: Uint8Array, other: Uint8Array): boolean {
  const [first, second] = [one, other].map((update) => {
    const doc = new Y.Doc()
    for (const language of languages) rootOf(doc, language)
    Y.applyUpdate(doc, update)
    return doc
  }) as [Y.Doc, Y.Doc]
  return areAlike(first, second)
}
