// What of a text a transaction touched, as far as its keeper has to know: which languages, and whether it must be
// tidied.

import * as Y from 'yjs'
import { bringsLabels } from '../../document/numbering/living-labels.ts'
import { rootOf } from '../../document/tree/blocks.ts'
import { type Language, languages } from '../../domain/language.ts'

interface Touched {
  readonly changed: readonly Language[]
  /** Paragraphs, or their texts, came or went, or were named or made something else. */
  readonly isStructure: boolean
  readonly isUntidy: boolean
}

export function touchedBy(transaction: Y.Transaction): Touched {
  const parents = new Set<unknown>(transaction.changedParentTypes.keys())
  const changed = languages.filter((language) => parents.has(rootOf(transaction.doc, language)))
  const isStructure = [...transaction.changed].some(
    ([type, keys]) => type instanceof Y.XmlElement && [...keys].some((key) => key === null || !isSuggestion(key)),
  )
  return { changed, isStructure, isUntidy: isStructure || bringsLabels(transaction) }
}

/**
 * A suggestion about a paragraph is a mark and nothing else: there is nothing to tidy, and looking for it costs the
 * whole text.
 */
function isSuggestion(key: string): boolean {
  return /^s_[djkm]_/.test(key)
}
