// The text of an open desk as it is at this moment, for an act: nothing is drawn anew for it.

import type { BothTrees } from '#server/document/tree.ts'
import type { DeskState } from './state.ts'

export function treesNow({ live, view }: Pick<DeskState, 'live' | 'view'>): BothTrees {
  return live?.connection.trees.get() ?? view.trees
}
