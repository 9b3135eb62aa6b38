// Suggesting words: what a person types or deletes becomes marks, and the text stands as it stood. Each act is sent to
// a room that takes nothing else.

import {
  $getSelection,
  $isRangeSelection,
  CONTROLLED_TEXT_INSERTION_COMMAND,
  DELETE_CHARACTER_COMMAND,
  DELETE_LINE_COMMAND,
  DELETE_WORD_COMMAND,
  REMOVE_TEXT_COMMAND,
} from 'lexical'
import { describe, expect, it } from 'vitest'
import { $citation, $select, copyOf, deliver, openDesk, write } from '../desks.ts'
import {
  backspace,
  before,
  caret,
  idsIn,
  marked,
  run,
  select,
  standing,
  suggestingAlone,
  type,
} from './suggesting-room.ts'

const { open, room } = suggestingAlone()

describe('typing', () => {
  it('suggests words to put in, one suggestion for what is written in one go', () => {
    const desk = open()
    caret(desk, 1, 6)
    type(desk, ' Parties')
    expect(marked(desk.doc)[1]).toBe('States[i  Parties] shall act.')
    expect(standing(desk.doc)).toEqual(before)
    expect(idsIn(desk.doc)).toHaveLength(1)
  })

  it('cuts no sign in two of which another begins, or ends, with the same half', () => {
    const desk = open()
    caret(desk, 1, 6)
    run(desk, CONTROLLED_TEXT_INSERTION_COMMAND, '😀')
    for (const sign of ['😁', '🈁']) {
      backspace(desk)
      run(desk, CONTROLLED_TEXT_INSERTION_COMMAND, sign)
      expect(marked(desk.doc)[1]).toBe(`States[i ${sign}] shall act.`)
    }
    select(desk, [1, 6], [1, 8])
    run(desk, CONTROLLED_TEXT_INSERTION_COMMAND, '😁')
    expect(marked(desk.doc)[1]).toBe('States[i 😁] shall act.')
  })

  it('between words of the same letters marks the letter that was typed', () => {
    const desk = open([['p1', 'aab']])
    caret(desk, 0, 1)
    type(desk, 'a')
    expect(marked(desk.doc)).toEqual(['a[i a]ab'])
  })

  it('over a selection is a replacement: struck and put in under one id', () => {
    const desk = open()
    select(desk, [1, 7], [1, 12])
    type(desk, 'must')
    expect(marked(desk.doc)[1]).toBe('States [d shall][i must] act.')
    expect(idsIn(desk.doc)).toHaveLength(1)
  })

  it('inside words that somebody else suggests is a suggestion of its own', () => {
    const desk = open()
    const ben = openDesk(copyOf(desk.doc))
    ben.mode = 'suggest'
    caret(ben, 1, 6)
    type(ben, ' Parties')
    deliver(ben.doc, desk.doc, room().doc)
    caret(desk, 1, 9)
    type(desk, 'x')
    expect(marked(desk.doc)[1]).toBe('States[i  Pa][i x][i rties] shall act.')
    expect(idsIn(desk.doc)).toHaveLength(2)
  })

  it('in an empty paragraph suggests its first words', () => {
    const desk = open([['p1', '']])
    caret(desk, 0, 0)
    type(desk, 'New')
    expect(marked(desk.doc)).toEqual(['[i New]'])
  })
})

describe('deleting', () => {
  it('strikes words, and the caret goes on past what is struck', () => {
    const desk = open()
    caret(desk, 1, 12)
    backspace(desk, 3)
    expect(marked(desk.doc)[1]).toBe('States sh[d all] act.')
    backspace(desk, 3)
    expect(marked(desk.doc)[1]).toBe('States[d  shall] act.')
    expect(idsIn(desk.doc)).toHaveLength(1)
    expect(standing(desk.doc)).toEqual(before)
  })

  it('forward goes forward', () => {
    const desk = open()
    caret(desk, 1, 6)
    for (let time = 0; time < 3; time += 1) run(desk, DELETE_CHARACTER_COMMAND, false)
    type(desk, 'X')
    expect(marked(desk.doc)[1]).toBe('States[d  sh][i X]all act.')
  })

  it('really deletes words of one’s own', () => {
    const desk = open()
    caret(desk, 1, 6)
    type(desk, ' must')
    backspace(desk, 2)
    expect(marked(desk.doc)[1]).toBe('States[i  mu] shall act.')
    backspace(desk, 4)
    expect(marked(desk.doc)[1]).toBe('State[d s] shall act.')
  })

  it('takes whole words and lines', () => {
    const desk = open()
    caret(desk, 1, 12)
    run(desk, DELETE_WORD_COMMAND, true)
    expect(marked(desk.doc)[1]).toBe('States [d shall] act.')
    run(desk, DELETE_WORD_COMMAND, true)
    expect(marked(desk.doc)[1]).toBe('[d States shall] act.')
    run(desk, DELETE_LINE_COMMAND, false)
    expect(marked(desk.doc)[1]).toBe('[d States shall act.]')
  })

  it('strikes letters as people count them', () => {
    const desk = open([['p1', 'e\u0301a👨‍👩‍👧']])
    caret(desk, 0, 11)
    backspace(desk)
    expect(marked(desk.doc)).toEqual(['e\u0301a[d 👨‍👩‍👧]'])
  })

  it('at the start of a paragraph suggests to join it, once', () => {
    const desk = open()
    caret(desk, 1, 0)
    backspace(desk)
    expect(marked(desk.doc)).toEqual(['The Committee recalls.', '{j} States shall act.'])
    backspace(desk)
    expect(marked(desk.doc)).toEqual(['The Committee recalls[d .]', '{j} States shall act.'])
    expect(standing(desk.doc)).toEqual(before)
  })

  it('beside an empty paragraph suggests that the empty one goes', () => {
    const desk = open([
      ['p1', ''],
      ['p2', 'States'],
    ])
    caret(desk, 1, 0)
    backspace(desk)
    expect(marked(desk.doc)).toEqual(['{d} ', 'States'])
  })

  it('a selection across paragraphs strikes words, whole paragraphs, and joins the rest: one suggestion', () => {
    const desk = open([
      ['p1', 'The Committee recalls.'],
      ['p2', 'It goes.'],
      ['p3', 'States shall act.'],
    ])
    select(desk, [0, 13], [2, 7])
    run(desk, REMOVE_TEXT_COMMAND, null)
    expect(marked(desk.doc)).toEqual(['The Committee[d  recalls.]', '{d} [d It goes.]', '{j} [d States ]shall act.'])
    expect(idsIn(desk.doc)).toHaveLength(1)
  })

  it('a selection of whole paragraphs suggests that they go, and joins nothing', () => {
    const desk = open()
    select(desk, [0, 0], [1, 0])
    run(desk, DELETE_CHARACTER_COMMAND, true)
    expect(marked(desk.doc)).toEqual(['{d} [d The Committee recalls.]', 'States shall act.'])
  })

  it('strikes a citation as a whole', () => {
    const desk = open()
    desk.mode = 'edit'
    write(desk, () => {
      $select([1, 17], [1, 17])
      const selection = $getSelection()
      if ($isRangeSelection(selection)) selection.insertNodes([$citation('article:23', 'Article 23')])
    })
    desk.mode = 'suggest'
    caret(desk, 1, 27)
    backspace(desk)
    expect(marked(desk.doc)[1]).toBe('States shall act.[d Article 23]')
  })
})
