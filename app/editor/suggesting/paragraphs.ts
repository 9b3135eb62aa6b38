// Suggesting with paragraphs: a new one, a split, another kind, another place, and another look of words. Call inside
// an update.

import { $getSelection, $isRangeSelection } from 'lexical'
import {
  $isBlock,
  $kindOf,
  $mark,
  $marksOf,
  $pidOf,
  $unmark,
  type BlockNode,
  nextKind,
} from '#server/document/tree/lexical-nodes.ts'
import type { Run } from '#server/document/tree/tree.ts'
import { isCell, type ParagraphKind } from '#server/domain/text/paragraph.ts'
import { atStart, breakSign, type MarkKind, readMark } from '#server/domain/text/suggestion.ts'
import { $blocksIn, $putCaret, $runsOf, $setRuns, $span, type Spot } from './blocks.ts'
import { bold, cut, italic, look, put, seenBits } from './runs.ts'
import { $idAt, $suggestDeletion, isOwnBreak, type Pen } from './words.ts'

/**
 * Suggests a paragraph break at the caret; at the start of a paragraph, a new one before it. False in a cell, which is
 * one paragraph.
 */
export function $suggestBreak(pen: Pen): boolean {
  const selected = $span()
  if (!selected || isCell($kindOf(selected.first.block))) return selected === null
  $suggestDeletion(pen)
  const span = $span()
  if (span) $breakAt(pen, span.first)
  return true
}

function $breakAt(pen: Pen, spot: Spot): void {
  const { block, at } = spot
  if ($endList(pen, spot)) return
  const kind = $kindOf(block)
  const above = block.getPreviousSibling()
  if (at > 0 || block.getTextContentSize() === 0) {
    $insertBreak(pen, spot, nextKind(kindAt($runsOf(block), at) ?? kind))
    return
  }
  const before = kind.startsWith('heading') ? 'operative' : kind
  if ($isBlock(above)) {
    $insertBreak(pen, { block: above, at: above.getTextContentSize() }, before)
    $putCaret(block, 0)
  } else $insertBreak(pen, spot, kind)
}

function $insertBreak(pen: Pen, spot: Spot, breaks: ParagraphKind): void {
  const id = $idAt(pen, spot)
  const changed = put($runsOf(spot.block), spot.at, [{ text: breakSign, breaks, marks: [`i_${id}`] }])
  $setRuns(spot.block, changed.runs)
  $putCaret(spot.block, changed.to)
}

/** The kind that the words at a place would have once the breaks before it are accepted; null where there is none. */
function kindAt(runs: readonly Run[], at: number): ParagraphKind | null {
  return cut(runs, at, at)[0].findLast(({ breaks }) => breaks !== undefined)?.breaks ?? null
}

/** Enter behind one's own break to a list item without words makes it an ordinary paragraph. */
function $endList(pen: Pen, { block, at }: Spot): boolean {
  const [before, , after] = cut($runsOf(block), at, at)
  const last = before.at(-1)
  if (!isOwnBreak(last, pen.mine) || (after[0] && !after[0].breaks)) return false
  if (last.breaks !== 'item' && last.breaks !== 'subitem' && last.breaks !== 'quote') return false
  $setRuns(block, [...before.slice(0, -1), { ...last, breaks: 'operative' }, ...after])
  $putCaret(block, at)
  return true
}

/** Suggests bold or italic for what is selected, or takes it off. False when nothing is selected. */
export function $suggestLook(pen: Pen, name: 'bold' | 'italic'): boolean {
  const span = $span()
  if (!span || span.isCollapsed) return false
  const bit = name === 'bold' ? bold : italic
  const parts = $blocksIn(span).map((block) => {
    const from = block.is(span.first.block) ? span.first.at : 0
    const to = block.is(span.last.block) ? span.last.at : block.getTextContentSize()
    return { block, from, to, within: cut($runsOf(block), from, to)[1] }
  })
  const isOn = parts.every(({ within }) => within.every((run) => seenBits(run, pen.mine) & bit))
  const change = (bits: number) => (isOn ? bits & ~bit : bits | bit)
  const id = pen.fresh()
  for (const { block, from, to } of parts)
    $setRuns(block, look($runsOf(block), from, to, { id, mine: pen.mine, change }))
  $select(parts[0], parts.at(-1))
  const selection = $getSelection()
  if ($isRangeSelection(selection)) selection.format = isOn ? selection.format & ~bit : selection.format | bit
  return true
}

type Part = { readonly block: BlockNode; readonly from: number; readonly to: number } | undefined

function $select(first: Part, last: Part): void {
  const selection = $getSelection()
  if (!first || !last || !$isRangeSelection(selection)) return
  const isBackward = selection.isBackward()
  $putCaret(first.block, first.from)
  const { key, offset, type } = selection.anchor
  $putCaret(last.block, last.to)
  if (isBackward) selection.focus.set(key, offset, type)
  else selection.anchor.set(key, offset, type)
}

/** Suggests another kind for paragraphs. Cells keep theirs, and a footnote changes only when it is asked for alone. */
export function $suggestKinds(pen: Pen, blocks: readonly BlockNode[], kind: ParagraphKind): void {
  for (const block of blocks) {
    const now = $kindOf(block)
    if (!isCell(now) && (now !== 'footnote' || blocks.length === 1)) $suggestKind(pen, block, kind)
  }
}

/** Suggests another kind for a paragraph; the one it has takes the suggestion back. */
export function $suggestKind(pen: Pen, block: BlockNode, kind: ParagraphKind): void {
  $propose(pen, block, 'k', kind === $kindOf(block) ? null : kind)
}

/** Suggests that a paragraph follows another (a pid, or `start`); the place it has takes the suggestion back. */
export function $suggestPlace(pen: Pen, block: BlockNode, after: string): void {
  const above = block.getPreviousSibling()
  const has = $isBlock(above) ? $pidOf(above) : atStart
  // A paragraph without an id cannot be named yet: the server is about to give it one.
  if (after === '' || after === $pidOf(block)) return
  $propose(pen, block, 'm', after === has ? null : after)
}

/** The person's own proposal of this kind gets another value, or goes. */
function $propose(pen: Pen, block: BlockNode, kind: MarkKind, value: string | null): void {
  const own = $marksOf(block)
    .map(readMark)
    .find((mark) => mark.kind === kind && pen.mine(mark.id))
  if (value !== null) $mark(block, `${kind}_${own?.id ?? pen.fresh()}=${value}`)
  else if (own) $unmark(block, `${kind}_${own.id}`)
}

/** The place that a paragraph would have: suggested by this person, or as it is. */
export function $proposedPlace(pen: Pen, block: BlockNode): string {
  const own = $marksOf(block)
    .map(readMark)
    .find((mark) => mark.kind === 'm' && pen.mine(mark.id))
  const above = block.getPreviousSibling()
  return own?.value ?? ($isBlock(above) ? $pidOf(above) : atStart)
}
