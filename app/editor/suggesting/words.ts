// Suggesting with words: typing, replacing, pasting, deleting. Every act ends in marks; call inside an update.

import { $getSelection, $isRangeSelection, IS_BOLD, IS_ITALIC } from 'lexical'
import { $kindOf, $mark, $marksOf, type BlockNode } from '#server/document/tree/lexical-nodes.ts'
import { isOneThing, type Run } from '#server/document/tree/tree.ts'
import { isCell, type ParagraphKind } from '#server/domain/text/paragraph.ts'
import { breakSign } from '#server/domain/text/suggestion.ts'
import { $leaveNext } from '../typing/overhang.ts'
import { $blocksIn, $putCaret, $runsOf, $setRuns, $span, type Span, type Spot } from './blocks.ts'
import { lengthOf, type Mine, put, strike, suggestionAt, withBits } from './runs.ts'
import { stepFrom, type Unit } from './steps.ts'

/** Who suggests: whose suggestions are theirs, and how a new one is named. */
export interface Pen {
  readonly mine: Mine
  readonly fresh: () => string
}

/**
 * What is pasted or dropped: words, paragraph by paragraph. `kind` is null where nothing is known of it. That of the
 * first is asked only in an empty paragraph: else it goes on where the caret is, unless it is of a table.
 */
export interface Piece {
  readonly kind: ParagraphKind | null
  readonly runs: readonly Run[]
}

/** Suggests words at the caret, in place of what is selected. */
export function $suggestWords(pen: Pen, text: string): void {
  const selection = $getSelection()
  if (text === '' || !$isRangeSelection(selection)) return
  const bits = (selection.format & IS_BOLD ? 1 : 0) | (selection.format & IS_ITALIC ? 2 : 0)
  $suggestPieces(pen, [{ kind: null, runs: [withBits({ text }, bits)] }])
}

/** Suggests words, or several paragraphs of them, at the caret or in place of what is selected: one suggestion. */
export function $suggestPieces(pen: Pen, pieces: readonly Piece[]): void {
  $leaveNext()
  const span = $span()
  if (!span) return
  const id = span.isCollapsed ? $idAt(pen, span.first) : pen.fresh()
  const { block, at } = span.isCollapsed ? span.first : $strikeSpan(pen, span, { id, isReplaced: true })
  const marks = [`i_${id}`]
  const begin = (kind: ParagraphKind): Run => ({ text: breakSign, breaks: kind, marks })
  const runs = pieces.flatMap(({ kind, runs }, index) => [
    ...(index === 0 && !(kind && isCell(kind)) ? [] : [begin(kind ?? 'operative')]),
    ...runs.filter(({ text }) => text !== '').map((run) => ({ ...run, marks })),
  ])
  const [first, last] = [pieces[0]?.kind, pieces.at(-1)?.kind]
  const isEmpty = block.getTextContentSize() === 0
  if (isEmpty && first && !isCell(first) && first !== $kindOf(block) && $marksOf(block).length === 0)
    $mark(block, `k_${id}=${first}`)
  // What stands behind the caret does not become words of a cell.
  const isTorn = last && isCell(last) && at < block.getTextContentSize()
  $insert({ block, at }, isTorn ? [...runs, begin($kindOf(block))] : runs)
}

function $insert({ block, at }: Spot, runs: readonly Run[]): void {
  const changed = put($runsOf(block), at, runs)
  $setRuns(block, changed.runs)
  $putCaret(block, changed.to)
}

/** Goes on under the suggestion that stands at a place, or begins one. */
export function $idAt(pen: Pen, { block, at }: Spot): string {
  return suggestionAt($runsOf(block), at, pen.mine) ?? pen.fresh()
}

/** Suggests to take out what is selected. False when nothing is. */
export function $suggestDeletion(pen: Pen): boolean {
  const span = $span()
  if (!span || span.isCollapsed) return false
  const { block, at } = $strikeSpan(pen, span, { id: pen.fresh(), isReplaced: false })
  $putCaret(block, at)
  return true
}

/** Suggests to take out what one press of a key deletes; at the edge of a paragraph, to join it. */
export function $suggestStep(pen: Pen, unit: Unit, isBackward: boolean): void {
  if ($suggestDeletion(pen)) return
  const span = $span()
  if (!span) return
  const { block, at } = span.first
  const runs = $runsOf(block)
  const step = stepFrom(runs, at, { unit, isBackward })
  if (!step) {
    $suggestJoin(pen, block, isBackward)
    return
  }
  const id = suggestionAt(runs, at, pen.mine) ?? pen.fresh()
  const struck = strike(runs, ...step, { id, mine: pen.mine, passes: true })
  $setRuns(block, struck.runs)
  $putCaret(block, isBackward ? struck.from : struck.to)
}

/**
 * Suggests that a paragraph and its neighbour become one; an empty one is suggested to go. The caret goes on beyond the
 * edge.
 */
function $suggestJoin(pen: Pen, block: BlockNode, isBackward: boolean): void {
  const other = isBackward ? block.getPreviousSibling<BlockNode>() : block.getNextSibling<BlockNode>()
  if (!other) return
  const [above, below] = isBackward ? [other, block] : [block, other]
  const isOver = $isCell(above) || $isCell(below) || $isMarked(above, 'd_') || $isMarked(below, 'd_', 'j_')
  if (!isOver) {
    const empty = [above, below].find((one) => one.getTextContentSize() === 0)
    const id = $idAt(pen, { block: above, at: above.getTextContentSize() })
    $mark(empty ?? below, empty ? `d_${id}` : `j_${id}`)
  }
  if (isBackward) $putCaret(above, above.getTextContentSize())
  else $putCaret(below, 0)
}

function $isMarked(block: BlockNode, ...kinds: readonly string[]): boolean {
  return $marksOf(block).some((mark) => kinds.some((kind) => mark.startsWith(kind)))
}

/** Cells make a table: none goes or joins by itself. */
function $isCell(block: BlockNode): boolean {
  return isCell($kindOf(block))
}

interface Strike {
  readonly id: string
  /** Whether other words come in their place: the first paragraph stays then. */
  readonly isReplaced: boolean
}

/** Strikes what is selected. Returns the place behind it in the first paragraph. */
function $strikeSpan(pen: Pen, span: Span, { id, isReplaced }: Strike): Spot {
  const blocks = $blocksIn(span)
  const last = blocks.length - 1
  let place = span.first
  const whole = new Set<BlockNode>()
  for (const [index, block] of blocks.entries()) {
    const runs = $runsOf(block)
    const from = index === 0 ? span.first.at : 0
    const to = index === last ? span.last.at : lengthOf(runs)
    const struck = strike(runs, from, to, { id, mine: pen.mine, passes: false })
    $setRuns(block, struck.runs)
    if (index === 0) place = { block, at: struck.to }
    if (from === 0 && to === lengthOf(runs) && (to > 0 || index < last) && last > 0) whole.add(block)
  }
  if (last > 0) $markBlocks(pen, blocks, { id, isReplaced, whole })
  return place
}

function $markBlocks(pen: Pen, blocks: readonly BlockNode[], strike: Strike & { whole: ReadonlySet<BlockNode> }): void {
  const { id, isReplaced, whole } = strike
  const [first, end] = [blocks[0], blocks.at(-1)]
  for (const block of blocks) {
    const goes = whole.has(block) && !(isReplaced && block === first) && !$isCell(block)
    if (goes && !$marksOf(block).some((mark) => mark.startsWith('d_') && pen.mine(mark.slice(2))))
      $mark(block, `d_${id}`)
  }
  if (!first || !end || whole.has(end)) return
  // What is left of the last goes to what is left of the first, unless nothing is.
  const isJoined = isReplaced || !whole.has(first)
  if (isJoined && !$isCell(end) && !$isCell(first) && !$isMarked(end, 'j_')) $mark(end, `j_${id}`)
}

/** Whether a run is the sign of a break that the person suggests. */
export function isOwnBreak(run: Run | undefined, mine: Mine): run is Run & { breaks: ParagraphKind } {
  return run !== undefined && isOneThing(run) && run.breaks !== undefined && suggestionAt([run], 0, mine) !== null
}
