// What Enter, Backspace, Delete and Tab do where paragraphs begin and end, by the kind of paragraph. Runs headless;
// knows no Yjs.

import {
  $getSelection,
  $isRangeSelection,
  $setState,
  COMMAND_PRIORITY_HIGH,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  CUT_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  type ElementNode,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  INSERT_TAB_COMMAND,
  KEY_ENTER_COMMAND,
  KEY_TAB_COMMAND,
  type LexicalEditor,
  mergeRegister,
  PASTE_COMMAND,
  type RangeSelection,
  REMOVE_TEXT_COMMAND,
} from 'lexical'
import {
  $createBlock,
  $isBlock,
  $kindOf,
  type BlockNode,
  kindState,
  nextKind,
} from '#server/document/tree/lexical-nodes.ts'
import type { ParagraphKind } from '#server/domain/text/paragraph.ts'
import { $blockOfCaret, $clearCells, $isCell, $nextCell, $placeOf } from '../tables/table.ts'
import { $actInTable, $addRow, $lastNote, $leaveBehind } from '../tables/table-commands.ts'
import { $selectedBlocks, $setKind } from './kinds.ts'
import { $emptyFirst, $leaveNext, $removeEmpty } from './overhang.ts'

/** Registers what the keys do at the edges of paragraphs. Returns the way to take it off. */
export function registerStrokes(editor: LexicalEditor): () => void {
  // What is typed or pasted over several cells goes into the first, once they are empty.
  const clearFirst = () => {
    $clearCells()
    $leaveNext()
    return false
  }
  const clear = () => $clearCells() || $removeEmpty() || clearFirst() || $emptyFirst()
  const deletes = [DELETE_CHARACTER_COMMAND, DELETE_WORD_COMMAND, DELETE_LINE_COMMAND]
  return mergeRegister(
    editor.registerCommand(INSERT_PARAGRAPH_COMMAND, $enter, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(
      INSERT_LINE_BREAK_COMMAND,
      () => editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined),
      COMMAND_PRIORITY_HIGH,
    ),
    editor.registerCommand(INSERT_TAB_COMMAND, () => true, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(KEY_TAB_COMMAND, (event) => editor.isEditable() && $tab(event), COMMAND_PRIORITY_HIGH),
    editor.registerCommand(
      KEY_ENTER_COMMAND,
      (event) => editor.isEditable() && $leaveTable(event),
      COMMAND_PRIORITY_HIGH,
    ),
    editor.registerCommand(REMOVE_TEXT_COMMAND, clear, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(CONTROLLED_TEXT_INSERTION_COMMAND, clearFirst, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(CUT_COMMAND, $withoutNext, COMMAND_PRIORITY_HIGH),
    editor.registerCommand(PASTE_COMMAND, $withoutNext, COMMAND_PRIORITY_HIGH),
    ...deletes.map((command) =>
      editor.registerCommand(command, (isBackward) => clear() || $delete(isBackward), COMMAND_PRIORITY_HIGH),
    ),
  )
}

function $withoutNext(): false {
  $leaveNext()
  return false
}

/** What a paragraph of a kind becomes by Backspace at its start. */
const stepBack: Partial<Record<ParagraphKind, ParagraphKind>> = {
  subitem: 'item',
  item: 'operative',
  quote: 'operative',
  note: 'operative',
}

/** What an empty paragraph of a kind becomes by Enter: one level up. */
const levelUp: typeof stepBack = {
  ...stepBack,
  title: 'operative',
  appendix: 'operative',
  heading1: 'operative',
  heading2: 'operative',
  heading3: 'operative',
}

function $enter(): boolean {
  $clearCells()
  $leaveNext()
  const selection = $getSelection()
  if (!$isRangeSelection(selection)) return false
  const block = selection.anchor.getNode().getTopLevelElement()
  if (!$isBlock(block)) return false
  if (!selection.isCollapsed()) {
    if (!$isWithin(selection, block) || !$isCell(block)) return false
    selection.removeText()
  }
  if ($isCell(block)) return $enterCell(block)
  const kind = $kindOf(block)
  const up = levelUp[kind]
  if (block.getTextContentSize() === 0 && kind !== 'footnote') {
    if (up) $setKind(up, [block])
    return up !== undefined
  }
  if (kind === 'footnote') return $enterFootnote(selection, block)
  // At the start of words the new line goes above, so that the words keep their permanent id.
  if ($isAtStart(selection, block)) {
    const isHeading = kind.startsWith('heading') || kind === 'title' || kind === 'appendix'
    block.insertBefore($createBlock(isHeading ? 'operative' : kind))
    return true
  }
  if ($isAtEnd(selection, block)) {
    const next = $createBlock(nextKind(kind))
    $lastNote(block).insertAfter(next, false)
    next.selectStart()
    return true
  }
  const rest = selection.insertParagraph()
  if ($isBlock(rest) && (kind === 'quote' || kind === 'note')) $setKind(kind, [rest])
  return true
}

/** Down the column; in the last row a new row; in a last row that is empty, out of the table. */
function $enterCell(block: BlockNode): boolean {
  const place = $placeOf(block)
  if (!place) return false
  const { rows, row, column } = place
  const below = rows[row + 1]
  if (below) {
    ;(below[column] ?? below.at(-1)!).selectEnd()
    return true
  }
  const here = rows[row]!
  if (rows.length > 1 && here.every((cell) => cell.getTextContentSize() === 0)) {
    $leaveBehind(here.at(-1)!)
    for (const cell of here) cell.remove()
  } else $addRow(place, true)
  return true
}

/**
 * At its end a footnote is followed by a paragraph as it would follow the one that calls it; in the middle it goes on
 * in a second one.
 */
function $enterFootnote(selection: RangeSelection, block: BlockNode): boolean {
  if (block.getTextContentSize() > 0 && $isAtStart(selection, block)) return true
  if ($isAtEnd(selection, block)) {
    let caller = block.getPreviousSibling()
    while ($isBlock(caller) && $kindOf(caller) === 'footnote') caller = caller.getPreviousSibling()
    const kind = $isBlock(caller) && !$isCell(caller) ? nextKind($kindOf(caller)) : 'operative'
    const next = $createBlock(kind)
    $lastNote(block).insertAfter(next, false)
    next.selectStart()
    return true
  }
  const rest = selection.insertParagraph()
  if ($isBlock(rest)) $setKind('footnote', [rest])
  return true
}

/** Where a paragraph begins or ends; false leaves it to the words. */
function $delete(isBackward: boolean): boolean {
  const selection = $getSelection()
  if (!$isRangeSelection(selection) || !selection.isCollapsed()) return false
  const block = selection.anchor.getNode().getTopLevelElement()
  if (!$isBlock(block)) return false
  if (isBackward) return $isAtStart(selection, block) && $deleteBefore(block)
  return $isAtEnd(selection, block) && $deleteBehind(block)
}

function $deleteBefore(block: BlockNode): boolean {
  const above = block.getPreviousSibling()
  const isEmpty = block.getTextContentSize() === 0
  if ($isCell(block)) return $backInTable(block)
  const kind = $kindOf(block)
  const back = stepBack[kind]
  if (back) {
    $setKind(back, [block])
    return true
  }
  if (!$isBlock(above)) return false
  // The words of a cell or a footnote are never joined with others.
  const isApart = $isCell(above) || $kindOf(above) === 'footnote' || kind === 'footnote'
  if (isApart) {
    if ($kindOf(above) === 'footnote' && kind === 'footnote' && !isEmpty) return false
    above.selectEnd()
    if (isEmpty) block.remove()
    return true
  }
  // An empty paragraph above goes, instead of words moving into it, id and all.
  if (above.getTextContentSize() > 0 || isEmpty) return false
  above.remove()
  return true
}

/** To the end of the cell before; from the first cell of an empty table, the table goes. */
function $backInTable(block: BlockNode): boolean {
  const before = $nextCell(block, -1)
  if (before) {
    before.selectEnd()
    return true
  }
  const cells = $placeOf(block)?.rows.flat() ?? []
  if (cells.some((cell) => cell.getTextContentSize() > 0)) return true
  for (const cell of cells.slice(1)) cell.remove()
  $setState(block, kindState, 'operative')
  return true
}

function $deleteBehind(block: BlockNode): boolean {
  const next = block.getNextSibling()
  if ($isCell(block)) return true
  if (!$isBlock(next)) return false
  const isApart = $isCell(next) || $kindOf(next) === 'footnote'
  if (!isApart || ($kindOf(block) === 'footnote' && $kindOf(next) === 'footnote')) return false
  if (block.getTextContentSize() === 0 && $isCell(next)) {
    next.selectStart()
    block.remove()
  }
  return true
}

/** Ctrl+Enter goes on behind the table. */
function $leaveTable(event: KeyboardEvent | null): boolean {
  if (!event || !(event.ctrlKey || event.metaKey) || event.isComposing) return false
  if (!$actInTable('leave')) return false
  event.preventDefault()
  return true
}

/** Item and sub-item; the cells of a table. Anywhere else, and at the ends, Tab leaves the editor. */
function $tab(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const done = $tabTo(event.shiftKey)
  if (done) event.preventDefault()
  return done
}

/** Whether there was something for Tab to do. Call inside an update. */
export function $tabTo(isBack: boolean): boolean {
  const block = $blockOfCaret()
  if (block && $isCell(block)) {
    const next = $nextCell(block, isBack ? -1 : 1)
    next?.selectEnd()
    return next !== null
  }
  const [from, to] = isBack ? (['subitem', 'item'] as const) : (['item', 'subitem'] as const)
  const blocks = $selectedBlocks().filter((selected) => $kindOf(selected) === from)
  if (blocks.length > 0) $setKind(to, blocks)
  return blocks.length > 0
}

function $isWithin(selection: RangeSelection, block: BlockNode): boolean {
  const end = selection.focus.getNode().getTopLevelElement()
  return $isBlock(end) && end.is(block)
}

function $isAtStart(selection: RangeSelection, block: ElementNode): boolean {
  const { key, offset } = selection.anchor
  return offset === 0 && (key === block.getKey() || key === block.getFirstDescendant()?.getKey())
}

function $isAtEnd(selection: RangeSelection, block: ElementNode): boolean {
  const { key, offset } = selection.anchor
  if (key === block.getKey()) return offset === block.getChildrenSize()
  const last = block.getLastDescendant()
  return last !== null && key === last.getKey() && offset === last.getTextContentSize()
}
