// Commands that move the selected paragraphs, and what is said of it.

import type { LexicalEditor } from 'lexical'
import { $blockOfCaret } from '#app/editor/tables/table.ts'
import type { Moved } from '#app/editor/typing/commands.ts'
import { moveByStep } from '#app/editor/typing/move.ts'
import { moveWords as w } from '#app/words/desk/move.ts'
import type { Language } from '#server/domain/language.ts'
import type { DeskState } from '../page/state.ts'
import { both, type Command, whyNotWrite } from './commands.ts'

export const moveCommands: readonly Command[] = [
  {
    id: 'move.up',
    group: 'write',
    words: both(w, 'up'),
    also: both(w, 'also'),
    chord: 'Alt+Shift+ArrowUp',
    isInMenu: true,
    whyNot: whyNotWrite,
    run: (desk) => step(desk, 'up'),
  },
  {
    id: 'move.down',
    group: 'write',
    words: both(w, 'down'),
    also: both(w, 'also'),
    chord: 'Alt+Shift+ArrowDown',
    isInMenu: true,
    whyNot: whyNotWrite,
    run: (desk) => step(desk, 'down'),
  },
]

function step({ editor, voice }: DeskState, way: 'up' | 'down'): void {
  if (!editor) return
  const said = w[readerLanguage()]
  const tell = (what: Moved) => {
    if (what === 'edge') voice.notice(said.edge)
    else
      voice.announce([way === 'up' ? said.movedUp : said.movedDown, sayNumber(editor, said)].filter(Boolean).join(' '))
    editor.getRootElement()?.focus({ preventScroll: true })
  }
  moveByStep(editor, way, tell)
}

/** The number that the paragraph of the caret has now; '' when it has none. */
function sayNumber(editor: LexicalEditor, said: (typeof w)['en']): string {
  const key = editor.getEditorState().read(() => $blockOfCaret()?.getKey())
  const number = key === undefined ? undefined : editor.getElementByKey(key)?.dataset.number
  return number ? said.nowNumber(number) : ''
}

/** A command is told of no reader; the page says its language. */
function readerLanguage(): Language {
  return document.documentElement.lang === 'fr' ? 'fr' : 'en'
}
