// The text of an open desk as it was last read, less than a second ago, for a command: nothing is drawn anew for it.

import type { BothTrees } from '#server/document/tree/tree.ts'
import type { DeskState } from '../page/state.ts'

export function treesRead({ live, view }: Pick<DeskState, 'live' | 'view'>): BothTrees {
  return live?.connection.trees.get() ?? view.trees
}
