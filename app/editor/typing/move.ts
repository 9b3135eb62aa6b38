// Moving paragraphs, with what belongs to them, by one place or to any other. They keep their ids, words and marks.
// Runs headless.
//
// A paragraph is taken out and put in again, in two updates that are one change of the shared text: in one update the
// mapping would lay the typing of others into a wrong paragraph. What somebody types into a paragraph in the very
// moment in which another moves it is lost.

import {
  $addUpdateTag,
  $createRangeSelection,
  $getEditor,
  $getRoot,
  $getSelection,
  $isElementNode,
  $isRangeSelection,
  $parseSerializedNode,
  $setSelection,
  type LexicalEditor,
  type LexicalNode,
  type PointType,
  type SerializedElementNode,
  type SerializedLexicalNode,
  SKIP_DOM_SELECTION_TAG,
  SKIP_SCROLL_INTO_VIEW_TAG,
} from 'lexical'
import { $isBlock, $kindOf, type BlockNode } from '#server/document/tree/lexical-nodes.ts'
import { piecesOf } from '#server/document/tree/tables.ts'
import { $blockOfKey, $placeOf } from '../tables/table.ts'
import { MOVE_COMMAND, type Move, type Moved, STEP_COMMAND, TOGETHER_COMMAND } from './commands.ts'
import { $selectedBlocks } from './kinds.ts'

type Tell = (what: Moved) => void

/**
 * Moves the selected paragraphs one place up or down, with all that belongs to them, or has it suggested; tells what
 * became of it.
 */
export function moveByStep(editor: LexicalEditor, way: 'up' | 'down', tell: Tell): void {
  editor.update(() => {
    if (editor.isEditable() && !editor.dispatchCommand(STEP_COMMAND, { way, tell })) $move($stepOf(way), tell)
  })
}

/**
 * Moves these paragraphs there, or has it suggested. What moves is whole: rows with all their cells, paragraphs with
 * their footnotes.
 */
export function moveTo(editor: LexicalEditor, move: Move, tell: Tell): void {
  editor.update(() => {
    if (editor.isEditable() && !editor.dispatchCommand(MOVE_COMMAND, { ...move, tell })) $move($wholeMove(move), tell)
  })
}

type Unit = readonly BlockNode[]

/**
 * What moves as one, in order: a table with all its rows, a paragraph with the footnotes behind it. Call inside a read
 * or an update.
 */
export function $unitsOfText(): Unit[] {
  const blocks = $getRoot().getChildren().filter($isBlock)
  const units: BlockNode[][] = []
  for (const piece of piecesOf(blocks.map((node) => ({ node, kind: $kindOf(node) })))) {
    if (piece.is === 'table') units.push(piece.rows.flat().map(({ node }) => node))
    else if (piece.paragraph.kind === 'footnote' && units.length > 0) units.at(-1)!.push(piece.paragraph.node)
    else units.push([piece.paragraph.node])
  }
  return units.map(inOrder)
}

// Footnotes may stand among the cells of a table.
function inOrder(unit: BlockNode[]): BlockNode[] {
  return unit.every((node, at) => at === 0 || unit[at - 1]!.getNextSibling()?.is(node))
    ? unit
    : [...unit].sort((one, other) => one.getIndexWithinParent() - other.getIndexWithinParent())
}

/** One place up or down for what is selected; null where there is no place further. */
function $stepOf(way: 'up' | 'down'): Move | null {
  const blocks = $selectedBlocks()
  const units = $unitsIn(blocks)
  const touched = units.flatMap((unit, at) => (unit.some((node) => blocks.some((block) => block.is(node))) ? [at] : []))
  const [first, last] = [touched[0], touched.at(-1)]
  if (first === undefined || last === undefined) return null
  const keys = units
    .slice(first, last + 1)
    .flat()
    .map((node) => node.getKey())
  if (way === 'up') {
    const above = units[first - 1]?.[0]
    return above ? { keys, before: above.getKey() } : null
  }
  const below = units[last + 1]?.at(-1)
  return below ? { keys, before: below.getNextSibling()?.getKey() ?? null } : null
}

/** Inside one table its rows, which move among themselves; otherwise those of the text. */
function $unitsIn(blocks: readonly BlockNode[]): readonly Unit[] {
  const [first, last] = [blocks[0], blocks.at(-1)]
  const place = $placeOf(first ?? null)
  const isInside = place && last && place.rows.some((row) => row.some((cell) => cell.is(last)))
  return isInside ? place.rows : $unitsOfText()
}

/** The same move with whole things only, and to a place between them; null when nothing would change. */
function $wholeMove({ keys, before }: Move): Move | null {
  const all = $unitsOfText()
  const isAsked = (unit: Unit) => unit.some((node) => keys.includes(node.getKey()))
  const moved = all.filter(isAsked)
  const target = before === null ? null : all.find((unit) => unit.some((node) => node.getKey() === before))
  if (moved.length === 0 || target === undefined || (target && isAsked(target))) return null
  const last = moved.at(-1)!.at(-1)!
  const isThere = target ? last.getNextSibling()?.is(target[0]!) : last.getNextSibling() === null
  if (isThere) return null
  const next = target ? target[0] : null
  return { keys: moved.flat().map((node) => node.getKey()), before: next?.getKey() ?? null }
}

interface Kept {
  readonly anchor: Spot
  readonly focus: Spot
}

/** A point of the selection: in the moved paragraph `block` at its `child`, or anywhere else as it is. */
type Spot =
  | { readonly block: number; readonly child: number | null; readonly offset: number }
  | { readonly point: PointType }

function $move(move: Move | null, tell: Tell): void {
  if (!move) {
    tell('edge')
    return
  }
  const { keys, before } = move
  let stored: SerializedElementNode[] = []
  let kept: Kept | null = null
  const takeOut = () => {
    $addUpdateTag(SKIP_SCROLL_INTO_VIEW_TAG)
    $addUpdateTag(SKIP_DOM_SELECTION_TAG)
    const blocks = keys.flatMap((key) => $blockOfKey(key) ?? [])
    kept = $keepSelection(blocks)
    stored = blocks.map($store)
    for (const block of blocks) block.remove()
  }
  const putIn = () => {
    const target = before === null ? null : $blockOfKey(before)
    const blocks = stored.map((one) => $parseSerializedNode(one))
    for (const block of blocks) {
      if (target) target.insertBefore(block, false)
      else $getRoot().append(block)
    }
    if (kept) $restore(kept, blocks)
    // Numbers are shown once this has been done.
    queueMicrotask(() => tell('moved'))
  }
  $getEditor().dispatchCommand(TOGETHER_COMMAND, [takeOut, putIn])
}

/** A paragraph with everything it carries, marks included. */
function $store(block: BlockNode): SerializedElementNode {
  const children: SerializedLexicalNode[] = block.getChildren().map((child) => child.exportJSON())
  return { ...block.exportJSON(), children }
}

function $keepSelection(blocks: readonly BlockNode[]): Kept | null {
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return null
  const spot = ({ key, offset, type }: PointType): Spot => {
    const at = blocks.findIndex((block) => block.getKey() === key)
    if (at !== -1) return { block: at, child: null, offset }
    for (const [index, block] of blocks.entries()) {
      const child = block.getChildren().findIndex((node) => node.getKey() === key)
      if (child !== -1) return { block: index, child, offset }
    }
    return { point: { key, offset, type } as PointType }
  }
  return { anchor: spot(selection.anchor), focus: spot(selection.focus) }
}

function $restore({ anchor, focus }: Kept, blocks: readonly LexicalNode[]): void {
  const selection = $createRangeSelection()
  for (const [point, spot] of [
    [selection.anchor, anchor],
    [selection.focus, focus],
  ] as const) {
    if ('point' in spot) {
      point.set(spot.point.key, spot.point.offset, spot.point.type)
      continue
    }
    const block = blocks[spot.block]
    const child = $isElementNode(block) && spot.child !== null ? block.getChildAtIndex(spot.child) : null
    if (child) point.set(child.getKey(), spot.offset, 'text')
    else if (block) point.set(block.getKey(), spot.child === null ? spot.offset : 0, 'element')
  }
  $setSelection(selection)
}
