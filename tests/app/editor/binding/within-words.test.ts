// Letters typed or taken away within words that stand are written where the caret was, without a look through the whole
// text; whatever else was done is written as before.

import { randomInt } from 'node:crypto'
import {
  $getRoot,
  $getSelection,
  $isRangeSelection,
  FORMAT_TEXT_COMMAND,
  type LexicalEditor,
  type TextNode,
} from 'lexical'
import { describe, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { $paragraphOf } from '#app/editor/suggesting/blocks.ts'
import { $setKind } from '#app/editor/typing/kinds.ts'
import { $isBlock, $mark } from '#server/document/tree/lexical-nodes.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { chanceFrom } from '#tests/support/seeded.ts'
import { $block, $caret, $select, $type, type Desk, openDesk, seededDoc, shown, stored, write } from '../desks.ts'

const open = () =>
  openDesk(
    seededDoc([
      ['p1', 'All shall call.'],
      ['p2', 'All of the Parties.'],
    ]),
  )

const rootIn = (doc: Y.Doc) => doc.get('en', Y.XmlElement)
const textIn = (doc: Y.Doc, at = 0) => (rootIn(doc).get(at) as Y.XmlElement).get(0) as Y.XmlText
const wordsIn = (doc: Y.Doc) => textIn(doc).toDelta() as unknown[]

const goTo = (desk: Desk, at: number) =>
  write(desk, () => {
    $caret(0, at)
    const selection = $getSelection()
    // As an editor in a page does it when the caret comes there.
    if ($isRangeSelection(selection)) selection.setFormat((selection.anchor.getNode() as TextNode).getFormat())
  })

const typeAt = (desk: Desk, at: number, letters: string) => {
  goTo(desk, at)
  for (const letter of letters) write(desk, () => $type(letter))
}

const takeOut = (desk: Desk, from: number, to: number) => {
  write(desk, () => $select([0, from], [0, to]))
  write(desk, () => $getSelection()?.insertText(''))
}

const embolden = (desk: Desk, from: number, to: number) => {
  write(desk, () => $select([0, from], [0, to]))
  write(desk, () => void desk.editor.dispatchCommand(FORMAT_TEXT_COMMAND, 'bold'))
}

const paragraphs = (editor: LexicalEditor) =>
  editor.getEditorState().read(() => $getRoot().getChildren().filter($isBlock).map($paragraphOf))

const isHealthy = (desk: Desk) => desk.errors.length === 0 && desk.draft.health() === 'healthy'

/** Whether the whole text was looked through while `step` was done. */
function looksThrough({ doc }: Desk, step: () => void): boolean {
  const look = vi.spyOn(rootIn(doc), 'toArray')
  try {
    step()
    return look.mock.calls.length > 0
  } finally {
    look.mockRestore()
  }
}

describe('the whole text is looked through', () => {
  it('for no letter within words, whatever they look like', () => {
    const desk = open()
    embolden(desk, 4, 9)
    for (const at of [1, 4, 6, 9, 15]) expect(looksThrough(desk, () => typeAt(desk, at, 'lu'))).toBe(false)
    expect(looksThrough(desk, () => takeOut(desk, 7, 8))).toBe(false)
    expect(readTrees(desk.doc).en.paragraphs).toEqual(paragraphs(desk.editor))
    expect(isHealthy(desk)).toBe(true)
  })

  it.each([
    ['another kind', () => $setKind('quote', [$block(0)])],
    ['a kind and a letter', () => [$type('l'), $setKind('quote', [$block(0)])]],
    [
      'a letter in each of two pieces',
      () => [$type('l'), $block(0).getLastChild<TextNode>()?.setTextContent(' calls.')],
    ],
    ['a letter in each of two paragraphs', () => [$type('l'), $caret(1, 2), $type('e')]],
    ['a letter and a mark on its paragraph', () => [$type('l'), $mark($block(0), 'k_1-2=quote')]],
    ['a letter and a paragraph less', () => [$type('l'), $block(1).remove()]],
    ['a letter before the first', () => [$caret(0, 0), $type('l')]],
  ])('for %s', (_what, step) => {
    const desk = open()
    embolden(desk, 4, 9)
    goTo(desk, 3)
    expect(looksThrough(desk, () => write(desk, () => void step()))).toBe(true)
    expect(readTrees(desk.doc).en.paragraphs).toEqual(paragraphs(desk.editor))
    expect(isHealthy(desk)).toBe(true)
  })
})

it('before the first of words that look otherwise a letter looks like them', () => {
  const desk = open()
  embolden(desk, 0, 3)
  write(desk, () => {
    $caret(0, 0)
    $type('W')
  })
  expect(wordsIn(desk.doc)).toEqual([
    { insert: 'WAll', attributes: { p: { __format: 1 } } },
    { insert: ' shall call.', attributes: { i: 1 } },
  ])
})

it('words that stand in two texts are not written twice', () => {
  const doc = seededDoc([['p1', 'All ']])
  const more = new Y.XmlText()
  more.insert(0, 'shall call.')
  const paragraph = rootIn(doc).get(0) as Y.XmlElement
  paragraph.insert(1, [more])
  const desk = openDesk(doc)
  typeAt(desk, 2, 'l')
  expect(shown(desk)).toEqual(['p1 operative Alll shall call.'])
  expect(readTrees(doc).en.paragraphs).toEqual(paragraphs(desk.editor))
})

it('both halves of a sign are written together', () => {
  const desk = open()
  typeAt(desk, 3, '\u{1F600}')
  // Another sign that begins with the same half.
  write(desk, () => $select([0, 3], [0, 5]))
  write(desk, () => $type('\u{1F601}'))
  expect(stored(desk.doc)[0]).toMatchObject({ words: [[{ insert: 'All\u{1F601} shall call.' }]] })
})

it('what others hold on to keeps its letter, also between like letters', () => {
  const seed = randomInt(2 ** 31)
  console.log(`seed ${seed}`)
  const chance = chanceFrom(seed)
  const desk = open()
  const { doc } = desk
  embolden(desk, 4, 9)
  for (let step = 0; step < 400; step++) {
    const text = textIn(doc)
    const ends = new Set<number>()
    for (const { insert } of text.toDelta() as { insert: string }[]) ends.add(insert.length + Math.max(0, ...ends))
    const at = 1 + chance.whole(text.length - 1)
    const isTyped = text.length < 12 || chance.sometimes(0.55)
    // Two pieces are changed otherwise.
    if (!isTyped && ends.has(at + 1)) continue
    const [from, to, more] = isTyped ? [at, at, 1] : [at, Math.min(text.length, at + 1 + chance.whole(2)), 0]
    const place = chance.whole(text.length)
    const held = Y.createRelativePositionFromTypeIndex(text, place)
    if (isTyped) typeAt(desk, at, chance.pick(['l', 'a', ' ']))
    else takeOut(desk, from, to)
    const now = Y.createAbsolutePositionFromRelativePosition(held, doc)?.index
    const moved = place >= to ? place - (to - from) + more : Math.min(place, from)
    expect({ step, now }).toEqual({ step, now: moved })
    expect(readTrees(doc).en.paragraphs).toEqual(paragraphs(desk.editor))
  }
  expect(isHealthy(desk)).toBe(true)
})
