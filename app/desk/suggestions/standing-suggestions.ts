// The suggestions that stand in a text.

import { type Standing, suggestionsOf } from '#server/document/suggestions/suggestions.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'

const known = new WeakMap<BothTrees, readonly Standing[]>()

/** Read once for all who show them. */
export function standingIn(trees: BothTrees): readonly Standing[] {
  const before = known.get(trees)
  if (before) return before
  const standing = suggestionsOf(trees)
  known.set(trees, standing)
  return standing
}
