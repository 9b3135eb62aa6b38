// The text of an open desk as it stands, for a command: with the letters typed right before its keys.

import type { BothTrees } from '#server/document/tree/tree.ts'
import type { DeskState } from '../page/state.ts'

export function treesRead({ live, view }: Pick<DeskState, 'live' | 'view'>): BothTrees {
  return live?.connection.treesNow() ?? view.trees
}
