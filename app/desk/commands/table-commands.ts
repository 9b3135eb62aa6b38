// Commands on tables: a new one, and its rows and columns where the caret is.

import { $placeOfCaret } from '#app/editor/tables/table.ts'
import { mostColumns } from '#app/editor/tables/table-commands.ts'
import {
  tableCommands as allTableCommands,
  NEW_TABLE_COMMAND,
  TABLE_COMMAND,
  type TableCommand,
} from '#app/editor/typing/commands.ts'
import { tableWords as w } from '#app/words/desk/table.ts'
import type { Language, Words } from '#server/domain/language.ts'
import type { DeskState } from '../page/state.ts'
import { both, type Command, whyNotWrite } from './commands.ts'

const rows = 3

export const tableCommands: readonly Command[] = [
  ...[2, 3, 4].map(
    (columns): Command => ({
      id: `table.new-${columns}`,
      group: 'write',
      words: { en: w.en.newTable(columns), fr: w.fr.newTable(columns) },
      also: both(w, 'newTableAlso'),
      ...(columns === 3 && { isInMenu: true }),
      whyNot: (desk) => whyNotTable(desk) ?? (isInTable(desk) ? both(w, 'inTable') : null),
      run: ({ editor, voice }) => {
        editor?.dispatchCommand(NEW_TABLE_COMMAND, { rows, columns })
        editor?.focus()
        voice.announce(w[readerLanguage()].inserted(rows, columns))
      },
    }),
  ),
  ...allTableCommands.map(
    (command): Command => ({
      id: `table.${command}`,
      group: 'write',
      words: both(w, command),
      also: both(w, 'newTableAlso'),
      ...(command === 'leave' && { chord: 'Ctrl+Enter', isHeardByEditor: true }),
      whyNot: (desk) => whyNotTable(desk) ?? whyNotHere(desk, command),
      run: (desk) => run(desk, command),
    }),
  ),
]

function run({ editor, voice }: DeskState, command: TableCommand): void {
  if (!editor) return
  editor.dispatchCommand(TABLE_COMMAND, command)
  editor.focus(() => {
    const place = editor.getEditorState().read($placeOfCaret)
    if (place) voice.announce(w[readerLanguage()].place(place.row + 1, place.column + 1))
  })
}

function whyNotTable(desk: DeskState): Words | null {
  return whyNotWrite(desk) ?? (desk.mode === 'suggest' ? both(w, 'onlyEditing') : null)
}

function whyNotHere({ editor }: DeskState, command: TableCommand): Words | null {
  const place = editor?.getEditorState().read($placeOfCaret)
  if (!place) return both(w, 'notInTable')
  const isTooWide = command.startsWith('column') && place.columns >= mostColumns
  return isTooWide ? { en: w.en.tooWide(mostColumns), fr: w.fr.tooWide(mostColumns) } : null
}

function isInTable({ editor }: DeskState): boolean {
  return Boolean(editor?.getEditorState().read($placeOfCaret))
}

/** A command is told of no reader; the page says its language. */
function readerLanguage(): Language {
  return document.documentElement.lang === 'fr' ? 'fr' : 'en'
}
