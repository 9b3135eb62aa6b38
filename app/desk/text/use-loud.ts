// The text as it was, for whatever is found in it, for as long as only quiet things change (quiet.ts).

import { useRef } from 'react'
import type { BothTrees } from '#server/document/tree/tree.ts'
import { type IsQuiet, isQuietSince } from './quiet.ts'

/**
 * The trees as they were, for as long as only quiet things changed since. With another `isQuiet` they are looked at
 * anew.
 */
export function useLoud(trees: BothTrees, isQuiet: IsQuiet): BothTrees {
  const known = useRef({ trees, isQuiet, shown: trees })
  const { current: before } = known
  if (before.trees !== trees || before.isQuiet !== isQuiet) {
    const stays = before.isQuiet === isQuiet && isQuietSince(before.trees, trees, isQuiet)
    known.current = { trees, isQuiet, shown: stays ? before.shown : trees }
  }
  return known.current.shown
}
