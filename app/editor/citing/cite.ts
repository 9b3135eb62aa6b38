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
  type TextNode,
} from 'lexical'
import { $isBlock, $kindOf, refState } from '#server/document/tree/lexical-nodes.ts'
import type { ParagraphKind } from '#server/domain/text/paragraph.ts'

/** `§` or `@` at the beginning of a word, and what was typed after it, up to the caret. */
export interface Asking {
  readonly key: string
  /** Where the sign stands in its text node, and where the caret is. */
  readonly from: number
  readonly to: number
  readonly query: string
}

// A second § belongs to what is asked for right behind a number: §18 §1.
const asks = /(?:^|[\s([«"“'’/\u00a0])([§@])((?:[^§@\n]|(?<=\d[\s\u00a0]?)§){0,40})$/u

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
    const label = $beginsSentence(node, asking.from) ? capital(cited.label) : cited.label
    selection.setTextNodeRange(node, asking.from, node, asking.to)
    const token = $setState($createTextNode(label), refState, cited.target).setMode('token')
    selection.insertNodes([token])
  })
}

const sentences: readonly ParagraphKind[] = ['recital', 'operative', 'note', 'footnote', 'quote']

/** Whether a place in words is where a sentence begins: there 'article 23' has a capital letter. */
function $beginsSentence(node: TextNode, offset: number): boolean {
  const block = node.getTopLevelElement()
  if (!$isBlock(block) || !sentences.includes($kindOf(block))) return false
  const before = node.getPreviousSiblings().map((sibling) => sibling.getTextContent())
  return /^\s*$|[.!?]\s+$/.test(before.join('') + node.getTextContent().slice(0, offset))
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
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
