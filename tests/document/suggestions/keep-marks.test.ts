// Somebody edits where another suggests or comments, neither having seen the other: what is suggested stays so,
// comments keep their words, and nothing else gets either.

import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { decide } from '#server/document/suggestions/decide.ts'
import { keepingMarks } from '#server/document/suggestions/keep-marks.ts'
import { TakenOut } from '#server/document/suggestions/taken-out.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import type { Run } from '#server/document/tree/tree.ts'
import { unmarkThread } from '#server/document/writing/edit.ts'
import { ownOf } from '#server/live/text/suggesting-check.ts'
import { english, liveText, paragraph, word } from './suggested.ts'

/** Client ids; the suggestions of Ben, who edits, are `1jk-…`, of Cleo, who suggests, `2bc-…`. */
const [ben, cleo] = [2_000, 3_000]

function open(...runs: Run[]) {
  const start = liveText({ en: english(paragraph('p1', runs)), fr: { language: 'fr', paragraphs: [] } })
  return [900_000, ben, cleo].map((client) => {
    const doc = new Y.Doc()
    // As a page and the room of our server: nothing but what is written here.
    doc.on('afterTransaction', (transaction) => {
      transaction._needFormattingCleanup = false
    })
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(start))
    doc.clientID = client
    return doc
  }) as [server: Y.Doc, ben: Y.Doc, cleo: Y.Doc]
}

const textIn = (doc: Y.Doc) => (rootOf(doc, 'en').get(0) as Y.XmlElement).get(0) as Y.XmlText
const deliver = (from: Y.Doc, to: Y.Doc) => Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))

/** As the room takes it from Ben. */
function take(server: Y.Doc, from: Y.Doc) {
  const putBack = keepingMarks(server, {
    ...{ isOwn: ownOf((client) => client === ben).isSuggestion, by: 'ben', takenOut: new TakenOut() },
  })
  deliver(from, server)
  return putBack().hasPutRight
}

const shown = (doc: Y.Doc) =>
  readTrees(doc).en.paragraphs[0]!.runs.map(({ text, marks = [] }) =>
    [...marks.map((mark) => `${mark.slice(0, 5)}:`), text].join(''),
  )

/** Marks `sh` in 'States sh act.' as editors do, who number words to keep them apart. */
function number(doc: Y.Doc, from: number, mark: Record<string, 1>) {
  const none = Object.fromEntries(Object.keys(mark).map((key) => [key, null]))
  textIn(doc).applyDelta([
    { retain: 7 },
    { retain: 2, attributes: { i: from, ...mark } },
    { retain: 5, attributes: { i: from + 1, ...none } },
  ])
}

const commented = (doc: Y.Doc) =>
  readTrees(doc).en.paragraphs[0]!.runs.flatMap(({ text, threads = [] }) => (threads.length > 0 ? text : []))

describe('an edit where somebody suggests or comments', () => {
  test('leaves a letter suggested that was on its way when the mark before it was written anew', () => {
    const [server, editor, guest] = open(word('States sh act.'))
    number(server, 1, { 's_i_2bc-1': 1 })
    for (const page of [editor, guest]) deliver(server, page)
    textIn(guest).insert(9, 'all')
    deliver(guest, server)
    number(editor, 2, { 's_i_2bc-1': 1 })
    expect(take(server, editor)).toBe(true)
    expect(shown(server)).toEqual(['States ', 'i_2bc:shall', ' act.'])
  })

  test('gives words of the text no mark that was meant for others', () => {
    const [server, editor, guest] = open(word('States '), word('shall not', 'd_2bc-1'), word(' act.'))
    textIn(guest).format(7, 9, { 's_d_2bc-1': null })
    deliver(guest, server)
    textIn(editor).insert(10, 'xy', {})
    expect(take(server, editor)).toBe(true)
    expect(shown(server)).toEqual(['States shaxyll not act.'])
  })

  test('does with its own suggestions as it pleases', () => {
    const [server, editor] = open(word('States '), word('shall', 'i_1jk-1'), word(' act.'))
    textIn(editor).format(7, 5, { 's_i_1jk-1': null })
    textIn(editor).format(0, 6, { 's_d_1jk-2': 1 })
    expect(take(server, editor)).toBe(false)
    expect(shown(server)).toEqual(['d_1jk:States', ' shall act.'])
  })

  test('makes no suggestion of what was decided meanwhile, nor of what follows', () => {
    const [server, editor] = open(word('States '), word('shall', 'i_1jk-1'), word(' act.'))
    decide(server, ['1jk-1'], 'accept')
    textIn(editor).format(7, 5, { 's_i_1jk-1': null })
    textIn(editor).insert(7, 'all ', { 's_i_1jk-1': 1 })
    textIn(editor).format(11, 5, { 's_i_1jk-1': 1 })
    expect(take(server, editor)).toBe(true)
    expect(shown(server)).toEqual(['States ', 'i_1jk:all ', 'shall act.'])
  })

  test('may put its own words under another suggestion of its own', () => {
    const [server, editor] = open(word('States '), word('shall', 'i_1jk-1'), word(' act.'))
    textIn(editor).format(7, 5, { 's_i_1jk-1': null, 's_i_1jk-2': 1 })
    expect(take(server, editor)).toBe(false)
    expect(readTrees(server).en.paragraphs[0]!.runs[1]?.marks).toEqual(['i_1jk-2'])
  })

  test('leaves a comment on words that were on their way when its mark was written anew', () => {
    const [server, editor, guest] = open(word('States sh act.'))
    number(server, 1, { s_c_t1: 1 })
    for (const page of [editor, guest]) deliver(server, page)
    textIn(guest).insert(9, 'all')
    deliver(guest, server)
    number(editor, 2, { s_c_t1: 1 })
    expect(take(server, editor)).toBe(true)
    expect(commented(server)).toEqual(['shall'])
  })

  test('brings no comment back that was taken off meanwhile', () => {
    const [server, editor] = open(word('States shall act.'))
    textIn(server).format(7, 5, { s_c_t1: 1 })
    deliver(server, editor)
    unmarkThread(server, 't1')
    textIn(editor).format(7, 5, { s_c_t1: null })
    textIn(editor).format(7, 5, { s_c_t1: 1 })
    expect(take(server, editor)).toBe(true)
    expect(commented(server)).toEqual([])
  })
})
