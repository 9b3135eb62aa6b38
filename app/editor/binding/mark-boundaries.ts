// Where comments and suggestions end while somebody edits: what is written at the edge of their words is not of them,
// and what is written inside a suggestion is none of it. It knows no Yjs.

import {
  $getNodeByKey,
  $getSelection,
  $isRangeSelection,
  $isTextNode,
  COMMAND_PRIORITY_LOW,
  COMPOSITION_START_COMMAND,
  type LexicalEditor,
  mergeRegister,
  TextNode,
} from 'lexical'
import { $forgetState, $marksOf, $threadsOf, $unmark } from '#server/document/tree/lexical-nodes.ts'
import { differenceOf } from '../suggesting/repair.ts'

/** Ends marks for as long as the editor lives; not while what is written is suggested, which has its own rules. */
export function registerEnds(editor: LexicalEditor, isSuggesting: () => boolean): () => void {
  // An input method writes over several updates, and its text is looked at when it has done.
  let composed: { readonly key: string; readonly before: string } | null = null
  return mergeRegister(
    editor.registerCommand(
      COMPOSITION_START_COMMAND,
      () => {
        const selection = $getSelection()
        const node = $isRangeSelection(selection) ? selection.anchor.getNode() : null
        composed = $isTextNode(node) ? { key: node.getKey(), before: node.getTextContent() } : null
        return false
      },
      COMMAND_PRIORITY_LOW,
    ),
    editor.registerNodeTransform(TextNode, (node) => {
      if (isSuggesting() || editor.isComposing() || node.isToken()) return
      if ($threadsOf(node).length === 0 && $marksOf(node).length === 0) return
      const before = composed?.key === node.getKey() ? composed.before : textBefore(editor, node)
      composed = null
      if (before !== null) $endMarks(node, before)
    }),
  )
}

function $endMarks(node: TextNode, before: string): void {
  const selection = $getSelection()
  const now = node.getTextContent()
  const isHere = $isRangeSelection(selection) && selection.focus.key === node.getKey()
  const { from, nowTo } = differenceOf(
    before,
    now,
    isHere && $isRangeSelection(selection) ? selection.focus.offset : null,
  )
  if (nowTo <= from) return
  const isWhole = from === 0 && nowTo === now.length
  const isAtEdge = (from === 0 || nowTo === now.length) && !isWhole
  if (!isAtEdge && $marksOf(node).length === 0) return
  const cuts = [from, nowTo].filter((at) => at > 0 && at < now.length)
  const parts = cuts.length > 0 ? node.splitText(...cuts) : [node]
  const written = parts[from === 0 ? 0 : 1]
  if (!written) return
  if (isAtEdge) $forgetState(written)
  else for (const mark of $marksOf(written)) $unmark(written, mark)
}

/** What stood in a node before this update, with what stood in nodes that were merged into it; null for a new one. */
function textBefore(editor: LexicalEditor, node: TextNode): string | null {
  const now = node.getTextContent()
  return editor.getEditorState().read(() => {
    const was = $getNodeByKey(node.getKey())
    if (!$isTextNode(was)) return null
    const merged = [...editor._normalizedNodes].map((key) => $getNodeByKey(key)).filter($isTextNode)
    const parts = [was, ...merged.filter((one) => !one.is(was) && now.includes(one.getTextContent()))]
    return parts
      .sort((one, other) => (one.is(other) ? 0 : one.isBefore(other) ? -1 : 1))
      .map((one) => one.getTextContent())
      .join('')
  })
}
