// The letters that ask for a citation, and the citation that replaces them. Runs inside an editor; knows no page.

import {
  $createTextNode,
  $getNodeByKey,
  $getSelection,
  $getState,
  $isRangeSelection,
  $isTextNode,
  $setState,
  type LexicalEditor,
} from 'lexical'
import { refState } from '#server/document/nodes.ts'

/** `§` or `@` at the beginning of a word, and what was typed after it, up to the caret. */
export interface Asking {
  readonly key: string
  /** Where the sign stands in its text node, and where the caret is. */
  readonly from: number
  readonly to: number
  readonly query: string
}

const asks = /(?:^|[\s([«"“'’/\u00a0])([§@])([^§@\n]{0,40})$/u

/** What the caret asks to cite, or null. Call inside a read or an update. */
export function $askingAtCaret(): Asking | null {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return null
  const node = selection.anchor.getNode()
  if (!$isTextNode(node) || $getState(node, refState) !== '') return null
  const to = selection.anchor.offset
  const query = asks.exec(node.getTextContent().slice(0, to))?.[2]
  return query === undefined ? null : { key: node.getKey(), from: to - query.length - 1, to, query }
}

/** Puts a citation where the asking letters stand, as one token, and the caret after it. */
export function putCitation(editor: LexicalEditor, asking: Asking, cited: { target: string; label: string }): void {
  editor.update(() => {
    const node = $getNodeByKey(asking.key)
    const selection = $getSelection()
    if (!$isTextNode(node) || !$isRangeSelection(selection)) return
    selection.setTextNodeRange(node, asking.from, node, asking.to)
    const token = $setState($createTextNode(cited.label), refState, cited.target).setMode('token')
    selection.insertNodes([token])
  })
}

/** Types the sign at the caret, so that the same list opens as from the keyboard. */
export function askToCite(editor: LexicalEditor): void {
  editor.focus()
  editor.update(() => {
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) return
    const node = selection.anchor.getNode()
    const before = $isTextNode(node) ? node.getTextContent().slice(0, selection.anchor.offset).at(-1) : undefined
    selection.insertText(before === undefined || /[\s([«“]/.test(before) ? '§' : ' §')
  })
}
