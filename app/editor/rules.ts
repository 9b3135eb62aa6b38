// What writing does to paragraphs: Enter, Backspace, paste, and what may not survive in the text. Runs headless; knows no Yjs.

import {
  $createTextNode,
  $getNodeByKey,
  $getRoot,
  $getSelection,
  $getState,
  $isElementNode,
  $isRangeSelection,
  $isTextNode,
  $setState,
  COMMAND_PRIORITY_HIGH,
  DELETE_CHARACTER_COMMAND,
  type ElementNode,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  INSERT_TAB_COMMAND,
  type LexicalEditor,
  type LexicalNode,
  LineBreakNode,
  mergeRegister,
  type RangeSelection,
  SELECTION_INSERT_CLIPBOARD_NODES_COMMAND,
  TabNode,
  TextNode,
} from 'lexical'
import {
  $createBlock,
  $forgetState,
  $isBlock,
  $kindOf,
  $threadsOf,
  allowedFormat,
  BlockNode,
  kindState,
  refState,
} from '#server/document/nodes.ts'
import type { ParagraphKind } from '#server/domain/paragraph.ts'

/** Registers the rules of writing on an editor of a text. Returns the way to take them off. */
export function registerWritingRules(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerNodeTransform(TextNode, $plainText),
    editor.registerNodeTransform(TextNode, (node) => $endMarks(node, editor)),
    editor.registerNodeTransform(LineBreakNode, (node) => void node.replace($createTextNode(' '))),
    editor.registerNodeTransform(TabNode, (node) => void node.replace($createTextNode(' '))),
    editor.registerNodeTransform(BlockNode, $unnest),
    editor.registerCommand(INSERT_PARAGRAPH_COMMAND, $enter, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(
      INSERT_LINE_BREAK_COMMAND,
      () => editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined),
      COMMAND_PRIORITY_HIGH,
    ),
    editor.registerCommand(INSERT_TAB_COMMAND, () => true, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(DELETE_CHARACTER_COMMAND, $deleteCharacter, COMMAND_PRIORITY_HIGH),
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

/** Sets the kind of every paragraph the selection touches. Call inside an update. */
export function $setKind(kind: ParagraphKind): void {
  for (const block of $selectedBlocks()) $setState(block, kindState, kind)
}

/** The paragraphs the selection touches, in order; [] without a selection. */
export function $selectedBlocks(): BlockNode[] {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return []
  const [start, end] = selection.isBackward()
    ? [selection.focus.getNode(), selection.anchor.getNode()]
    : [selection.anchor.getNode(), selection.focus.getNode()]
  const first = start.getTopLevelElement()
  const last = end.getTopLevelElement()
  if (!first || !last) return $getRoot().getChildren().filter($isBlock)
  const blocks: LexicalNode[] = [first]
  for (let next: LexicalNode | null = first; next && !next.is(last); ) {
    next = next.getNextSibling()
    if (next) blocks.push(next)
  }
  return blocks.filter($isBlock)
}

/** Clears everything that may not reach the shared text: other formats, styles, half a citation. */
function $plainText(node: TextNode): void {
  if (node instanceof TabNode) return
  if ((node.getFormat() & ~allowedFormat) !== 0) node.setFormat(node.getFormat() & allowedFormat)
  if (node.getStyle() !== '') node.setStyle('')
  if (node.getDetail() !== 0) node.setDetail(0)
  const mode = $getState(node, refState) ? 'token' : 'normal'
  if (node.getMode() !== mode) node.setMode(mode)
}

/** What is written straight after commented words is not part of them. Waits while an input method composes. */
function $endMarks(node: TextNode, editor: LexicalEditor): void {
  if ($threadsOf(node).length === 0 || editor.isComposing()) return
  const before = editor.getEditorState().read(() => $getNodeByKey(node.getKey())?.getTextContent())
  const selection = $getSelection()
  const now = node.getTextContent()
  if (before === undefined || now.length <= before.length || !now.startsWith(before)) return
  if (!$isRangeSelection(selection) || selection.anchor.key !== node.getKey()) return
  const [, written] = node.splitText(before.length)
  if (written) $forgetState(written)
}

/** A paragraph holds words only; what a page put inside it comes up into its words. */
function $unnest(block: BlockNode): void {
  for (const child of block.getChildren()) {
    if (!$isElementNode(child)) continue
    for (const word of child.getChildren()) child.insertBefore(word)
    child.remove()
  }
}

/** Enter: at the start of words the new line goes above, so that the words keep their permanent id. */
function $enter(): boolean {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return false
  const block = selection.anchor.getNode().getTopLevelElement()
  if (!$isBlock(block)) return false
  const kind = $kindOf(block)
  if (block.getTextContentSize() === 0) {
    if (kind !== 'item' && kind !== 'quote') return false
    $setState(block, kindState, 'operative')
    return true
  }
  if (!$isAtStart(selection, block)) return false
  block.insertBefore($createBlock(kind.startsWith('heading') ? 'operative' : kind))
  return true
}

/** Backspace before words removes an empty paragraph above instead of moving the words into it, id and all. */
function $deleteCharacter(isBackward: boolean): boolean {
  const selection = $getSelection()
  if (!isBackward || !$isRangeSelection(selection) || !selection.isCollapsed()) return false
  const block = selection.anchor.getNode().getTopLevelElement()
  const above = block?.getPreviousSibling()
  if (!$isBlock(block) || !$isBlock(above)) return false
  if (!$isAtStart(selection, block) || above.getTextContentSize() > 0 || block.getTextContentSize() === 0) return false
  above.remove()
  return true
}

function $isAtStart(selection: RangeSelection, block: ElementNode): boolean {
  const { key, offset } = selection.anchor
  return offset === 0 && (key === block.getKey() || key === block.getFirstDescendant()?.getKey())
}

// A word processor pastes the number of a paragraph as words, set off by a tab or several spaces.
const pastedNumber = /^\s*(?:\(?(?:\d{1,3}|([a-z]))[.)]|([•·▪o–-]))(?:\t|[\s\u00a0]{2,})/i

/** The text numbers its paragraphs itself: a pasted number goes, a pasted letter or bullet makes a list item. */
function $dropNumber(block: BlockNode): void {
  const [whole, letter, bullet] = pastedNumber.exec(block.getTextContent()) ?? []
  if (whole === undefined) return
  let rest = whole.length
  for (const text of block.getAllTextNodes()) {
    const size = text.getTextContentSize()
    if (rest >= size) text.remove()
    else text.setTextContent(text.getTextContent().slice(rest))
    rest -= Math.min(size, rest)
    if (rest === 0) break
  }
  if (letter ?? bullet) $setState(block, kindState, 'item')
}

/** Pasted nodes keep kind, bold, italic and citations; ids, comment marks and everything else belong to where they came from. */
function $strip(node: LexicalNode): void {
  if ($isBlock(node) || $isTextNode(node)) $forgetState(node)
  if ($isTextNode(node)) $plainText(node)
  if ($isElementNode(node)) {
    node.setFormat('').setIndent(0).setStyle('')
    for (const child of node.getChildren()) $strip(child)
  }
  if ($isBlock(node)) $dropNumber(node)
}
