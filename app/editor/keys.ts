// The keyboard of an editor: kinds by Ctrl+Alt+1 to 8, and a text that can be read and selected by keyboard but not changed.

import {
  COMMAND_PRIORITY_CRITICAL,
  COMMAND_PRIORITY_HIGH,
  KEY_DOWN_COMMAND,
  type LexicalEditor,
  mergeRegister,
  PASTE_COMMAND,
} from 'lexical'
import { paragraphKinds } from '#server/domain/paragraph.ts'
import { isChord } from './chord.ts'
import { $setKind } from './rules.ts'

/** Kinds by digit, in the order the menu shows them. */
export function registerKeys(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerCommand(
      KEY_DOWN_COMMAND,
      (event) => {
        const kind = isChord(event)
          ? paragraphKinds[Number(/^Digit([1-8])$/.exec(event.code)?.[1] ?? 0) - 1]
          : undefined
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

// Characters; the server takes 256 KiB at once, and a paragraph costs more than its letters.
const mostPasted = 100_000

/** Stops a paste that the server would refuse: a refusal would cost the person everything since. */
export function stopLargePastes(editor: LexicalEditor, onTooLarge: () => void): () => void {
  return editor.registerCommand(
    PASTE_COMMAND,
    (event) => {
      const pasted = 'clipboardData' in event ? event.clipboardData?.getData('text/plain') : undefined
      if (!pasted || pasted.length <= mostPasted) return false
      event.preventDefault()
      onTooLarge()
      return true
    },
    COMMAND_PRIORITY_CRITICAL,
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
