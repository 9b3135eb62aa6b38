// A table of a pasted page as a grid: cells that span several columns or rows keep their place, the ones they cover are
// empty.

import { mostColumns } from '../tables/table-commands.ts'
import { isLeftOut, styleOf } from './paste-look.ts'

type Grid = (Element | null)[][]

/**
 * The cells of a table, row by row, every row equally long; null for what is no table of words: a frame of a letter,
 * one cell or one column alone, or more columns than a text can have.
 */
export function tableIn(table: Element): Grid | null {
  const rows = rowsOf(table)
  if (table.getAttribute('role') === 'presentation' || table.querySelector('table')) return null
  const grid: Grid = []
  for (const [at, row] of rows.entries()) {
    grid[at] ??= []
    let column = 0
    for (const cell of cellsOf(row)) {
      while (grid[at][column] !== undefined) column += 1
      const [wide, high] = [span(cell, 'colspan'), Math.min(span(cell, 'rowspan'), rows.length - at)]
      for (let down = 0; down < high; down++) {
        grid[at + down] ??= []
        for (let right = 0; right < wide; right++) grid[at + down]![column + right] = down + right === 0 ? cell : null
      }
      column += wide
    }
  }
  const columns = Math.max(0, ...grid.map((row) => row.length))
  if (columns < 2 || columns > mostColumns) return null
  return grid
    .filter((row) => row.some(Boolean))
    .map((row) => Array.from({ length: columns }, (_, at) => row[at] ?? null))
}

function rowsOf(table: Element): Element[] {
  return [...table.querySelectorAll('tr')].filter((row) => !isLeftOut(row))
}

function cellsOf(row: Element): Element[] {
  return [...row.children].filter((cell) => /^t[dh]$/.test(cell.localName) && !isLeftOut(cell) && !isFiller(cell))
}

// Word ends ragged rows with a cell that is none.
function isFiller(cell: Element): boolean {
  return styleOf(cell)['mso-cell-special'] === 'placeholder'
}

function span(cell: Element, name: 'colspan' | 'rowspan'): number {
  return Math.min(Math.max(Number(cell.getAttribute(name)) || 1, 1), 100)
}
