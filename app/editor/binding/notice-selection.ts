// A place that somebody chose on the page is told to the editor by an event, up to a frame later. What the editor shows
// before that puts the caret back to where it was, and the next words would be written there. So it is told before.

import { createDOMRange } from '@lexical/selection'
import { $getSelection, $isRangeSelection, type LexicalEditor } from 'lexical'

/**
 * Has `editor` know what is chosen in it on its page: to be called before something is shown that the person did not
 * do.
 */
export function noticeSelection(editor: LexicalEditor): void {
  const root = editor.getRootElement()
  // What an input method composes is where it is. Without the focus nothing is put back, and the event comes in time.
  if (!root || editor.isComposing() || root.ownerDocument.activeElement !== root) return
  const page = root.ownerDocument
  const chosen = page.getSelection()
  if (!chosen || chosen.rangeCount === 0 || isKnown(editor, chosen.getRangeAt(0))) return
  page.dispatchEvent(new Event('selectionchange'))
  // At once: what is shown next does not wait.
  editor.update(() => {}, { discrete: true })
}

/** Whether these are the words that the editor has selected, or its caret. */
function isKnown(editor: LexicalEditor, chosen: Range): boolean {
  return editor.getEditorState().read(() => {
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) return false
    const { anchor, focus } = selection
    const known = createDOMRange(editor, anchor.getNode(), anchor.offset, focus.getNode(), focus.offset)
    return (
      known !== null &&
      known.compareBoundaryPoints(Range.START_TO_START, chosen) === 0 &&
      known.compareBoundaryPoints(Range.END_TO_END, chosen) === 0
    )
  })
}
