// A page writes what its person did. What others write may make words alike that stood apart, which the editor then
// joins: that is no edit.

import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Mode } from '#app/editor/mode.ts'
import { block, copyOf, deliver, openDesk, seededDoc, shown, stored } from '../desks.ts'
import { caret, type } from '../suggesting/suggesting-room.ts'

const textIn = (doc: Y.Doc) => (doc.get('en', Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlText

it.each<Mode>(['edit', 'suggest'])(
  '%s: sends nothing when others make words alike, and goes on writing behind',
  async (mode) => {
    const doc = seededDoc([
      ['p1', 'States shall act.'],
      ['p2', 'They report'],
    ])
    textIn(doc).format(7, 6, { s_d_abc: 1 })
    const other = copyOf(doc)
    const desk = openDesk(doc)
    desk.mode = mode
    await null
    const sent: unknown[] = []
    doc.on('update', (_update: Uint8Array, origin: unknown) => origin !== 'network' && sent.push(origin))
    // As an editor numbers words: they look alike, and are two.
    textIn(other).applyDelta([{ retain: 7 }, { retain: 6, attributes: { s_d_abc: null, i: 1 } }])
    deliver(other, doc)
    expect(shown(desk)[0]).toBe('p1 operative States shall act.')
    expect(sent).toEqual([])
    const [written] = stored(doc)
    caret(desk, 1, 11)
    type(desk, '!?')
    expect([sent.length, stored(doc)[0]]).toEqual([2, written])
    caret(desk, 0, 12)
    type(desk, ', too,')
    expect(sent).toHaveLength(8)
    deliver(doc, other)
    textIn(other).insert(0, 'All ')
    deliver(other, doc)
    expect(shown(desk)).toEqual(['p1 operative All States shall, too, act.', 'p2 operative They report!?'])
    expect([desk.draft.health(), desk.errors, sent.length]).toEqual(['healthy', [], 8])
  },
)

it('a suggestion writes nothing about paragraphs that others came to stand beside', () => {
  const doc = seededDoc([
    ['p1', 'States shall act.'],
    ['p2', 'They report.'],
  ])
  const other = copyOf(doc)
  const desk = openDesk(doc)
  desk.mode = 'suggest'
  const root = other.get('en', Y.XmlElement)
  // As an editor leaves it: it is of the kind that goes without saying.
  ;(root.get(1) as Y.XmlElement).removeAttribute('s_kind')
  deliver(other, doc)
  root.insert(1, [block('p3', 'All of them.', 'item')])
  deliver(other, doc)
  const rest = stored(doc).slice(1)
  caret(desk, 0, 17)
  type(desk, ' Now.')
  expect(stored(doc).slice(1)).toEqual(rest)
  expect([desk.draft.health(), desk.errors, desk.stopped]).toEqual(['healthy', [], []])
})
