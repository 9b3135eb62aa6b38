// Suggesting: paragraphs, looks, what is pasted, what a browser does by itself, and taking back. Each act is sent to a
// room that takes nothing else.

import {
  $createTextNode,
  $getSelection,
  $isRangeSelection,
  CAN_UNDO_COMMAND,
  COMMAND_PRIORITY_LOW,
  FORMAT_TEXT_COMMAND,
  INSERT_PARAGRAPH_COMMAND,
  REDO_COMMAND,
  SELECTION_INSERT_CLIPBOARD_NODES_COMMAND,
  UNDO_COMMAND,
} from 'lexical'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { $setKind } from '#app/editor/typing/kinds.ts'
import { $createBlock } from '#server/document/tree/lexical-nodes.ts'
import { $block, $select, deliver, write } from '../desks.ts'
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

describe('paragraphs', () => {
  it('Enter in the middle puts the sign of a break, and writing goes on behind it', () => {
    const desk = open()
    caret(desk, 1, 7)
    run(desk, INSERT_PARAGRAPH_COMMAND, undefined)
    type(desk, 'They ')
    expect(marked(desk.doc)[1]).toBe('States [i ¶operative][i They ]shall act.')
    expect(idsIn(desk.doc)).toHaveLength(1)
    backspace(desk, 6)
    expect(marked(desk.doc)).toEqual(before)
  })

  it('Enter at the end begins the next kind', () => {
    const desk = open()
    caret(desk, 0, 22)
    run(desk, INSERT_PARAGRAPH_COMMAND, undefined)
    type(desk, 'New')
    expect(marked(desk.doc)[0]).toBe('The Committee recalls.[i ¶recital][i New]')
  })

  it('Enter at the start of a paragraph suggests one before it', () => {
    const desk = open()
    caret(desk, 1, 0)
    run(desk, INSERT_PARAGRAPH_COMMAND, undefined)
    expect(marked(desk.doc)).toEqual(['The Committee recalls.[i ¶operative]', 'States shall act.'])
    caret(desk, 0, 0)
    run(desk, INSERT_PARAGRAPH_COMMAND, undefined)
    expect(marked(desk.doc)[0]).toBe('[i ¶recital]The Committee recalls.[i ¶operative]')
  })

  it('another kind is a mark, and the kind it has takes it back', () => {
    const desk = open()
    caret(desk, 1, 3)
    write(desk, () => $setKind('quote'))
    expect(marked(desk.doc)[1]).toBe('{k=quote} States shall act.')
    write(desk, () => $setKind('note'))
    expect(marked(desk.doc)[1]).toBe('{k=note} States shall act.')
    write(desk, () => $setKind('operative'))
    expect(marked(desk.doc)).toEqual(before)
  })

  it('a paragraph that is moved is suggested to follow another', () => {
    const desk = open([
      ['p1', 'one'],
      ['p2', 'two'],
      ['p3', 'three'],
    ])
    caret(desk, 0, 0)
    write(desk, () => void $block(1).insertAfter($block(0)))
    expect(marked(desk.doc)).toEqual(['{m=p2} one', 'two', 'three'])
    write(desk, () => void $block(0).insertBefore($block(2)))
    expect(marked(desk.doc)).toEqual(['{m=p2} one', 'two', '{m=start} three'])
  })
})

describe('looks', () => {
  it('propose bold and italic, and take them back', () => {
    const desk = open()
    select(desk, [1, 7], [1, 12])
    run(desk, FORMAT_TEXT_COMMAND, 'bold')
    expect(marked(desk.doc)[1]).toBe('States [f1 shall] act.')
    run(desk, FORMAT_TEXT_COMMAND, 'italic')
    expect(marked(desk.doc)[1]).toBe('States [f3 shall] act.')
    run(desk, FORMAT_TEXT_COMMAND, 'italic')
    run(desk, FORMAT_TEXT_COMMAND, 'bold')
    expect(marked(desk.doc)).toEqual(before)
  })

  it('change on words of one’s own at once', () => {
    const desk = open()
    caret(desk, 1, 6)
    type(desk, ' all')
    select(desk, [1, 7], [1, 10])
    run(desk, FORMAT_TEXT_COMMAND, 'bold')
    expect(marked(desk.doc)[1]).toBe('States[i  ][i *all] shall act.')
  })
})

describe('pasting', () => {
  it('of several paragraphs is one suggestion with breaks, without foreign marks', () => {
    const desk = open()
    caret(desk, 1, 6)
    write(desk, () => {
      const nodes = [
        $createBlock('quote').append($createTextNode('one')),
        $createBlock('item').append($createTextNode('two')),
      ]
      const selection = $getSelection()
      if ($isRangeSelection(selection))
        desk.editor.dispatchCommand(SELECTION_INSERT_CLIPBOARD_NODES_COMMAND, { nodes, selection })
    })
    expect(marked(desk.doc)[1]).toBe('States[i one][i ¶item][i two] shall act.')
    expect(idsIn(desk.doc)).toHaveLength(1)
  })
})

describe('the net', () => {
  it('turns what was simply written into a suggestion', () => {
    const desk = open()
    write(desk, () => {
      $select([1, 7], [1, 12])
      const selection = $getSelection()
      if ($isRangeSelection(selection)) selection.insertText('must')
    })
    expect(marked(desk.doc)[1]).toBe('States [d shall][i must] act.')
    write(desk, () => {
      $select([0, 4], [0, 13])
      const selection = $getSelection()
      if ($isRangeSelection(selection)) selection.formatText('bold')
    })
    expect(marked(desk.doc)[0]).toBe('The [f1 Committee] recalls.')
    expect(desk.stopped).toEqual([])
  })

  it('takes back what cannot be suggested, and says so', async () => {
    const desk = open()
    write(desk, () => void $block(0).remove())
    await Promise.resolve()
    expect(desk.stopped).toEqual(['change'])
    expect(marked(desk.doc)).toEqual(before)
    caret(desk, 0, 3)
    type(desk, 'x')
    expect(marked(desk.doc)[0]).toBe('The[i x] Committee recalls.')
  })
})

describe('undo', () => {
  it('takes back and brings back suggestions', () => {
    const desk = open()
    select(desk, [1, 7], [1, 12])
    type(desk, 'must')
    const suggested = marked(desk.doc)
    run(desk, UNDO_COMMAND, undefined)
    expect(marked(desk.doc)).toEqual(before)
    run(desk, REDO_COMMAND, undefined)
    expect(marked(desk.doc)).toEqual(suggested)
  })

  it('does not take back words that were accepted meanwhile, and says so', () => {
    const desk = open()
    const offered: boolean[] = []
    desk.editor.registerCommand(CAN_UNDO_COMMAND, (can) => Boolean(offered.push(can)) && false, COMMAND_PRIORITY_LOW)
    caret(desk, 1, 6)
    type(desk, ' now')
    const accept = (doc: Y.Doc) => {
      const text = (doc.get('en', Y.XmlElement).get(1) as Y.XmlElement).get(0) as Y.XmlText
      text.format(6, 4, { [`s_i_${idsIn(doc)[0]}`]: null })
    }
    accept(room().doc)
    deliver(room().doc, desk.doc)
    expect(standing(desk.doc)[1]).toBe('States now shall act.')
    run(desk, UNDO_COMMAND, undefined)
    expect(desk.stopped).toEqual(['undo'])
    expect(offered.at(-1)).toBe(false)
    expect(marked(desk.doc)[1]).toBe('States now shall act.')
    run(desk, UNDO_COMMAND, undefined)
    expect(desk.stopped).toEqual(['undo'])
  })
})
