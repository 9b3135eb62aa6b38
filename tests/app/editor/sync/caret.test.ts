// Two people write at one place: each one's words stay together, whoever's come first.

import { UNDO_COMMAND } from 'lexical'
import { expect, it } from 'vitest'
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { TOGETHER_COMMAND } from '#app/editor/typing/commands.ts'
import {
  $block,
  $caret,
  $select,
  $type,
  copyOf,
  type Desk,
  deliver,
  openDesk,
  seededDoc,
  shown,
  write,
} from '../desks.ts'

const type = (desk: Desk, words: string) => {
  for (const letter of words) write(desk, () => $type(letter))
}

// Yjs orders what was put at one place by client ids: both orders must do.
const orders = [
  [1, 2],
  [2, 1],
] as const

for (const [first, other] of orders) {
  for (const [where, offset] of [
    ['at the end', 17],
    ['in the middle', 6],
    ['at the beginning', 0],
  ] as const) {
    it(`${where}, of clients ${first} and ${other}, letter by letter, while the other's words arrive one by one`, () => {
      const doc = seededDoc([['p1', 'States shall act.']])
      const [ana, ben] = [copyOf(doc), copyOf(doc)]
      ana.clientID = first
      ben.clientID = other
      const [one, two] = [openDesk(ana), openDesk(ben)]
      for (const desk of [one, two]) write(desk, () => $caret(0, offset))
      type(one, ' ana')
      type(two, ' ben')
      deliver(ana, ben)
      type(one, 'lyse')
      deliver(ana, ben)
      type(two, 'efit')
      deliver(ana, ben)
      type(one, 'd')
      type(two, 's')
      deliver(ana, ben)
      expect(shown(one)).toEqual(shown(two))
      expect(shown(one)[0]).toContain(' analysed')
      expect(shown(one)[0]).toContain(' benefits')
    })
  }
}

it('in an empty paragraph', () => {
  const doc = seededDoc([['p1', '']])
  const [one, two] = [openDesk(copyOf(doc)), openDesk(copyOf(doc))]
  for (const desk of [one, two]) write(desk, () => $caret(0, 0))
  type(two, 'ben')
  deliver(one.doc, two.doc)
  type(one, 'ana')
  deliver(one.doc, two.doc)
  type(two, 'efits')
  type(one, 'lysed')
  deliver(one.doc, two.doc)
  expect(shown(one)).toEqual(shown(two))
  expect(shown(one)[0]).toContain('analysed')
  expect(shown(one)[0]).toContain('benefits')
})

it('words put beside a selection are not in it', () => {
  const doc = seededDoc([['p1', 'States shall act.']])
  const [one, two] = [openDesk(copyOf(doc)), openDesk(copyOf(doc))]
  write(one, () => $select([0, 7], [0, 12]))
  write(two, () => {
    $caret(0, 7)
    $type('Parties ')
  })
  write(two, () => {
    $caret(0, 20)
    $type(' now')
  })
  deliver(one.doc, two.doc)
  type(one, 'must')
  expect(shown(one)).toEqual(['p1 operative States Parties must now act.'])
})

it('a caret of somebody stands nowhere once its paragraph has gone, also while something else is undone', async () => {
  const desk = openDesk(
    seededDoc([
      ['p1', 'States shall act.'],
      ['p2', 'They report.'],
    ]),
  )
  const text = (desk.doc.get('en', Y.XmlElement).get(1) as Y.XmlElement).get(0) as Y.XmlText
  const place = Y.createRelativePositionFromTypeIndex(text, 5)
  const other = new Awareness(new Y.Doc())
  const user = { memberId: 'm1', name: 'Norway', delegation: { en: 'Norway', fr: 'Norvège' } }
  other.setLocalState({ user, color: '#123', language: 'en', focusing: true, anchorPos: place, focusPos: place })
  desk.editor.getRootElement = () => null
  // Undone by itself.
  desk.editor.dispatchCommand(TOGETHER_COMMAND, [() => void $block(1).remove()])
  await null
  write(desk, () => $caret(0, 6))
  type(desk, ' all')
  applyAwarenessUpdate(desk.awareness, encodeAwarenessUpdate(other, [other.clientID]), 'network')
  expect(() => write(desk, () => void desk.editor.dispatchCommand(UNDO_COMMAND, undefined))).not.toThrow()
  await null
  expect(shown(desk)).toEqual(['p1 operative States shall act.'])
  expect([desk.draft.health(), desk.errors]).toEqual(['healthy', []])
  other.destroy()
  desk.awareness.destroy()
})
