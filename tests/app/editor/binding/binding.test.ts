// The binding, two editors on two copies of a text: healthy or read-only, repair, and undo of one's own.

import { $createTextNode, $getRoot, $getSelection, $isRangeSelection, REDO_COMMAND, UNDO_COMMAND } from 'lexical'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { $setKind } from '#app/editor/typing/kinds.ts'
import {
  $append,
  $block,
  $caret,
  $select,
  $type,
  block,
  copyOf,
  deliver,
  openDesk,
  seededDoc,
  shown,
  stored,
  write,
} from '../desks.ts'

const three = () =>
  seededDoc([
    ['p1', 'The Committee recalls.', 'recital'],
    ['p2', 'States shall act.'],
    ['p3', 'It remains seized.'],
  ])
const settled = () => new Promise((resolve) => queueMicrotask(() => resolve(null)))

describe('a healthy editor shows the shared text and writes it', () => {
  it('keeps a document that was already filled before the editor came', () => {
    const doc = three()
    const desk = openDesk(doc)
    expect(desk.draft.health()).toBe('healthy')
    write(desk, () => {
      $caret(1, 6)
      $type(' Parties')
    })
    expect(doc.get('en', Y.XmlElement).length).toBe(3)
    expect(shown(openDesk(copyOf(doc)))).toEqual([
      'p1 recital The Committee recalls.',
      'p2 operative States Parties shall act.',
      'p3 operative It remains seized.',
    ])
  })

  it('treats an empty root as loading: nothing typed then reaches the text, and the text shows when it comes', () => {
    const doc = new Y.Doc()
    const desk = openDesk(doc)
    expect(desk.draft.health()).toBe('loading')
    expect(desk.editor.isEditable()).toBe(false)
    write(desk, () => $append('operative', 'typed too early'))
    expect(stored(doc)).toEqual([])
    deliver(three(), doc)
    expect(desk.draft.health()).toBe('healthy')
    expect(desk.editor.isEditable()).toBe(true)
    expect(shown(desk)).toHaveLength(3)
  })

  it('lets only ids, kinds, bold, italic, citations and comment marks into the shared text', () => {
    const doc = three()
    const desk = openDesk(doc)
    write(desk, () => {
      $getRoot().setDirection('rtl')
      $block(0).setDirection('rtl').setFormat('center').setIndent(2).setStyle('color: red').setTextFormat(1)
      const words = $createTextNode(' struck')
        .setStyle('color: red')
        .setFormat('underline')
        .toggleFormat('strikethrough')
        .toggleFormat('italic')
      $block(0).append(words)
    })
    expect(stored(doc)[0]).toEqual({
      name: 'block',
      attributes: { s_pid: 'p1', s_kind: 'recital' },
      words: [[{ insert: 'The Committee recalls.' }, { insert: ' struck', attributes: { p: { __format: 2 }, i: 1 } }]],
    })
    expect(doc.get('en', Y.XmlElement).getAttributes()).toEqual({})
  })

  it('keeps the two languages apart', () => {
    const doc = three()
    const en = openDesk(doc, 'en')
    const fr = openDesk(doc, 'fr')
    write(fr, () => {
      $caret(0, 0)
      $type('Le Comité. ')
    })
    expect(shown(en)[0]).toBe('p1 recital The Committee recalls.')
    expect(shown(fr)[0]).toBe('p1 recital Le Comité. The Committee recalls.')
  })

  it('writes nothing without the right to edit, and writes again when the right comes', () => {
    const doc = three()
    const desk = openDesk(doc, 'en', false)
    expect(desk.draft.health()).toBe('healthy')
    expect(desk.editor.isEditable()).toBe(false)
    const before = Y.encodeStateAsUpdate(doc)
    write(desk, () => $append('operative', 'not allowed'))
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    desk.mayEdit = true
    desk.draft.reseat()
    expect(desk.editor.isEditable()).toBe(true)
    expect(shown(desk)).toHaveLength(3)
    write(desk, () => $append('operative', 'allowed'))
    expect(stored(doc)).toHaveLength(4)
  })

  it('a reader sees the changes of others without ever writing, also when marks split and merge the words', () => {
    const writerDoc = three()
    const writer = openDesk(writerDoc)
    const readerDoc = copyOf(writerDoc)
    const reader = openDesk(readerDoc, 'en', false)
    let written = 0
    readerDoc.on('update', (_update, origin) => {
      if (origin !== 'network') written += 1
    })
    for (let turn = 0; turn < 4; turn += 1) {
      write(writer, () => {
        $select([0, 4], [0, 13])
        const selection = $getSelection()
        if ($isRangeSelection(selection)) selection.formatText('bold')
      })
      deliver(writerDoc, readerDoc)
      expect(shown(reader)).toEqual(shown(writer))
    }
    expect(written).toBe(0)
  })
})

describe('anything wrong makes it repair itself or become read-only', () => {
  it('leaves a document it cannot show untouched, and is not editable', async () => {
    const doc = three()
    doc.get('en', Y.XmlElement).push([new Y.XmlElement('hologram')])
    const before = Y.encodeStateAsUpdate(doc)
    const desk = openDesk(doc)
    expect(desk.draft.health()).toBe('broken')
    expect(desk.editor.isEditable()).toBe(false)
    write(desk, () => $append('operative', 'typed into the ruins'))
    await settled()
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    expect(desk.told).toEqual(['broken'])
  })

  it.each([
    ['an unknown kind of node', (root: Y.XmlElement) => root.push([new Y.XmlElement('hologram')])],
    ['words directly in the root', (root: Y.XmlElement) => root.push([new Y.XmlText('loose')])],
    ['a stock paragraph', (root: Y.XmlElement) => root.push([new Y.XmlElement('paragraph')])],
  ])('becomes read-only when %s arrives, and heals when it is gone', async (_name, poison) => {
    const doc = three()
    const desk = openDesk(copyOf(doc))
    poison(doc.get('en', Y.XmlElement))
    deliver(doc, desk.doc)
    await settled()
    expect(desk.draft.health()).toBe('broken')
    expect(desk.editor.isEditable()).toBe(false)
    write(desk, () => $append('operative', 'lost'))
    expect(stored(desk.doc)).toHaveLength(4)
    doc.get('en', Y.XmlElement).delete(3, 1)
    deliver(doc, desk.doc)
    await settled()
    expect(desk.draft.health()).toBe('healthy')
    write(desk, () => $append('operative', 'kept'))
    expect(stored(desk.doc)).toHaveLength(4)
  })

  it('reloads from the shared text after an error of the editor and writes again', async () => {
    const doc = three()
    const desk = openDesk(doc)
    write(desk, () => {
      $block(1).clear()
      throw new Error('a plugin failed')
    })
    expect(desk.draft.health()).toBe('broken')
    await settled()
    expect(desk.draft.health()).toBe('healthy')
    expect(shown(desk)[1]).toBe('p2 operative States shall act.')
    write(desk, () => $append('operative', 'after the repair'))
    expect(shown(openDesk(copyOf(doc))).at(-1)).toBe('- operative after the repair')
  })

  it('writes nothing of what happens between an error and the reload', async () => {
    const doc = three()
    const desk = openDesk(doc)
    const before = Y.encodeStateAsUpdate(doc)
    desk.draft.fail(new Error('a plugin failed'))
    write(desk, () => $getRoot().clear())
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
    await settled()
    expect(shown(desk)).toHaveLength(3)
  })

  it('shows the whole text again when everything was deleted by somebody else and restored', () => {
    const doc = three()
    const desk = openDesk(copyOf(doc))
    const root = doc.get('en', Y.XmlElement)
    root.delete(0, 3)
    deliver(doc, desk.doc)
    expect(desk.draft.health()).toBe('loading')
    root.push([block('p9', 'A new start.', 'operative')])
    deliver(doc, desk.doc)
    expect(desk.draft.health()).toBe('healthy')
    expect(shown(desk)).toEqual(['p9 operative A new start.'])
    expect(stored(desk.doc)).toHaveLength(1)
  })
})

describe('undo turns back only what this person did', () => {
  it('leaves the words of the other in place, and redo brings the own words back', () => {
    const doc = three()
    const ana = openDesk(doc)
    const ben = openDesk(copyOf(doc))
    write(ana, () => {
      $caret(1, 0)
      $type('ANA ')
    })
    deliver(ana.doc, ben.doc)
    write(ben, () => {
      $caret(1, 4)
      $type('BEN ')
    })
    deliver(ana.doc, ben.doc)
    ana.editor.dispatchCommand(UNDO_COMMAND, undefined)
    deliver(ana.doc, ben.doc)
    expect(shown(ana)[1]).toBe('p2 operative BEN States shall act.')
    expect(shown(ben)).toEqual(shown(ana))
    ana.editor.dispatchCommand(REDO_COMMAND, undefined)
    deliver(ana.doc, ben.doc)
    expect(shown(ben)[1]).toBe('p2 operative ANA BEN States shall act.')
  })

  it('has nothing to undo after others wrote, marked and merged words', () => {
    const doc = three()
    const ana = openDesk(doc)
    const ben = openDesk(copyOf(doc))
    for (let turn = 0; turn < 4; turn += 1) {
      write(ben, () => {
        $select([0, 4], [0, 13])
        const selection = $getSelection()
        if ($isRangeSelection(selection)) selection.formatText('italic')
      })
      deliver(ana.doc, ben.doc)
    }
    const before = stored(ben.doc)
    ana.editor.dispatchCommand(UNDO_COMMAND, undefined)
    deliver(ana.doc, ben.doc)
    expect(stored(ben.doc)).toEqual(before)
  })

  it('does not undo what the server added to the own paragraph', () => {
    const doc = three()
    const server = copyOf(doc)
    const ana = openDesk(doc)
    write(ana, () => $append('operative', 'Mine.'))
    deliver(doc, server)
    const mine = server.get('en', Y.XmlElement).get(3) as Y.XmlElement
    mine.setAttribute('s_pid', 'p4')
    deliver(doc, server)
    expect(shown(ana)[3]).toBe('p4 operative Mine.')
    write(ana, () => {
      $caret(3, 5)
      $setKind('note')
    })
    ana.editor.dispatchCommand(UNDO_COMMAND, undefined)
    ana.editor.dispatchCommand(UNDO_COMMAND, undefined)
    expect(shown(ana)).toHaveLength(3)
    deliver(doc, server)
    expect(stored(server)).toHaveLength(3)
  })
})
