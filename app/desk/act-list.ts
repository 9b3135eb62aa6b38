// Every act of the desk, in the order in which it is shown within its group. Loaded after the page; see acts.ts for how
// to add one.

import type { Act } from './acts.ts'
import { citeActs } from './acts-cite.ts'
import { commentActs } from './acts-comments.ts'
import { compareActs } from './acts-compare.ts'
import { deskActs } from './acts-desk.ts'
import { moveActs } from './acts-move.ts'
import { suggestionActs } from './acts-suggestions.ts'
import { tableActs } from './acts-table.ts'
import { termActs } from './acts-terms.ts'
import { versionActs } from './acts-versions.ts'
import { writeActs } from './acts-write.ts'

export const acts: readonly Act[] = [
  ...writeActs,
  ...moveActs,
  ...tableActs,
  ...suggestionActs,
  ...commentActs,
  ...citeActs,
  ...termActs,
  ...versionActs,
  ...compareActs,
  ...deskActs,
]
