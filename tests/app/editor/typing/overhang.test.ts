// A selection of whole paragraphs, as a triple click or Shift+Down makes it: it ends at the start of the next one.

import {
  $getSelection,
  $isRangeSelection,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_WORD_COMMAND,
  type LexicalCommand,
  REMOVE_TEXT_COMMAND,
} from 'lexical'
import { describe, expect, it } from 'vitest'
import { $setKind } from '#app/editor/typing/kinds.ts'
import { $block, $select, openDesk, seededDoc, shown, stored, write } from '../desks.ts'

const texts = () =>
  openDesk(
    seededDoc([
      ['p1', 'The Committee recalls.', 'recital'],
      ['p2', 'States shall act.'],
      ['p3', 'And report.'],
    ]),
  )

/** Selects from the start of the first to the start of paragraph `next`, in either way that a browser tells of it. */
const ways = {
  'in the words': (next: number) => $select([0, 0], [next, 0]),
  'before the words': (next: number) => {
    $select([0, 0], [0, 0])
    const selection = $getSelection()
    if ($isRangeSelection(selection)) selection.focus.set($block(next).getKey(), 0, 'element')
  },
  backwards: (next: number) => $select([next, 0], [0, 0]),
}

describe.each(Object.entries(ways))('a selection that ends at the start of the next paragraph, %s', (_way, $choose) => {
  const does = <T>(next: number, command: LexicalCommand<T>, payload: T) => {
    const desk = texts()
    write(desk, () => {
      $choose(next)
      desk.editor.dispatchCommand(command, payload)
    })
    expect(desk.draft.health()).toBe('healthy')
    expect(desk.errors).toEqual([])
    expect(openDesk(desk.doc).told).toEqual(['healthy'])
    expect(shown(openDesk(desk.doc))).toEqual(shown(desk))
    return shown(desk)
  }
  const rest = ['p2 operative States shall act.', 'p3 operative And report.']

  it('is deleted without the next paragraph: the emptied one stays itself', () => {
    for (const isBackward of [true, false]) {
      expect(does(1, DELETE_CHARACTER_COMMAND, isBackward)).toEqual(['p1 recital ', ...rest])
      expect(does(1, DELETE_WORD_COMMAND, isBackward)).toEqual(['p1 recital ', ...rest])
    }
    expect(does(1, REMOVE_TEXT_COMMAND, null)).toEqual(['p1 recital ', ...rest])
    expect(does(2, REMOVE_TEXT_COMMAND, null)).toEqual(['p1 recital ', 'p3 operative And report.'])
  })

  it('is typed over in its own paragraph', () => {
    expect(does(1, CONTROLLED_TEXT_INSERTION_COMMAND, 'New')).toEqual(['p1 recital New', ...rest])
  })

  it('gets another kind without the next paragraph', () => {
    const desk = texts()
    write(desk, () => {
      $choose(1)
      $setKind('heading1')
    })
    expect(shown(desk)).toEqual(['p1 heading1 The Committee recalls.', ...rest])
  })
})

describe('a selection across the edge of a paragraph', () => {
  it('that takes no whole paragraph joins the two', () => {
    const desk = texts()
    write(desk, () => {
      $select([0, 13], [1, 0])
      desk.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true)
    })
    expect(shown(desk)).toEqual(['p1 recital The CommitteeStates shall act.', 'p3 operative And report.'])
  })

  it('that takes an empty paragraph takes that one away', () => {
    const desk = openDesk(
      seededDoc([
        ['p1', '', 'recital'],
        ['p2', 'States shall act.'],
      ]),
    )
    write(desk, () => {
      $select([0, 0], [1, 0])
      desk.editor.dispatchCommand(DELETE_CHARACTER_COMMAND, true)
    })
    expect(shown(desk)).toEqual(['p2 operative States shall act.'])
    expect(stored(desk.doc)).toHaveLength(1)
  })
})

describe('whoever suggests', () => {
  it('and types over a whole paragraph leaves the next one as it is', () => {
    const desk = texts()
    desk.mode = 'suggest'
    write(desk, () => {
      $select([0, 0], [1, 0])
      desk.editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, 'New')
    })
    const [first, second] = stored(desk.doc) as { attributes: object; words: { insert: string }[][] }[]
    expect(first?.attributes).toEqual({ s_pid: 'p1', s_kind: 'recital' })
    expect(first?.words.flat().map(({ insert }) => insert)).toEqual(['The Committee recalls.', 'New'])
    expect(second?.attributes).toEqual({ s_pid: 'p2', s_kind: 'operative' })
  })
})
