// Every command of the desk, in the order in which it is shown within its group. Loaded after the page; see commands.ts
// for how to add one.

import { citeCommands } from './cite-commands.ts'
import type { Command } from './commands.ts'
import { commentCommands } from './comment-commands.ts'
import { compareCommands } from './compare-commands.ts'
import { deskCommands } from './desk-commands.ts'
import { moveCommands } from './move-commands.ts'
import { suggestionCommands } from './suggestion-commands.ts'
import { tableCommands } from './table-commands.ts'
import { termCommands } from './term-commands.ts'
import { versionCommands } from './version-commands.ts'
import { writeCommands } from './write-commands.ts'

export const commands: readonly Command[] = [
  ...writeCommands,
  ...moveCommands,
  ...tableCommands,
  ...suggestionCommands,
  ...commentCommands,
  ...citeCommands,
  ...termCommands,
  ...versionCommands,
  ...compareCommands,
  ...deskCommands,
]
