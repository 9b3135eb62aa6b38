// What Enter, Backspace, Delete and Tab do where paragraphs begin and end.

import {
  $getSelection,
  $isRangeSelection,
  DELETE_CHARACTER_COMMAND,
  INSERT_LINE_BREAK_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  INSERT_TAB_COMMAND,
} from 'lexical'
import { describe, expect, it } from 'vitest'
import { $tabTo } from '#app/editor/typing/strokes.ts'
import { $caret, $select, type Desk, openDesk, seededDoc, shown, stored, write } from '../desks.ts'

const two = () =>
  seededDoc([
    ['p1', 'The Committee recalls.', 'recital'],
    ['p2', 'States shall act.'],
  ])
const command = (
  desk: Desk,
  step: () => void,
  ...[name, payload]: [Parameters<typeof desk.editor.dispatchCommand>[0], unknown?]
) =>
  write(desk, () => {
    step()
    desk.editor.dispatchCommand(name, payload)
  })
describe('Enter', () => {
  it('in the middle keeps the id on the first half and leaves the second to be minted', () => {
    const desk = openDesk(two())
    command(desk, () => $caret(1, 6), INSERT_PARAGRAPH_COMMAND)
    expect(shown(desk)).toEqual(['p1 recital The Committee recalls.', 'p2 operative States', '- operative  shall act.'])
    const second = stored(desk.doc)[2] as { attributes: object }
    expect(second.attributes).toEqual({ s_kind: 'operative' })
  })

  it('at the start puts an empty paragraph above and keeps the id with the words', () => {
    const desk = openDesk(two())
    command(desk, () => $caret(0, 0), INSERT_PARAGRAPH_COMMAND)
    expect(shown(desk)).toEqual(['- recital ', 'p1 recital The Committee recalls.', 'p2 operative States shall act.'])
    const caret = desk.editor.getEditorState().read(() => {
      const selection = $getSelection()
      return $isRangeSelection(selection) ? selection.anchor.getNode().getTopLevelElement()?.getTextContent() : null
    })
    expect(caret).toBe('The Committee recalls.')
  })

  it('at the end begins the next kind: a recital after a recital, an operative paragraph after a heading', () => {
    const desk = openDesk(
      seededDoc([
        ['p1', 'Recalling', 'recital'],
        ['p2', 'Scope', 'heading1'],
        ['p3', 'first', 'item'],
      ]),
    )
    command(desk, () => $caret(2, 5), INSERT_PARAGRAPH_COMMAND)
    command(desk, () => $caret(1, 5), INSERT_PARAGRAPH_COMMAND)
    command(desk, () => $caret(0, 9), INSERT_PARAGRAPH_COMMAND)
    expect(shown(desk)).toEqual([
      'p1 recital Recalling',
      '- recital ',
      'p2 heading1 Scope',
      '- operative ',
      'p3 item first',
      '- item ',
    ])
  })

  it('on an empty list item ends the list', () => {
    const desk = openDesk(seededDoc([['p1', '', 'item']]))
    command(desk, () => $caret(0, 0), INSERT_PARAGRAPH_COMMAND)
    expect(shown(desk)).toEqual(['p1 operative '])
  })

  it('goes up a level in an empty sub-item, quotation or heading', () => {
    const desk = openDesk(
      seededDoc([
        ['p1', '', 'subitem'],
        ['p2', '', 'quote'],
        ['p3', '', 'heading2'],
      ]),
    )
    for (const paragraph of [0, 1, 2]) command(desk, () => $caret(paragraph, 0), INSERT_PARAGRAPH_COMMAND)
    expect(shown(desk)).toEqual(['p1 item ', 'p2 operative ', 'p3 operative '])
  })

  it('in the middle of a quotation goes on with the quotation, at its end with the text', () => {
    const desk = openDesk(seededDoc([['p1', 'As said before', 'quote']]))
    command(desk, () => $caret(0, 14), INSERT_PARAGRAPH_COMMAND)
    command(desk, () => $caret(0, 7), INSERT_PARAGRAPH_COMMAND)
    expect(shown(desk)).toEqual(['p1 quote As said', '- quote  before', '- operative '])
  })

  it('goes on behind the footnotes of the paragraph, from it and from them', () => {
    const noted = () =>
      openDesk(
        seededDoc([
          ['p1', 'Recalling', 'recital'],
          ['n1', 'See the report.', 'footnote'],
        ]),
      )
    for (const [paragraph, offset] of [
      [0, 9],
      [1, 15],
    ] as const) {
      const desk = noted()
      command(desk, () => $caret(paragraph, offset), INSERT_PARAGRAPH_COMMAND)
      expect(shown(desk)).toEqual(['p1 recital Recalling', 'n1 footnote See the report.', '- recital '])
    }
  })

  it('with Shift is the same, because a paragraph has no lines of its own; Tab writes nothing', () => {
    const desk = openDesk(two())
    command(desk, () => $caret(1, 6), INSERT_LINE_BREAK_COMMAND)
    expect(shown(desk)).toHaveLength(3)
    command(desk, () => $caret(1, 6), INSERT_TAB_COMMAND)
    expect(shown(desk)[1]).toBe('p2 operative States')
  })
})

describe('joining', () => {
  it('keeps the id of the first', () => {
    const desk = openDesk(two())
    write(desk, () => {
      $select([0, 22], [1, 0])
      const selection = $getSelection()
      if ($isRangeSelection(selection)) selection.removeText()
    })
    expect(shown(desk)).toEqual(['p1 recital The Committee recalls.States shall act.'])
  })

  it('with an empty paragraph above keeps the id of the words', () => {
    const desk = openDesk(
      seededDoc([
        ['p1', ''],
        ['p2', 'States shall act.', 'recital'],
      ]),
    )
    command(desk, () => $caret(1, 0), DELETE_CHARACTER_COMMAND, true)
    expect(shown(desk)).toEqual(['p2 recital States shall act.'])
  })
})

describe('Backspace at the start', () => {
  it('goes up a level in items, quotations and notes before it joins anything', () => {
    const desk = openDesk(
      seededDoc([
        ['p1', 'First', 'operative'],
        ['p2', 'second', 'subitem'],
      ]),
    )
    for (const expected of ['p2 item second', 'p2 operative second']) {
      command(desk, () => $caret(1, 0), DELETE_CHARACTER_COMMAND, true)
      expect(shown(desk)[1]).toBe(expected)
    }
  })

  it('never joins words with a footnote', () => {
    const desk = openDesk(
      seededDoc([
        ['p1', 'Recalling', 'recital'],
        ['n1', 'See the report.', 'footnote'],
        ['p2', 'Noting', 'recital'],
      ]),
    )
    const before = shown(desk)
    for (const paragraph of [1, 2]) command(desk, () => $caret(paragraph, 0), DELETE_CHARACTER_COMMAND, true)
    command(desk, () => $caret(0, 9), DELETE_CHARACTER_COMMAND, false)
    expect(shown(desk)).toEqual(before)
  })
})

it('Tab makes an item a sub-item and back, and leaves the editor from anything else', () => {
  const desk = openDesk(
    seededDoc([
      ['p1', 'one', 'item'],
      ['p2', 'two'],
    ]),
  )
  const tab = (paragraph: number, isBack: boolean) => {
    let done = false
    write(desk, () => {
      $caret(paragraph, 1)
      done = $tabTo(isBack)
    })
    return [done, shown(desk)[paragraph]]
  }
  expect(tab(0, false)).toEqual([true, 'p1 subitem one'])
  expect(tab(0, false)).toEqual([false, 'p1 subitem one'])
  expect(tab(0, true)).toEqual([true, 'p1 item one'])
  expect(tab(0, true)).toEqual([false, 'p1 item one'])
  expect(tab(1, false)).toEqual([false, 'p2 operative two'])
})
