// Tables as runs of cells: moving in them, rows and columns, what two people do at once, and that words of cells stay
// apart.

import {
  $getSelection,
  $isRangeSelection,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  DELETE_CHARACTER_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  type LexicalCommand,
  UNDO_COMMAND,
} from 'lexical'
import { describe, expect, it } from 'vitest'
import { $placeOfCaret } from '#app/editor/tables/table.ts'
import { NEW_TABLE_COMMAND, TABLE_COMMAND, type TableCommand } from '#app/editor/typing/commands.ts'
import { $setKind } from '#app/editor/typing/kinds.ts'
import { $tabTo } from '#app/editor/typing/strokes.ts'
import { blankPairs } from '#server/document/pairs.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { piecesOf } from '#server/document/tree/tables.ts'
import { $block, $caret, $select, copyOf, type Desk, deliver, openDesk, seededDoc, shown, write } from '../desks.ts'

const grid = () =>
  seededDoc([
    ['p1', 'Before.'],
    ['a1', 'Measure', 'row'],
    ['a2', 'Party', 'cell'],
    ['b1', 'Helpline', 'row'],
    ['b2', 'Ireland', 'cell'],
    ['p2', 'After.'],
  ])

/** The kinds and words of the table alone, a line a row. */
const rows = (desk: Desk) =>
  piecesOf(
    shown(desk).map((line) => {
      const [, kind = '', ...words] = line.split(' ')
      return { kind: kind as 'row', words: words.join(' ') }
    }),
  )
    .filter((piece) => piece.is === 'table')
    .flatMap((table) => table.rows.map((row) => row.map(({ words }) => words).join(' | ')))

/** What is done in several updates is done when this returns. */
async function at<T>(desk: Desk, [block, offset]: readonly [number, number], command: LexicalCommand<T>, payload: T) {
  write(desk, () => {
    $caret(block, offset)
    desk.editor.dispatchCommand(command, payload)
  })
  await Promise.resolve()
}

const where = (desk: Desk) =>
  desk.editor.getEditorState().read(() => {
    const place = $placeOfCaret()
    const selection = $getSelection()
    if (place) return [place.row, place.column]
    return $isRangeSelection(selection) ? selection.anchor.getNode().getTopLevelElement()?.getTextContent() : null
  })

const act = (desk: Desk, block: number, what: TableCommand) => at(desk, [block, 0], TABLE_COMMAND, what)

describe('a new table', () => {
  it('takes the place of an empty paragraph, and stands behind one with words', async () => {
    const desk = openDesk(
      seededDoc([
        ['p1', 'Words.'],
        ['p2', ''],
      ]),
    )
    await at(desk, [1, 0], NEW_TABLE_COMMAND, { rows: 1, columns: 2 })
    expect(shown(desk)).toEqual(['p1 operative Words.', '- row ', '- cell '])
    expect(where(desk)).toEqual([0, 0])
    await at(desk, [0, 6], NEW_TABLE_COMMAND, { rows: 2, columns: 1 })
    expect(shown(desk)).toEqual(['p1 operative Words.', '- row ', '- row ', '- row ', '- cell '])
  })

  it('is not put into a table, and is taken back by one undo', async () => {
    const desk = openDesk(grid())
    await at(desk, [1, 0], NEW_TABLE_COMMAND, { rows: 2, columns: 2 })
    expect(shown(desk)).toHaveLength(6)
    await at(desk, [5, 0], NEW_TABLE_COMMAND, { rows: 2, columns: 2 })
    expect(shown(desk)).toHaveLength(10)
    desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
    expect(shown(desk)).toHaveLength(6)
  })
})

describe('the keys in a table', () => {
  it('Tab goes from cell to cell and leaves the editor at the ends', async () => {
    const desk = openDesk(grid())
    write(desk, () => $caret(1, 0))
    const steps: unknown[] = []
    for (let left = true; left; ) {
      write(desk, () => {
        left = $tabTo(false)
      })
      steps.push(where(desk))
    }
    expect(steps).toEqual([
      [0, 1],
      [1, 0],
      [1, 1],
      [1, 1],
    ])
    write(desk, () => {
      expect($tabTo(true)).toBe(true)
    })
    expect(where(desk)).toEqual([1, 0])
  })

  it('Enter goes down, adds a row at the end, and leaves from a last row that is empty', async () => {
    const desk = openDesk(grid())
    await at(desk, [2, 2], INSERT_PARAGRAPH_COMMAND, undefined)
    expect(where(desk)).toEqual([1, 1])
    expect(shown(desk)).toHaveLength(6)
    write(desk, () => desk.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined))
    expect(rows(desk)).toEqual(['Measure | Party', 'Helpline | Ireland', ' | '])
    expect(where(desk)).toEqual([2, 0])
    write(desk, () => desk.editor.dispatchCommand(INSERT_PARAGRAPH_COMMAND, undefined))
    expect(rows(desk)).toEqual(['Measure | Party', 'Helpline | Ireland'])
    expect(where(desk)).toBe('After.')
  })

  it('Backspace and Delete never join the words of a cell with others', async () => {
    const desk = openDesk(grid())
    const before = shown(desk)
    for (const block of [1, 2, 3, 4, 5]) await at(desk, [block, 0], DELETE_CHARACTER_COMMAND, true)
    for (const block of [0, 1, 2, 3, 4])
      await at(desk, [block, before[block]!.split(' ').slice(2).join(' ').length], DELETE_CHARACTER_COMMAND, false)
    expect(shown(desk)).toEqual(before)
  })

  it('what is typed over several cells goes into the first, and the others are emptied, not joined', async () => {
    const desk = openDesk(grid())
    write(desk, () => {
      $select([1, 4], [4, 3])
      desk.editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, '!')
    })
    expect(rows(desk)).toEqual(['Meas! | ', ' | land'])
  })

  it('a kind asked for in a cell, or over a table, leaves the table whole', async () => {
    const desk = openDesk(grid())
    write(desk, () => {
      $select([0, 0], [5, 2])
      $setKind('item')
    })
    expect(shown(desk).map((line) => line.split(' ')[1])).toEqual(['item', 'row', 'cell', 'row', 'cell', 'item'])
  })
})

describe('rows and columns', () => {
  it.each<[TableCommand, number, string[]]>([
    ['row-above', 3, ['Measure | Party', ' | ', 'Helpline | Ireland']],
    ['row-below', 4, ['Measure | Party', 'Helpline | Ireland', ' | ']],
    ['remove-row', 1, ['Helpline | Ireland']],
    ['column-before', 1, [' | Measure | Party', ' | Helpline | Ireland']],
    ['column-after', 1, ['Measure |  | Party', 'Helpline |  | Ireland']],
    ['column-after', 4, ['Measure | Party | ', 'Helpline | Ireland | ']],
    ['remove-column', 1, ['Party', 'Ireland']],
    ['remove-column', 2, ['Measure', 'Helpline']],
    ['leave', 1, ['Measure | Party', 'Helpline | Ireland']],
  ])('%s from the cell %i', async (what, block, expected) => {
    const desk = openDesk(grid())
    await act(desk, block, what)
    expect(rows(desk)).toEqual(expected)
    expect(where(desk)).toEqual(what === 'leave' ? 'After.' : expect.any(Array))
  })

  it('the last row or column takes the table with it, and the text goes on behind it', async () => {
    const desk = openDesk(seededDoc([['a1', 'only', 'row']]))
    await act(desk, 0, 'remove-row')
    expect(shown(desk)).toEqual(['- operative '])
  })

  it('a row and a column added at once leave one row short; all stays editable, and the next column evens it', async () => {
    const ana = openDesk(grid())
    const ben = openDesk(copyOf(ana.doc))
    // Which of two at one place comes first is decided by these.
    Object.assign(ana.doc, { clientID: 2 })
    Object.assign(ben.doc, { clientID: 1 })
    await act(ana, 3, 'row-below')
    await act(ben, 2, 'column-after')
    deliver(ana.doc, ben.doc)
    expect(rows(ana)).toEqual(['Measure | Party | ', 'Helpline | Ireland | ', ' | '])
    expect(rows(ben)).toEqual(rows(ana))
    await act(ben, 1, 'column-before')
    expect(rows(ben)).toEqual([' | Measure | Party | ', ' | Helpline | Ireland | ', ' |  |  | '])
    deliver(ana.doc, ben.doc)
    expect(rows(ana)).toEqual(rows(ben))
    for (const desk of [ana, ben]) expect(desk.draft.health()).toBe('healthy')
  })
})

describe('what counts as one table', () => {
  it('footnotes among the cells follow it, and cells without a row begin one', () => {
    const kinds = (...list: ('row' | 'cell' | 'footnote' | 'operative')[]) =>
      piecesOf(list.map((kind) => ({ kind }))).map((piece) =>
        piece.is === 'table' ? piece.rows.map((row) => row.length).join('+') : piece.paragraph.kind,
      )
    expect(kinds('operative', 'row', 'footnote', 'cell', 'row', 'operative')).toEqual([
      'operative',
      '2+1',
      'footnote',
      'operative',
    ])
    expect(kinds('cell', 'cell', 'row', 'footnote')).toEqual(['2+1', 'footnote'])
    expect(kinds()).toEqual([])
  })

  it('an empty cell is no paragraph without words', () => {
    const doc = seededDoc([
      ['a1', '', 'row'],
      ['a2', '', 'cell'],
      ['p1', ''],
    ])
    expect(blankPairs(readTrees(doc))).toBe(1)
  })
})

it('Backspace in the first cell of an empty table removes it', async () => {
  const desk = openDesk(
    seededDoc([
      ['a1', '', 'row'],
      ['a2', '', 'cell'],
    ]),
  )
  await at(desk, [0, 0], DELETE_CHARACTER_COMMAND, true)
  expect(shown(desk)).toEqual(['a1 operative '])
  expect(desk.editor.getEditorState().read(() => $block(0).getChildrenSize())).toBe(0)
})
