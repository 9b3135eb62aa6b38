// The rules of writing together: what may not survive in the text, kinds, the keys at the edges of paragraphs, tables.
// Runs headless; knows no Yjs.

import {
  $createTextNode,
  $getState,
  $isElementNode,
  $isTextNode,
  $setState,
  COMMAND_PRIORITY_EDITOR,
  COMMAND_PRIORITY_HIGH,
  type LexicalEditor,
  type LexicalNode,
  LineBreakNode,
  mergeRegister,
  SELECTION_INSERT_CLIPBOARD_NODES_COMMAND,
  TabNode,
  TextNode,
} from 'lexical'
import {
  $forgetState,
  $isBlock,
  allowedFormat,
  BlockNode,
  breakState,
  kindState,
  refState,
} from '#server/document/tree/lexical-nodes.ts'
import { literalNumber } from '../paste/paste-numbers.ts'
import { registerTables } from '../tables/table-commands.ts'
import { KIND_COMMAND } from './commands.ts'
import { $applyKind } from './kinds.ts'
import { registerStrokes } from './strokes.ts'

/** Registers the rules of writing on an editor of a text. Returns the way to take them off. */
export function registerWritingRules(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerNodeTransform(TextNode, $plainText),
    editor.registerNodeTransform(LineBreakNode, (node) => void node.replace($createTextNode(' '))),
    editor.registerNodeTransform(TabNode, (node) => void node.replace($createTextNode(' '))),
    editor.registerNodeTransform(BlockNode, $unnest),
    editor.registerCommand(KIND_COMMAND, ({ kind, blocks }) => $applyKind(kind, blocks), COMMAND_PRIORITY_EDITOR),
    registerStrokes(editor),
    registerTables(editor),
    editor.registerCommand(
      SELECTION_INSERT_CLIPBOARD_NODES_COMMAND,
      ({ nodes }) => {
        for (const node of nodes) $strip(node)
        return false
      },
      COMMAND_PRIORITY_HIGH,
    ),
  )
}

/** Clears everything that may not reach the shared text: other formats, styles, half a citation. */
function $plainText(node: TextNode): void {
  if (node instanceof TabNode) return
  if ((node.getFormat() & ~allowedFormat) !== 0) node.setFormat(node.getFormat() & allowedFormat)
  if (node.getStyle() !== '') node.setStyle('')
  if (node.getDetail() !== 0) node.setDetail(0)
  const mode = $getState(node, refState) || $getState(node, breakState) ? 'token' : 'normal'
  if (node.getMode() !== mode) node.setMode(mode)
}

/** A paragraph holds words only; what a page put inside it comes up into its words. */
function $unnest(block: BlockNode): void {
  for (const child of block.getChildren()) {
    if (!$isElementNode(child)) continue
    for (const word of child.getChildren()) child.insertBefore(word)
    child.remove()
  }
}

/** The text numbers its paragraphs itself: a pasted number goes and says the kind. */
function $dropNumber(block: BlockNode): void {
  const number = literalNumber(block.getTextContent())
  if (!number) return
  let rest = number.length
  for (const text of block.getAllTextNodes()) {
    const size = text.getTextContentSize()
    if (rest >= size) text.remove()
    else text.setTextContent(text.getTextContent().slice(rest))
    rest -= Math.min(size, rest)
    if (rest === 0) break
  }
  if (!/^\d/.test(number.sign)) $setState(block, kindState, 'item')
}

/**
 * Pasted nodes keep kind, bold, italic and citations; ids, comment marks and everything else belong to where they came
 * from.
 */
function $strip(node: LexicalNode): void {
  if ($isTextNode(node) && $getState(node, breakState)) node.setTextContent(' ').setMode('normal')
  if ($isBlock(node) || $isTextNode(node)) $forgetState(node)
  if ($isTextNode(node)) $plainText(node)
  if ($isElementNode(node)) {
    node.setFormat('').setIndent(0).setStyle('')
    for (const child of node.getChildren()) $strip(child)
  }
  if ($isBlock(node)) $dropNumber(node)
}
