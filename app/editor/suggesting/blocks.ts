// A paragraph of an editor as runs, and back again; places in it as offsets in its text. Call inside a read or an
// update.

import {
  $createTextNode,
  $getRoot,
  $getSelection,
  $getState,
  $getWritableNodeState,
  $isElementNode,
  $isRangeSelection,
  $isTextNode,
  $setState,
  IS_BOLD,
  IS_ITALIC,
  type PointType,
  type TextNode,
} from 'lexical'
import {
  $isBlock,
  $kindOf,
  $mark,
  $marksOf,
  $pidOf,
  $threadsOf,
  type BlockNode,
  breakState,
  byState,
  refState,
} from '#server/document/tree/lexical-nodes.ts'
import { isOneThing, joinRuns, type Paragraph, type Run, sameLook } from '#server/document/tree/tree.ts'
import { bitsOf, snap } from './runs.ts'

/** A place in the text: a paragraph and an offset in its words. */
export interface Spot {
  readonly block: BlockNode
  readonly at: number
}

/** What is selected, in order of the text. */
export interface Span {
  readonly first: Spot
  readonly last: Spot
  readonly isCollapsed: boolean
}

export function $runOf(node: TextNode): Run {
  const threads = $threadsOf(node)
  const marks = $marksOf(node)
  const cites = $getState(node, refState)
  const by = $getState(node, byState)
  const breaks = $getState(node, breakState)
  return {
    text: node.getTextContent(),
    ...(node.hasFormat('bold') && { bold: true as const }),
    ...(node.hasFormat('italic') && { italic: true as const }),
    ...(cites && { cites }),
    ...(by && { by }),
    ...(breaks && { breaks }),
    ...(threads.length > 0 && { threads }),
    ...(marks.length > 0 && { marks }),
  }
}

/** The words of a paragraph, runs of one look joined. */
export function $runsOf(block: BlockNode): Run[] {
  return joinRuns(block.getChildren().filter($isTextNode).map($runOf))
}

/** A paragraph as the plain tree has it. */
export function $paragraphOf(block: BlockNode): Paragraph {
  const marks = $marksOf(block)
  return { pid: $pidOf(block), kind: $kindOf(block), ...(marks.length > 0 && { marks }), runs: $runsOf(block) }
}

/** Makes a paragraph hold these runs; nodes that do already are left alone. */
export function $setRuns(block: BlockNode, runs: readonly Run[]): void {
  const nodes = block.getChildren()
  const holds = (at: number, run: Run | undefined) => {
    const node = nodes[at]
    if (!run || !$isTextNode(node)) return false
    const has = $runOf(node)
    return has.text === run.text && sameLook(has, run)
  }
  const least = Math.min(nodes.length, runs.length)
  let left = 0
  while (left < least && holds(left, runs[left])) left += 1
  let right = 0
  while (left + right < least && holds(nodes.length - 1 - right, runs.at(-1 - right))) right += 1
  const spare = nodes.slice(left, nodes.length - right)
  const wanted = runs.slice(left, runs.length - right)
  let before = nodes[left - 1] ?? null
  for (const run of wanted) {
    const node = spare.shift()
    const text = $isTextNode(node) ? node : $createTextNode('')
    if (node && text !== node) node.replace(text)
    else if (!node && before) before.insertAfter(text)
    else if (!node) block.splice(0, 0, [text])
    $shape(text, run)
    before = text
  }
  for (const node of spare) node.remove()
}

function $shape(node: TextNode, run: Run): void {
  const writable = node.getWritable()
  const bits = bitsOf(run)
  writable.setTextContent(run.text)
  writable.setFormat((bits & 1 ? IS_BOLD : 0) | (bits & 2 ? IS_ITALIC : 0))
  writable.setMode(isOneThing(run) ? 'token' : 'normal')
  writable.__state = undefined
  if (run.cites) $setState(writable, refState, run.cites)
  if (run.by) $setState(writable, byState, run.by)
  if (run.breaks) $setState(writable, breakState, run.breaks)
  for (const thread of run.threads ?? []) $getWritableNodeState(writable).updateFromUnknown(`c_${thread}`, 1)
  for (const mark of run.marks ?? []) $mark(writable, mark)
}

/** Puts the caret into a paragraph, at the end of the words before it rather than at the start of those behind. */
export function $putCaret(block: BlockNode, at: number): void {
  const [key, offset, type] = $pointAt(block, at)
  const selection = $getSelection()
  const range = $isRangeSelection(selection) ? selection : block.selectStart()
  range.anchor.set(key, offset, type)
  range.focus.set(key, offset, type)
}

/** A place in the words of a paragraph as a point of a selection has it. */
export function $pointAt(block: BlockNode, at: number): [string, number, 'text' | 'element'] {
  let rest = at
  const texts = block.getChildren().filter($isTextNode)
  for (const [index, text] of texts.entries()) {
    const size = text.getTextContentSize()
    const next = texts[index + 1]
    if (rest < size || (rest === size && !(text.isToken() && next && !next.isToken())))
      return [text.getKey(), rest, 'text']
    rest -= size
  }
  const last = texts.at(-1)
  return last ? [last.getKey(), last.getTextContentSize(), 'text'] : [block.getKey(), 0, 'element']
}

/** Where a point of the selection stands; null outside of any paragraph. */
export function $spotOf(point: PointType): Spot | null {
  const node = point.getNode()
  if (point.type === 'element' && node.is($getRoot())) {
    const child = $getRoot().getChildAtIndex(point.offset)
    if ($isBlock(child)) return { block: child, at: 0 }
    const last = $getRoot().getLastChild()
    return $isBlock(last) ? { block: last, at: last.getTextContentSize() } : null
  }
  const block = node.getTopLevelElement()
  if (!$isBlock(block)) return null
  if (point.type === 'element') {
    const before = $isElementNode(node) && node.is(block) ? block.getChildren().slice(0, point.offset) : []
    return { block, at: before.reduce((sum, child) => sum + child.getTextContentSize(), 0) }
  }
  const before = node.getPreviousSiblings().reduce((sum, child) => sum + child.getTextContentSize(), 0)
  return { block, at: before + point.offset }
}

/** What is selected; a place within a citation is behind it. Null without a selection in the text. */
export function $span(): Span | null {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return null
  const [start, end] = selection.isBackward()
    ? [selection.focus, selection.anchor]
    : [selection.anchor, selection.focus]
  const first = $spotOf(start)
  const last = $spotOf(end)
  if (!first || !last) return null
  if (!selection.isCollapsed()) return { first, last, isCollapsed: false }
  const spot = { block: first.block, at: snap($runsOf(first.block), first.at) }
  return { first: spot, last: spot, isCollapsed: true }
}

/** The paragraphs that a span touches, in order. */
export function $blocksIn({ first, last }: Span): BlockNode[] {
  const blocks = [first.block]
  for (let next = first.block; !next.is(last.block); ) {
    const sibling = next.getNextSibling()
    if (!$isBlock(sibling)) break
    blocks.push(sibling)
    next = sibling
  }
  return blocks
}
