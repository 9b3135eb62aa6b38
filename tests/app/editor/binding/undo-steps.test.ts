// What one undo takes back.

import { CONTROLLED_TEXT_INSERTION_COMMAND, REMOVE_TEXT_COMMAND, UNDO_COMMAND } from 'lexical'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { $caret, $select, type Desk, openDesk, seededDoc, write } from '../desks.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const open = () =>
  openDesk(
    seededDoc([
      ['p1', 'One'],
      ['p2', 'Two'],
    ]),
  )

/** Types letter by letter, so many milliseconds apart. */
function type(desk: Desk, words: string, apart = 100): void {
  for (const letter of words) {
    write(desk, () => void desk.editor.dispatchCommand(CONTROLLED_TEXT_INSERTION_COMMAND, letter))
    vi.advanceTimersByTime(apart)
  }
}

/** The words of each paragraph, without what is suggested to go. */
function words({ doc, language }: Desk): string[] {
  const elements = doc.getXmlElement(language).toArray() as { toArray(): { toDelta(): { insert: string }[] }[] }[]
  return elements.map((element) =>
    element
      .toArray()
      .flatMap((text) => text.toDelta())
      .map(({ insert }) => insert)
      .join(''),
  )
}

/** All that the undos show, one after the other. */
function undone(desk: Desk, at: number): string[] {
  const seen: string[] = []
  for (;;) {
    desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
    const now = words(desk)[at] ?? ''
    if (now === seen.at(-1)) return seen
    seen.push(now)
  }
}

describe.each(['edit', 'suggest'] as const)('one undo, in mode %s,', (mode) => {
  const start = () => {
    const desk = open()
    desk.mode = mode
    return desk
  }

  it('takes back a word with the space behind it', () => {
    const desk = start()
    write(desk, () => $caret(0, 3))
    type(desk, ' for all and more')
    expect(undone(desk, 0)).toEqual(['One for all and ', 'One for all ', 'One for ', 'One'])
  })

  it('takes back what came after a pause', () => {
    const desk = start()
    write(desk, () => $caret(0, 3))
    type(desk, 'for')
    vi.advanceTimersByTime(600)
    type(desk, 'ever')
    expect(undone(desk, 0)).toEqual(['Onefor', 'One'])
  })

  it('takes back the edit of one paragraph only', () => {
    const desk = start()
    write(desk, () => $caret(0, 3))
    type(desk, 'a', 300)
    write(desk, () => $caret(1, 3))
    type(desk, 'b', 300)
    expect(words(desk)).toEqual(['Onea', 'Twob'])
    desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
    expect(words(desk)).toEqual(['Onea', 'Two'])
    desk.editor.dispatchCommand(UNDO_COMMAND, undefined)
    expect(words(desk)).toEqual(['One', 'Two'])
  })
})

it('what was typed and what was deleted are two steps; letters elsewhere are another', () => {
  const desk = open()
  write(desk, () => $caret(0, 3))
  type(desk, 'abc')
  for (const end of [6, 5]) {
    write(desk, () => {
      $select([0, end - 1], [0, end])
      desk.editor.dispatchCommand(REMOVE_TEXT_COMMAND, null)
    })
  }
  write(desk, () => $caret(0, 0))
  type(desk, 'x')
  expect(undone(desk, 0)).toEqual(['Onea', 'Oneabc', 'One'])
})

it('what an input method composed is one step, however long it took, and nothing beside it', () => {
  const desk = open()
  write(desk, () => $caret(0, 3))
  type(desk, 'a')
  const composing = vi.spyOn(desk.editor, 'isComposing').mockReturnValue(true)
  type(desk, 'に', 700)
  type(desk, 'ほ', 700)
  composing.mockReturnValue(false)
  type(desk, 'ん', 100)
  type(desk, 'b')
  expect(undone(desk, 0)).toEqual(['Oneaにほん', 'Onea', 'One'])
})
