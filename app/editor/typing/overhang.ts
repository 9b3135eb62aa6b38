// A selection of whole paragraphs, by a triple click or by Shift and an arrow, ends at the start of the next paragraph.
// What is done with it leaves that paragraph alone: it keeps its permanent id, and all that goes by it.

import { $getSelection, $isRangeSelection, type PointType, type RangeSelection } from 'lexical'
import { $isBlock, type BlockNode } from '#server/document/tree/lexical-nodes.ts'

/** The paragraph at whose start a selection of more than one ends; null where it ends anywhere else. */
export function $nextOf(selection: RangeSelection): BlockNode | null {
  const [start, end] = $endsOf(selection)
  const first = start.getNode().getTopLevelElement()
  const last = end.getNode().getTopLevelElement()
  return $isBlock(last) && !last.is(first) && $isAtStart(end, last) ? last : null
}

/** Takes the paragraph that a selection of whole paragraphs ends before out of the selection. */
export function $leaveNext(): void {
  const [first, above] = $wholeParagraphs()
  const selection = $getSelection()
  if (!first || !above || !$isRangeSelection(selection)) return
  const [, end] = $endsOf(selection)
  const last = above.getLastDescendant()
  if (last) end.set(last.getKey(), last.getTextContentSize(), 'text')
  else end.set(above.getKey(), 0, 'element')
}

/** Removes an empty paragraph that is selected up to the next one. Returns whether it was so. */
export function $removeEmpty(): boolean {
  const [first, above] = $wholeParagraphs()
  if (!first?.is(above) || first.getTextContentSize() > 0) return false
  const next = first.getNextSibling()
  if ($isBlock(next)) next.selectStart()
  first.remove()
  return true
}

/**
 * Empties the first of several paragraphs that are selected from end to end, and removes the others. Lexical would put
 * another one in the place of the first. Returns whether it was so.
 */
export function $emptyFirst(): boolean {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return false
  const [start, end] = $endsOf(selection)
  const first = start.getNode().getTopLevelElement()
  const last = end.getNode().getTopLevelElement()
  if (!$isBlock(first) || !$isBlock(last) || first.is(last)) return false
  if (!$isAtStart(start, first) || !$isAtEnd(end, last)) return false
  const others: BlockNode[] = []
  for (let next = first.getNextSibling(); $isBlock(next); next = next.is(last) ? null : next.getNextSibling())
    others.push(next)
  first.clear()
  first.select()
  for (const other of others) other.remove()
  return true
}

/** The first and the last of the paragraphs that are selected whole, up to the start of the next; [] otherwise. */
function $wholeParagraphs(): [] | [BlockNode, BlockNode] {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return []
  const [start] = $endsOf(selection)
  const first = start.getNode().getTopLevelElement()
  const last = $nextOf(selection)?.getPreviousSibling()
  return $isBlock(first) && $isBlock(last) && $isAtStart(start, first) ? [first, last] : []
}

function $endsOf(selection: RangeSelection): [PointType, PointType] {
  const { anchor, focus } = selection
  return selection.isBackward() ? [focus, anchor] : [anchor, focus]
}

function $isAtStart({ key, offset }: PointType, block: BlockNode): boolean {
  return offset === 0 && (key === block.getKey() || key === block.getFirstDescendant()?.getKey())
}

function $isAtEnd({ key, offset }: PointType, block: BlockNode): boolean {
  const last = block.getLastDescendant()
  if (key === block.getKey()) return offset === block.getChildrenSize()
  return last !== null && key === last.getKey() && offset === last.getTextContentSize()
}
