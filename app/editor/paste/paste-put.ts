// Pasted paragraphs put into a text: into the paragraph of the caret, around it, or as rows of a table. Runs headless;
// knows no clipboard.

import {
  $createTextNode,
  $getSelection,
  $isRangeSelection,
  $setState,
  type RangeSelection,
  type TextNode,
} from 'lexical'
import {
  $createBlock,
  $isBlock,
  $kindOf,
  type BlockNode,
  kindState,
  pidState,
  refState,
} from '#server/document/tree/lexical-nodes.ts'
import { chanceBytes, mintFrom } from '#server/domain/ids.ts'
import { isCell } from '#server/domain/text/paragraph.ts'
import { $clearCells, $isCell, $placeOf } from '../tables/table.ts'
import { $lastNote } from '../tables/table-commands.ts'
import type { Pasted, PastedRun } from './pasted.ts'

/**
 * Puts paragraphs where the selection is. One goes into the words; several become paragraphs of their own between what
 * stands before the caret and what stands behind it. Returns the last paragraph put, behind which more may follow; null
 * when there was nowhere to put any.
 */
export function $putPasted(pasted: readonly Pasted[]): BlockNode | null {
  $clearCells()
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || pasted.length === 0) return null
  if (!selection.isCollapsed()) selection.removeText()
  const block = selection.anchor.getNode().getTopLevelElement()
  if (!$isBlock(block)) return null
  if ($isCell(block)) return $putInCell(selection, block, pasted)
  const [only] = pasted
  if (pasted.length === 1 && only && !(only.kind && isCell(only.kind))) return $putInWords(selection, block, only)
  return $putBetween(selection, block, pasted)
}

/** Puts more paragraphs behind one, with the caret at their end. */
export function $putBehind(last: BlockNode, pasted: readonly Pasted[]): BlockNode {
  let end = $lastNote(last)
  for (const block of $build(pasted)) {
    end.insertAfter(block, false)
    end = block
  }
  end.selectEnd()
  return end
}

function $putInWords(selection: RangeSelection, block: BlockNode, pasted: Pasted): BlockNode {
  if (block.getTextContentSize() === 0 && pasted.kind && $kindOf(block) !== 'footnote')
    $setState(block, kindState, pasted.kind)
  const { words, notes } = $wordsOf(pasted)
  selection.insertNodes(words)
  const home = words[0]?.getTopLevelElement()
  if ($isBlock(home)) $putNotes(home, notes)
  return block
}

function $putBetween(selection: RangeSelection, block: BlockNode, pasted: readonly Pasted[]): BlockNode {
  const built = $build(pasted)
  const isEmpty = block.getTextContentSize() === 0
  const { key, offset } = selection.anchor
  const isAtStart = offset === 0 && (key === block.getKey() || key === block.getFirstDescendant()?.getKey())
  if (isAtStart && !isEmpty) for (const one of built) block.insertBefore(one, false)
  else {
    const size = block.getTextContentSize()
    const rest = isEmpty ? null : selection.insertParagraph()
    let end: BlockNode = isEmpty || block.getTextContentSize() === size ? $lastNote(block) : block
    for (const one of built) {
      end.insertAfter(one, false)
      end = one
    }
    if ($isBlock(rest) && rest.getTextContentSize() === 0) rest.remove()
    else if ($isBlock(rest)) $setState(rest, kindState, $kindOf(block))
    if (isEmpty) block.remove()
  }
  const last = built.at(-1)!
  last.selectEnd()
  return last
}

/** A table pasted into a table becomes rows below; anything else the words of the cell. */
function $putInCell(selection: RangeSelection, block: BlockNode, pasted: readonly Pasted[]): BlockNode {
  const place = $placeOf(block)
  const cells = pasted.filter(({ kind }) => kind && isCell(kind))
  if (place && cells.length > 1) {
    let end = place.rows[place.row]!.at(-1)!
    for (const one of $build(cells)) {
      end.insertAfter(one, false)
      end = one
    }
    end.selectEnd()
    return end
  }
  for (const [at, one] of pasted.entries()) {
    const { words, notes } = $wordsOf(one)
    selection.insertNodes(at === 0 ? words : [$createTextNode(' '), ...words])
    $putNotes(place?.rows.at(-1)?.at(-1) ?? block, notes)
  }
  return block
}

/** Footnotes stand behind their paragraph, those of a table behind the table. */
function $build(pasted: readonly Pasted[]): BlockNode[] {
  const built: BlockNode[] = []
  let waiting: BlockNode[] = []
  for (const [at, one] of pasted.entries()) {
    const isInTable = one.kind !== null && isCell(one.kind)
    const before = pasted[at - 1]?.kind
    const { words, notes } = $wordsOf(one)
    if (!isInTable) built.push(...waiting.splice(0))
    // A table begins with a row, wherever the selection of the page began.
    const isFirst = one.kind === 'cell' && !(before && isCell(before))
    built.push($createBlock(isFirst ? 'row' : (one.kind ?? 'operative')).append(...words))
    waiting = [...waiting, ...notes]
    if (!isInTable) built.push(...waiting.splice(0))
  }
  return [...built, ...waiting]
}

interface Built {
  readonly words: TextNode[]
  readonly notes: BlockNode[]
}

/**
 * The words of a paragraph and its footnotes, each call naming its note: both come in one change, so the id is made
 * here.
 */
function $wordsOf({ runs, notes }: Pasted): Built {
  const built: Built = { words: [], notes: [] }
  for (const run of runs) {
    const words = run.note === undefined ? undefined : notes?.get(run.note)
    if (run.note === undefined) built.words.push($textOf(run))
    else if (words) {
      const pid = mintFrom(Date.now(), crypto.getRandomValues(new Uint8Array(chanceBytes)))
      // The server gives the calls their numbers.
      built.words.push($citation('1', `footnote:${pid}`))
      const note = $setState($createBlock('footnote'), pidState, pid)
      built.notes.push(note.append(...words.map($textOf)))
    }
  }
  return built
}

function $textOf({ text, bold, italic, cites }: PastedRun): TextNode {
  const node = cites ? $citation(text, cites) : $createTextNode(text)
  if (bold) node.toggleFormat('bold')
  if (italic) node.toggleFormat('italic')
  return node
}

function $citation(label: string, target: string): TextNode {
  return $setState($createTextNode(label), refState, target).setMode('token')
}

function $putNotes(behind: BlockNode, notes: readonly BlockNode[]): void {
  let end = $lastNote(behind)
  for (const note of notes) {
    end.insertAfter(note, false)
    end = note
  }
}
