// What a person must keep a copy of: the paragraphs that hold words the server does not have, and no others.

import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { Unsent } from '#app/editor/offline/unsent.ts'
import { $append, $caret, copyOf, type Desk, deliver, openDesk, seededDoc, write } from '../desks.ts'
import { type as typeAt } from './connections.ts'

const nobodysWords = { en: [], fr: [] }

/** A desk, and the server's copy of what it holds. */
function pair(): { desk: Desk; server: Y.Doc; unsent: Unsent } {
  const server = seededDoc([
    ['p1', 'Recalling.'],
    ['p2', 'States shall act.'],
    ['p3', 'This is final.'],
  ])
  const desk = openDesk(copyOf(server))
  const unsent = new Unsent(desk.doc)
  unsent.compare(Y.encodeStateVector(server))
  return { desk, server, unsent }
}

it('is nothing while the server has everything', () => {
  const { unsent } = pair()
  expect(unsent.paragraphs()).toEqual(nobodysWords)
})

it('is the paragraph written in, and a paragraph that has no id yet, whole', () => {
  const { desk, unsent } = pair()
  typeAt(desk, 'All ')
  write(desk, () => $append('operative', 'A new one.'))
  expect(unsent.paragraphs()).toEqual({ en: ['All States shall act.', 'A new one.'], fr: [] })
})

it('is not what was saved before, nor what others write', () => {
  const { desk, server, unsent } = pair()
  typeAt(desk, 'All ')
  deliver(desk.doc, server)
  unsent.settle()
  const other = openDesk(copyOf(server))
  write(other, () => {
    $caret(0, 0)
    $append('operative', 'Of another.')
  })
  deliver(other.doc, desk.doc)
  expect(unsent.paragraphs()).toEqual(nobodysWords)
})

it('is what an earlier page wrote under an id of its own, once the server says what it has', () => {
  const { desk, server } = pair()
  typeAt(desk, 'All ')
  const next = new Unsent(copyOf(desk.doc))
  next.compare(Y.encodeStateVector(server))
  expect(next.paragraphs()).toEqual({ en: ['All States shall act.'], fr: [] })
  next.compare(Y.encodeStateVector(desk.doc))
  expect(next.paragraphs()).toEqual(nobodysWords)
})

it('is nothing when words were only deleted', () => {
  const { desk, unsent } = pair()
  const block = desk.doc.get('en', Y.XmlElement).get(1) as Y.XmlElement
  ;(block.get(0) as Y.XmlText).delete(0, 7)
  expect(unsent.paragraphs()).toEqual(nobodysWords)
})
