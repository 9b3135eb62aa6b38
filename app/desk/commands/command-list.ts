// Every act of the desk, in the order in which it is shown within its group. Loaded after the page; see acts.ts for how
// to add one.

import { citeActs } from './cite-commands.ts'
import type { Act } from './commands.ts'
import { commentActs } from './comment-commands.ts'
import { compareActs } from './compare-commands.ts'
import { deskActs } from './desk-commands.ts'
import { moveActs } from './move-commands.ts'
import { suggestionActs } from './suggestion-commands.ts'
import { tableActs } from './table-commands.ts'
import { termActs } from './term-commands.ts'
import { versionActs } from './version-commands.ts'
import { writeActs } from './write-commands.ts'

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
