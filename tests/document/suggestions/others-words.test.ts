// An editor writes, takes out, moves and brings back where another suggests: nothing that the editor adds is the
// other's, and what is the other's stays so.

import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { decide } from '#server/document/suggestions/decide.ts'
import { keepingMarks } from '#server/document/suggestions/keep-marks.ts'
import { TakenOut } from '#server/document/suggestions/taken-out.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import type { Paragraph } from '#server/document/tree/tree.ts'
import { newBlock } from '#server/document/writing/edit.ts'
import { ownOf } from '#server/live/text/suggesting-check.ts'
import { breakBefore, english, liveText, paragraph, word } from './suggested.ts'

/** A client id; the suggestions of Ben, who edits, are `1jk-…`, of Cleo, who suggests, `2bc-…`. */
const ben = 2_000
const origin = { by: 'typing' }

class Table {
  readonly server: Y.Doc
  readonly page = new Y.Doc()
  readonly undo: Y.UndoManager
  readonly takenOut = new TakenOut()
  taken: string[] = []

  constructor(...paragraphs: Paragraph[]) {
    this.server = liveText({ en: english(...paragraphs), fr: { language: 'fr', paragraphs: [] } })
    Y.applyUpdate(this.page, Y.encodeStateAsUpdate(this.server))
    this.page.clientID = ben
    for (const doc of [this.server, this.page]) {
      // As a page and the room of our server: nothing but what is written here.
      doc.on('afterTransaction', (transaction) => {
        transaction._needFormattingCleanup = false
      })
    }
    this.undo = new Y.UndoManager(rootOf(this.page, 'en'), { trackedOrigins: new Set([origin]), captureTimeout: 0 })
  }

  text(at = 0, doc = this.page) {
    return this.block(at, doc).get(0) as Y.XmlText
  }

  block(at: number, doc = this.page) {
    return rootOf(doc, 'en').get(at) as Y.XmlElement
  }

  /** One edit of Ben's, as the room takes it; true when the room put something right. */
  edit(write: () => void): boolean {
    const before = Y.encodeStateVector(this.page)
    this.page.transact(write, origin)
    return this.send(before)
  }

  send(before: Uint8Array): boolean {
    const keep = keepingMarks(this.server, {
      ...{ isOwn: ownOf((client) => client === ben).isSuggestion, by: 'ben', takenOut: this.takenOut },
    })
    Y.applyUpdate(this.server, Y.encodeStateAsUpdate(this.page, before))
    const { hasPutRight, taken } = keep()
    this.taken.push(...taken)
    Y.applyUpdate(this.page, Y.encodeStateAsUpdate(this.server, Y.encodeStateVector(this.page)))
    return hasPutRight
  }

  turnBack(): boolean {
    const before = Y.encodeStateVector(this.page)
    this.undo.undo()
    return this.send(before)
  }

  shown() {
    return readTrees(this.server).en.paragraphs.map(({ runs, marks = [] }) =>
      [
        ...marks.map((mark) => `[${mark}]`),
        ...runs.map(({ text, marks: on = [] }) => [...on.map((mark) => `${mark}:`), text].join('')),
      ].join('|'),
    )
  }
}

const pending = () => new Table(paragraph('p1', [word('States '), word('shall not', 'i_2bc-1'), word(' act.')]))

describe('words that an editor adds inside a suggestion of another', () => {
  test('are the editor’s own plain words where they are written with its mark', () => {
    const table = pending()
    expect(table.edit(() => table.text().insert(12, ' ever', { 's_i_2bc-1': 1 }))).toBe(true)
    expect(table.shown()).toEqual(['States |i_2bc-1:shall| ever|i_2bc-1: not| act.'])
  })

  test('are the editor’s own plain words where they inherit it', () => {
    const table = pending()
    expect(table.edit(() => table.text().insert(12, ' ever'))).toBe(true)
    expect(table.shown()).toEqual(['States |i_2bc-1:shall| ever|i_2bc-1: not| act.'])
  })

  test('are not struck in the name of another, nor given another look', () => {
    const table = new Table(paragraph('p1', [word('States '), word('shall', 'd_2bc-1', 'f_2bc-2=1'), word(' act.')]))
    table.edit(() => table.text().insert(9, 'xy'))
    expect(table.shown()).toEqual(['States |d_2bc-1:f_2bc-2=1:sh|xy|d_2bc-1:f_2bc-2=1:all| act.'])
  })

  test('are not believed anywhere else in the text', () => {
    const table = pending()
    table.edit(() => table.text().insert(0, 'All ', { 's_i_2bc-1': 1 }))
    expect(table.shown()).toEqual(['All States |i_2bc-1:shall not| act.'])
  })

  test('keep their look, and are part of no citation of the suggestion', () => {
    const table = pending()
    table.edit(() => table.text().insert(12, ' ever', { 's_i_2bc-1': 1, p: { __format: 1 } }))
    expect(readTrees(table.server).en.paragraphs[0]!.runs[2]).toEqual({ text: ' ever', bold: true })
  })

  test('suggest no paragraph in the name of another', () => {
    const table = pending()
    table.edit(() => table.text().insert(12, '¶', { 's_i_2bc-1': 1, s_break: 'operative', p: { __mode: 1 } }))
    expect(table.shown()).toEqual(['States |i_2bc-1:shall not| act.'])
  })

  test('are theirs too when the same words stand there already', () => {
    const table = pending()
    table.edit(() => table.text().insert(16, ' not', { 's_i_2bc-1': 1 }))
    expect(table.shown()).toEqual(['States |i_2bc-1:shall not| not act.'])
  })

  test('are theirs when they are letters of the suggestion in another order', () => {
    const table = pending()
    table.edit(() => {
      table.text().delete(7, 9)
      table.text().insert(7, 'not shall', { 's_i_2bc-1': 1 })
    })
    expect(table.shown()).toEqual(['States not shall act.'])
    const other = pending()
    other.edit(() => {
      other.text().delete(12, 4)
      other.text().insert(7, 'not ', { 's_i_2bc-1': 1 })
    })
    expect(other.shown()).toEqual(['States not |i_2bc-1:shall| act.'])
  })
})

describe('words of a suggestion that an editor moves', () => {
  const split = (table: Table) =>
    table.edit(() => {
      table.text().delete(12, table.text().length - 12)
      const words = [word(' not', 'i_2bc-1'), word(' act.')]
      rootOf(table.page, 'en').insert(1, [newBlock({ pid: 'p2', kind: 'operative' }, words)])
    })
  const join = (table: Table) =>
    table.edit(() => {
      rootOf(table.page, 'en').delete(1, 1)
      table.text().insert(12, ' not', { 's_i_2bc-1': 1 })
      table.text().insert(16, ' act.', { 's_i_2bc-1': null })
    })

  test('stay the other’s when the paragraph is split and joined', () => {
    const table = pending()
    expect(split(table)).toBe(false)
    expect(table.shown()).toEqual(['States |i_2bc-1:shall', 'i_2bc-1: not| act.'])
    expect(join(table)).toBe(false)
    expect(table.shown()).toEqual(['States |i_2bc-1:shall not| act.'])
    expect(table.taken).toEqual([])
  })

  test('stay the other’s when the paragraph is moved', () => {
    const table = new Table(
      paragraph('p1', [word('shall not', 'i_2bc-1'), breakBefore('operative', 'i_2bc-1')], 'k_2bc-2=quote'),
      paragraph('p2', [word('act.')]),
    )
    const moved = () => {
      const block = newBlock({ pid: 'p1', kind: 'operative' }, [
        word('shall not', 'i_2bc-1'),
        breakBefore('operative', 'i_2bc-1'),
      ])
      block.setAttribute('s_k_2bc-2', 'quote')
      return block
    }
    const before = table.shown()
    expect(
      table.edit(() => {
        rootOf(table.page, 'en').delete(0, 1)
        rootOf(table.page, 'en').insert(1, [moved()])
      }),
    ).toBe(false)
    expect(table.shown()).toEqual(before.toReversed())
    expect(table.taken).toEqual([])
  })

  test('stay the other’s when the editor takes them out and brings them back', () => {
    const table = pending()
    for (const at of [15, 14, 13, 12]) table.edit(() => table.text().delete(at, 1))
    expect(table.shown()).toEqual(['States |i_2bc-1:shall| act.'])
    for (let times = 0; times < 4; times++) expect(table.turnBack()).toBe(false)
    expect(table.shown()).toEqual(['States |i_2bc-1:shall not| act.'])
    expect(table.taken).toEqual(['2bc-1', '2bc-1', '2bc-1', '2bc-1'])
  })

  test('stay the other’s when the editor deletes the paragraph and brings it back', () => {
    const table = new Table(paragraph('p1', [word('shall not', 'i_2bc-1')], 'd_2bc-2'), paragraph('p2', [word('act.')]))
    const before = table.shown()
    table.edit(() => rootOf(table.page, 'en').delete(0, 1))
    expect(table.taken).toEqual(['2bc-1'])
    expect(table.turnBack()).toBe(false)
    expect(table.shown()).toEqual(before)
  })

  test('come back once', () => {
    const table = pending()
    table.edit(() => table.text().delete(12, 4))
    table.turnBack()
    table.edit(() => table.text().insert(16, ' not', { 's_i_2bc-1': 1 }))
    expect(table.shown()).toEqual(['States |i_2bc-1:shall not| not act.'])
  })
})

describe('a paragraph that an editor writes anew while something else became of it', () => {
  const anew = (table: Table) => {
    rootOf(table.page, 'en').delete(0, 1)
    const words = [word('States '), word('shall not', 'i_2bc-1'), word(' act.')]
    rootOf(table.page, 'en').insert(0, [newBlock({ pid: 'p1', kind: 'operative' }, words)])
  }
  const meanwhile = (table: Table, change: () => void) => {
    const before = Y.encodeStateVector(table.page)
    table.page.transact(() => anew(table), origin)
    change()
    table.send(before)
    return table.shown()
  }

  test('has no words of a suggestion that was rejected', () => {
    const table = pending()
    expect(meanwhile(table, () => decide(table.server, ['2bc-1'], 'reject'))).toEqual(['States  act.'])
  })

  test('has the words of one that was accepted', () => {
    const table = pending()
    expect(meanwhile(table, () => decide(table.server, ['2bc-1'], 'accept'))).toEqual(['States shall not act.'])
  })

  test('has the suggestion still where another editor wrote it anew as well', () => {
    const table = pending()
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(table.page))
    const moved = () => {
      const keep = keepingMarks(table.server, { isOwn: () => false, by: 'ada', takenOut: table.takenOut })
      const before = Y.encodeStateVector(other)
      other.transact(() => anew({ page: other } as Table))
      Y.applyUpdate(table.server, Y.encodeStateAsUpdate(other, before))
      keep()
    }
    const twice = 'States |i_2bc-1:shall not| act.'
    expect(meanwhile(table, moved)).toEqual([twice, twice])
  })
})

describe('words that an editor takes out of a suggestion of another', () => {
  test('are told, and those that are struck are not', () => {
    const table = new Table(
      paragraph('p1', [word('one ', 'i_2bc-1'), word('two ', 'd_2bc-2'), word('three', 'i_1jk-1')]),
    )
    table.edit(() => table.text().delete(1, 12))
    expect(table.taken).toEqual(['2bc-1'])
  })
})

describe('marks of others on paragraphs', () => {
  const two = () => new Table(paragraph('p1', [word('One.')], 'd_2bc-1'), paragraph('p2', [word('Two.')]))

  test('are not set by an editor, on a paragraph that stands or on a new one', () => {
    const table = two()
    const before = table.shown()
    expect(table.edit(() => table.block(1).setAttribute('s_d_2bc-1', '1'))).toBe(true)
    expect(table.shown()).toEqual(before)
    table.edit(() => {
      const block = newBlock({ pid: 'p3', kind: 'operative' }, [word('Three.')])
      block.setAttribute('s_k_2bc-1', 'quote')
      rootOf(table.page, 'en').insert(2, [block])
    })
    expect(table.shown()).toEqual([...before, 'Three.'])
  })

  test('are neither changed nor taken off by an editor', () => {
    const table = new Table(paragraph('p1', [word('One.')], 'k_2bc-1=quote'))
    for (const value of ['', 'item']) {
      expect(table.edit(() => table.block(0).setAttribute('s_k_2bc-1', value))).toBe(true)
      expect(table.shown()).toEqual(['[k_2bc-1=quote]|One.'])
    }
    table.edit(() => table.block(0).removeAttribute('s_k_2bc-1'))
    expect(table.shown()).toEqual(['[k_2bc-1=quote]|One.'])
  })

  test('of the editor’s own change as they please', () => {
    const table = two()
    expect(table.edit(() => table.block(1).setAttribute('s_d_1jk-1', '1'))).toBe(false)
    expect(table.shown()).toEqual(['[d_2bc-1]|One.', '[d_1jk-1]|Two.'])
  })
})
