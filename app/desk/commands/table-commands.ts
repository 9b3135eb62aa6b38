// Acts on tables: a new one, and its rows and columns where the caret is.

import { $placeOfCaret } from '#app/editor/tables/table.ts'
import { mostColumns } from '#app/editor/tables/table-commands.ts'
import {
  tableActs as allTableActs,
  NEW_TABLE_COMMAND,
  TABLE_COMMAND,
  type TableAct,
} from '#app/editor/typing/commands.ts'
import { tableWords as w } from '#app/words/desk/table.ts'
import type { Language, Words } from '#server/domain/language.ts'
import type { DeskState } from '../page/state.ts'
import { type Act, both, whyNotWrite } from './commands.ts'

const rows = 3

export const tableActs: readonly Act[] = [
  ...[2, 3, 4].map(
    (columns): Act => ({
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
  ...allTableActs.map(
    (act): Act => ({
      id: `table.${act}`,
      group: 'write',
      words: both(w, act),
      also: both(w, 'newTableAlso'),
      ...(act === 'leave' && { chord: 'Ctrl+Enter', isHeardByEditor: true }),
      whyNot: (desk) => whyNotTable(desk) ?? whyNotHere(desk, act),
      run: (desk) => run(desk, act),
    }),
  ),
]

function run({ editor, voice }: DeskState, act: TableAct): void {
  if (!editor) return
  editor.dispatchCommand(TABLE_COMMAND, act)
  editor.focus(() => {
    const place = editor.getEditorState().read($placeOfCaret)
    if (place) voice.announce(w[readerLanguage()].place(place.row + 1, place.column + 1))
  })
}

function whyNotTable(desk: DeskState): Words | null {
  return whyNotWrite(desk) ?? (desk.mode === 'suggest' ? both(w, 'onlyEditing') : null)
}

function whyNotHere({ editor }: DeskState, act: TableAct): Words | null {
  const place = editor?.getEditorState().read($placeOfCaret)
  if (!place) return both(w, 'notInTable')
  const isTooWide = act.startsWith('column') && place.columns >= mostColumns
  return isTooWide ? { en: w.en.tooWide(mostColumns), fr: w.fr.tooWide(mostColumns) } : null
}

function isInTable({ editor }: DeskState): boolean {
  return Boolean(editor?.getEditorState().read($placeOfCaret))
}

/** An act is told of no reader; the page says its language. */
function readerLanguage(): Language {
  return document.documentElement.lang === 'fr' ? 'fr' : 'en'
}
