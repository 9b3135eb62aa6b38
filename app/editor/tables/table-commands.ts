// What can be done to a table: a new one, its rows and columns, leaving it. Two people at once may leave a row shorter
// than the others; the next new column evens it. It knows no page.

import { $getEditor, $setState, COMMAND_PRIORITY_EDITOR, type LexicalEditor, mergeRegister } from 'lexical'
import { $createBlock, $isBlock, $kindOf, type BlockNode, kindState } from '#server/document/tree/lexical-nodes.ts'
import { NEW_TABLE_COMMAND, TABLE_COMMAND, type TableCommand, TOGETHER_COMMAND } from '../typing/commands.ts'
import { $blockOfCaret, $isCell, $placeOfCaret, lastCellOf, type Place } from './table.ts'

/** More columns than this cannot be read on a page. */
export const mostColumns = 8
/** More rows at once are pasted, not asked for. */
const mostRows = 40

/** Answers the commands about tables. Returns the way to take that off. */
export function registerTables(editor: LexicalEditor): () => void {
  return mergeRegister(
    editor.registerCommand(TABLE_COMMAND, (act) => editor.isEditable() && $actInTable(act), COMMAND_PRIORITY_EDITOR),
    editor.registerCommand(
      NEW_TABLE_COMMAND,
      ({ rows, columns }) => editor.isEditable() && $newTable(rows, columns),
      COMMAND_PRIORITY_EDITOR,
    ),
  )
}

/** A row of empty cells, as paragraphs that stand nowhere yet. */
function $createRow(columns: number): BlockNode[] {
  return Array.from({ length: columns }, (_, column) => $createBlock(column === 0 ? 'row' : 'cell'))
}

function $newTable(rows: number, columns: number): boolean {
  const block = $blockOfCaret()
  if (!block || $isCell(block)) return false
  const cells = Array.from({ length: clamp(rows, mostRows) }, () => $createRow(clamp(columns, mostColumns))).flat()
  let last = $lastNote(block)
  for (const cell of cells) {
    last.insertAfter(cell, false)
    last = cell
  }
  if (block.getTextContentSize() === 0) block.remove()
  cells[0]?.selectStart()
  return true
}

function clamp(count: number, most: number): number {
  return Math.min(Math.max(Math.trunc(count) || 1, 1), most)
}

/** The last footnote that belongs to a paragraph, or the paragraph. */
export function $lastNote(block: BlockNode): BlockNode {
  let last = block
  for (let next = block.getNextSibling(); $isBlock(next) && $kindOf(next) === 'footnote'; next = next.getNextSibling())
    last = next
  return last
}

/** Call inside an update. Returns whether there was a table to do it in. */
export function $actInTable(act: TableCommand): boolean {
  const place = $placeOfCaret()
  if (!place) return false
  if (act === 'leave') $leave(place)
  else if (act === 'remove-row') $removeRow(place)
  else if (act === 'remove-column') $removeColumn(place)
  else if (act === 'row-above' || act === 'row-below') $addRow(place, act === 'row-below')
  else $addColumn(place, act === 'column-after' ? place.column + 1 : place.column)
  return true
}

/** The new row, empty, with the caret in its first cell. */
export function $addRow({ rows, row, columns }: Place, isBelow: boolean): void {
  const cells = $createRow(columns)
  const here = rows[row]!
  if (isBelow) {
    let last = here.at(-1)!
    for (const cell of cells) {
      last.insertAfter(cell, false)
      last = cell
    }
  } else for (const cell of cells) here[0]!.insertBefore(cell, false)
  cells[0]!.selectStart()
}

/** Each row in an update of its own; short rows get the cells they lack. */
function $addColumn(place: Place, column: number): void {
  const { rows, row, columns } = place
  if (columns >= mostColumns) return
  const steps = rows.map((cells, at) => () => {
    const last = $lengthen(cells, columns)
    const cell = $createBlock(column === 0 ? 'row' : 'cell')
    const first = cells[0]!
    if (column > 0) (column === columns ? last : (cells[column - 1] ?? last)).insertAfter(cell, false)
    else {
      first.insertBefore(cell, false)
      $setState(first, kindState, 'cell')
    }
    if (at === row) cell.selectStart()
  })
  $getEditor().dispatchCommand(TOGETHER_COMMAND, steps)
}

/** Gives a short row the cells it lacks; returns its last cell. */
function $lengthen(cells: readonly BlockNode[], columns: number): BlockNode {
  let last = cells.at(-1)!
  for (let missing = columns - cells.length; missing > 0; missing--) {
    const cell = $createBlock('cell')
    last.insertAfter(cell, false)
    last = cell
  }
  return last
}

function $removeRow({ rows, row, column }: Place): void {
  const neighbour = rows[row + 1] ?? rows[row - 1]
  if (neighbour) (neighbour[column] ?? neighbour.at(-1))?.selectEnd()
  else $leaveBehind(rows[row]!.at(-1)!)
  for (const cell of rows[row]!) cell.remove()
}

function $removeColumn({ rows, row, column }: Place): void {
  const here = rows[row]!
  const neighbour = here[column + 1] ?? here[column - 1]
  if (neighbour) neighbour.selectEnd()
  else $leaveBehind(rows.at(-1)!.at(-1)!)
  const steps = rows.map((cells) => () => {
    const second = cells[1]
    if (column === 0 && second) $setState(second, kindState, 'row')
    cells[column]?.remove()
  })
  $getEditor().dispatchCommand(TOGETHER_COMMAND, steps)
}

function $leave(place: Place): void {
  $leaveBehind(lastCellOf(place))
}

/** Puts the caret into the paragraph behind a table; makes one where there is none. */
export function $leaveBehind(lastCell: BlockNode): void {
  const last = $lastNote(lastCell)
  const next = last.getNextSibling()
  if ($isBlock(next)) {
    next.selectStart()
    return
  }
  const block = $createBlock('operative')
  last.insertAfter(block, false)
  block.selectStart()
}
