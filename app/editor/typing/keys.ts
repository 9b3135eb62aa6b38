// The keyboard of an editor: kinds by Ctrl+Alt and a digit, and a text that can be read and selected by keyboard but
// not changed.

import { COMMAND_PRIORITY_HIGH, KEY_DOWN_COMMAND, type LexicalEditor, mergeRegister } from 'lexical'
import { paragraphKinds } from '#server/domain/text/paragraph.ts'
import { isChord } from './chord.ts'
import { $setKind } from './kinds.ts'

/** Kinds by digit, in the order the menu shows them: 1 recital to 9 sub-item, 0 title. */
export function registerKeys(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerCommand(
      KEY_DOWN_COMMAND,
      (event) => {
        const digit = isChord(event) ? /^Digit(\d)$/.exec(event.code)?.[1] : undefined
        const kind = digit === undefined ? undefined : digit === '0' ? 'title' : paragraphKinds[Number(digit) - 1]
        if (!kind || !editor.isEditable()) return false
        event.preventDefault()
        editor.update(() => $setKind(kind))
        return true
      },
      COMMAND_PRIORITY_HIGH,
    ),
    keepReadable(editor),
  )
}

/**
 * A reader keeps a caret, so that words can be selected from the keyboard and commented on; every change is stopped
 * before Lexical or the browser sees it.
 */
function keepReadable(editor: LexicalEditor): () => void {
  const changes = ['beforeinput', 'paste', 'cut', 'drop', 'dragover'] as const
  const stop = (event: Event) => {
    if (editor.isEditable()) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  return editor.registerRootListener((root, previous) => {
    for (const name of changes) previous?.removeEventListener(name, stop, true)
    for (const name of changes) root?.addEventListener(name, stop, true)
  })
}
