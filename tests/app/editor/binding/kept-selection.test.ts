// A text that is shown anew, for another mode or after an error, keeps the caret and what is selected.

import { $getSelection, $isRangeSelection, CONTROLLED_TEXT_INSERTION_COMMAND } from 'lexical'
import { describe, expect, it } from 'vitest'
import { $spotOf } from '#app/editor/suggesting/blocks.ts'
import { $pidOf } from '#server/document/tree/lexical-nodes.ts'
import { $caret, $select, copyOf, type Desk, deliver, openDesk, seededDoc, shown, write } from '../desks.ts'

const open = () =>
  openDesk(
    seededDoc([
      ['p1', 'One'],
      ['p2', ''],
      ['p3', 'Three and more'],
    ]),
  )

/** Both ends, each as the id of a paragraph and an offset in its words. */
function selected(desk: Desk) {
  return desk.editor.getEditorState().read(() => {
    const selection = $getSelection()
    if (!$isRangeSelection(selection)) return null
    return [selection.anchor, selection.focus].map((point) => {
      const spot = $spotOf(point)
      return spot && `${$pidOf(spot.block)}:${spot.at}`
    })
  })
}

describe('a change of mode', () => {
  const modes = ['suggest', 'edit', 'view', 'edit', 'view', 'suggest'] as const
  const through = (desk: Desk) => {
    for (const mode of modes) {
      desk.mode = mode === 'view' ? 'edit' : mode
      desk.mayEdit = mode !== 'view'
      desk.draft.reseat()
    }
  }

  it('keeps the caret, so that the next letters go where it was', () => {
    for (const [at, offset] of [
      [2, 5],
      [2, 14],
      [1, 0],
      [0, 0],
    ] as const) {
      const desk = open()
      write(desk, () => $caret(at, offset))
      const before = selected(desk)
      through(desk)
      expect(selected(desk)).toEqual(before)
    }
    const desk = open()
    write(desk, () => $caret(2, 5))
    through(desk)
    write(desk, () => void desk.editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, '!'))
    expect(shown(desk)[2]).toBe('p3 operative Three! and more')
  })

  it('keeps what is selected, and which end of it moves', () => {
    for (const [from, to] of [
      [
        [0, 1],
        [2, 5],
      ],
      [
        [2, 9],
        [2, 6],
      ],
    ] as const) {
      const desk = open()
      write(desk, () => $select(from, to))
      const before = selected(desk)
      through(desk)
      expect(selected(desk)).toEqual(before)
    }
  })

  it('selects nothing in a text where nothing was', () => {
    const desk = open()
    through(desk)
    expect(selected(desk)).toBeNull()
  })
})

it('an error that has the text shown anew keeps the caret', async () => {
  const desk = open()
  write(desk, () => $caret(2, 5))
  desk.draft.fail(new Error('of this test'))
  await Promise.resolve()
  expect(desk.draft.health()).toBe('healthy')
  expect(selected(desk)).toEqual(['p3:5', 'p3:5'])
})

it('a caret in a paragraph that others took away meanwhile is near where it was', async () => {
  const desk = open()
  const other = openDesk(copyOf(desk.doc))
  write(desk, () => $caret(2, 5))
  desk.draft.fail(new Error('of this test'))
  other.doc.get('en', (await import('yjs')).XmlElement).delete(2, 1)
  deliver(other.doc, desk.doc)
  await Promise.resolve()
  expect(selected(desk)).toEqual(['p2:0', 'p2:0'])
})
