// Tables in an editor: a run of paragraphs of the kinds `row` and `cell`. Finding one's way in them, and clearing what
// is selected. No page.

import { $getNodeByKey, $getRoot, $getSelection, $isRangeSelection, type LexicalNode, type NodeKey } from 'lexical'
import { $isBlock, $kindOf, type BlockNode } from '#server/document/tree/lexical-nodes.ts'
import { piecesOf } from '#server/document/tree/tables.ts'
import { isCell } from '#server/domain/text/paragraph.ts'

/** Where a cell stands: its table, whose rows may be of different lengths, and its row and column counted from 0. */
export interface Place {
  readonly rows: readonly (readonly BlockNode[])[]
  readonly row: number
  readonly column: number
  /** Of the longest row. */
  readonly columns: number
}

export function $isCell(node: LexicalNode | null | undefined): boolean {
  return $isBlock(node) && isCell($kindOf(node))
}

/** The table around a cell; null for what is no cell. */
export function $placeOf(block: BlockNode | null): Place | null {
  if (!block || !$isCell(block)) return null
  const run: BlockNode[] = [block]
  for (let at = block.getPreviousSibling(); belongs(at); at = at.getPreviousSibling()) run.unshift(at)
  for (let at = block.getNextSibling(); belongs(at); at = at.getNextSibling()) run.push(at)
  const pieces = piecesOf(run.map((node) => ({ node, key: node.getKey(), kind: $kindOf(node) })))
  for (const piece of pieces) {
    if (piece.is !== 'table') continue
    const row = piece.rows.findIndex((cells) => cells.some(({ key }) => key === block.getKey()))
    if (row === -1) continue
    const rows = piece.rows.map((cells) => cells.map(({ node }) => node))
    return { rows, row, column: rows[row]!.findIndex((cell) => cell.is(block)), columns: piece.columns }
  }
  return null
}

// Footnotes may stand among the cells that call them.
function belongs(node: LexicalNode | null): node is BlockNode {
  return $isBlock(node) && (isCell($kindOf(node)) || $kindOf(node) === 'footnote')
}

/** The paragraph of the caret, or of the end of the selection that moves; null without one. */
export function $blockOfCaret(): BlockNode | null {
  const selection = $getSelection()
  const block = $isRangeSelection(selection) ? selection.focus.getNode().getTopLevelElement() : null
  return $isBlock(block) ? block : null
}

/** The table where the caret is, or null. */
export function $placeOfCaret(): Place | null {
  return $placeOf($blockOfCaret())
}

/** The last cell of a table. */
export function lastCellOf({ rows }: Place): BlockNode {
  return rows.at(-1)!.at(-1)!
}

/** The cell before or after this one in its table, row by row; null at its ends. */
export function $nextCell(block: BlockNode, way: 1 | -1): BlockNode | null {
  const cells = $placeOf(block)?.rows.flat() ?? []
  return cells[cells.findIndex((cell) => cell.is(block)) + way] ?? null
}

/**
 * A selection over several cells is emptied cell by cell: to join them would tear the table. The caret then stands in
 * the first. Returns whether it was such a selection.
 */
export function $clearCells(): boolean {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || selection.isCollapsed()) return false
  const [start, end] = selection.isBackward()
    ? [selection.focus, selection.anchor]
    : [selection.anchor, selection.focus]
  const [first, last] = [start.getNode().getTopLevelElement(), end.getNode().getTopLevelElement()]
  if (!$isBlock(first) || !$isBlock(last) || !$isCell(first) || !$isCell(last) || first.is(last)) return false
  const cells = $placeOf(first)?.rows.flat() ?? []
  const [from, to] = [cells.findIndex((cell) => cell.is(first)), cells.findIndex((cell) => cell.is(last))]
  if (from === -1 || to === -1) return false
  const edges = { start: { key: start.key, offset: start.offset }, end: { key: end.key, offset: end.offset } }
  const size = last.getTextContentSize()
  for (const cell of cells.slice(from + 1, to)) cell.clear()
  $cut(last, 0, $offsetIn(last, edges.end) ?? size)
  $cut(first, $offsetIn(first, edges.start) ?? 0, first.getTextContentSize())
  first.selectEnd()
  return true
}

/** How far into the words of a paragraph a point is, in UTF-16 units. */
function $offsetIn(block: BlockNode, { key, offset }: { key: NodeKey; offset: number }): number | null {
  let before = 0
  for (const text of block.getAllTextNodes()) {
    if (text.getKey() === key) return before + offset
    before += text.getTextContentSize()
  }
  if (key !== block.getKey()) return null
  return block
    .getChildren()
    .slice(0, offset)
    .reduce((sum, child) => sum + child.getTextContentSize(), 0)
}

/** Takes words out of one paragraph, citations as a whole. */
function $cut(block: BlockNode, from: number, to: number): void {
  let at = 0
  for (const text of block.getAllTextNodes()) {
    const size = text.getTextContentSize()
    const [start, end] = [Math.max(from - at, 0), Math.min(to - at, size)]
    at += size
    if (start >= end) continue
    if (text.isToken() || (start === 0 && end === size)) text.remove()
    else text.spliceText(start, end - start, '')
  }
}

/** A paragraph of the text by its key; null when it has gone. */
export function $blockOfKey(key: NodeKey): BlockNode | null {
  const node = $getNodeByKey(key)
  return $isBlock(node) && node.getParent()?.is($getRoot()) ? node : null
}
