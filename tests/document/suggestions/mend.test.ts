// What crossed a decision on its way: honest writing of somebody who may only suggest, made in a text that has changed
// meanwhile.

import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { decide } from '#server/document/suggestions/decide.ts'
import { keepingMarks } from '#server/document/suggestions/keep-marks.ts'
import { mending } from '#server/document/suggestions/mend.ts'
import { onlySuggests } from '#server/document/suggestions/only-suggests.ts'
import { settledTrees } from '#server/document/suggestions/settled.ts'
import { TakenOut } from '#server/document/suggestions/taken-out.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import type { Run } from '#server/document/tree/tree.ts'
import { judge, ownOf } from '#server/live/text/suggesting-check.ts'
import { english, liveText, paragraph, word } from './suggested.ts'

/** Client ids; the suggestions of Ben are `1jk-…`, of Cleo `2bc-…`. */
const [ben, cleo] = [2_000, 3_000]

/** A text at the server, and what each of two people has of it. */
function open(...runs: Run[]) {
  const start = liveText({ en: english(paragraph('p1', runs)), fr: { language: 'fr', paragraphs: [] } })
  const [server, ...pages] = [900_000, ben, cleo].map((client) => {
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(start))
    doc.clientID = client
    return doc
  }) as [Y.Doc, Y.Doc, Y.Doc]
  return { server, ben: pages[0]!, cleo: pages[1]! }
}

const textIn = (doc: Y.Doc) => (rootOf(doc, 'en').get(0) as Y.XmlElement).get(0) as Y.XmlText

/** As the room takes it from Ben; what became of it. */
function receive(server: Y.Doc, from: Y.Doc) {
  const update = Y.encodeStateAsUpdate(from, Y.encodeStateVector(server))
  const isOwn = (client: number) => client === from.clientID
  const judged = judge(server, update, isOwn).is
  if (judged === 'refused') return judged
  const mend = judged === 'needs-mending' ? mending(server, ownOf(isOwn)) : null
  Y.applyUpdate(server, update)
  mend?.()
  return judged
}

/** `i:` and `d:` before words that are suggested, with whose suggestion it is. */
const shown = (doc: Y.Doc) =>
  readTrees(doc).en.paragraphs[0]!.runs.map(({ text, breaks, cites, marks = [] }) =>
    [...marks.map((mark) => `${mark.slice(0, 5)}:`), text, cites ? '§' : '', breaks ? '¶' : ''].join(''),
  )
const settled = (doc: Y.Doc) =>
  settledTrees(readTrees(doc))
    .en.paragraphs[0]!.runs.map(({ text }) => text)
    .join('')

describe('an update that crossed a decision', () => {
  test('goes on under a suggestion of its own when the one it was typed in was accepted', () => {
    const { server, ben } = open(word('States '), word('shall', 'i_1jk-1'), word(' act.'))
    textIn(ben).insert(12, ' all')
    decide(server, ['1jk-1'], 'accept')
    expect(receive(server, ben)).toBe('needs-mending')
    expect(settled(server)).toBe('States shall act.')
    expect(shown(server)).toEqual(['States shall', 'i_1jk: all', ' act.'])
  })

  test('does not bring a mark of somebody else back behind its words', () => {
    const { server, ben } = open(word('States '), word('shall not', 'd_2bc-1'), word(' act.'))
    textIn(ben).insert(10, 'xy', { 's_d_2bc-1': null, 's_i_1jk-1': 1 })
    decide(server, ['2bc-1'], 'reject')
    expect(receive(server, ben)).toBe('needs-mending')
    expect(shown(server)).toEqual(['States sha', 'i_1jk:xy', 'll not act.'])
  })

  test('does not take out words of its own that were accepted', () => {
    const { server, ben } = open(word('States '), word('shall', 'i_1jk-1'), word(' act.'))
    textIn(ben).delete(7, 5)
    decide(server, ['1jk-1'], 'accept')
    expect(receive(server, ben)).toBe('needs-mending')
    expect(shown(server)).toEqual(['States shall act.'])
  })

  test('does not bring back the mark of a comment that was taken off, on words of its own either', () => {
    const { server, ben } = open({ text: 'States ', threads: ['x1'] }, { ...word('shall', 'i_1jk-1'), threads: ['x1'] })
    textIn(server).format(0, 12, { s_c_x1: null })
    textIn(ben).insert(3, 'xy')
    // As an editor writes the look of words anew.
    textIn(ben).format(0, 14, { s_c_x1: null })
    textIn(ben).format(0, 14, { s_c_x1: 1 })
    expect(receive(server, ben)).toBe('needs-mending')
    expect(readTrees(server).en.paragraphs[0]!.runs.flatMap(({ threads = [] }) => threads)).toEqual([])
    expect(shown(server)).toEqual(['Sta', 'i_1jk:xy', 'tes ', 'i_1jk:shall'])
  })

  test('does not mark half of what was made a citation', () => {
    const { server, ben } = open(word('See the report now.'))
    textIn(ben).format(4, 3, { 's_d_1jk-1': 1 })
    textIn(server).format(4, 10, { s_ref: 'article:23', p: { __mode: 1 }, i: 1 })
    expect(receive(server, ben)).toBe('needs-mending')
    expect(shown(server)).toEqual(['See ', 'the report§', ' now.'])
  })

  test('does not mark the rest of one that Yjs holds in several pieces', () => {
    const { server, ben } = open(word('See the report now.'))
    // Words that came and went leave two pieces.
    textIn(server).insert(11, 'x')
    textIn(server).delete(11, 1)
    textIn(ben).format(8, 6, { 's_d_1jk-1': 1 })
    textIn(server).format(4, 10, { s_ref: 'article:23', p: { __mode: 1 }, i: 1 })
    expect(receive(server, ben)).toBe('needs-mending')
    expect(shown(server)).toEqual(['See ', 'the report§', ' now.'])
  })

  test('stands behind a citation that was made of the words around it', () => {
    const { server, ben } = open(word('See the report now.'))
    textIn(ben).insert(8, 'xy', { 's_i_1jk-1': 1 })
    textIn(server).format(4, 10, { s_ref: 'article:23', p: { __mode: 1 }, i: 1 })
    expect(receive(server, ben)).toBe('needs-mending')
    expect(shown(server)).toEqual(['See ', 'the report§', 'i_1jk:xy', ' now.'])
  })

  test('is not of a comment that was taken off meanwhile', () => {
    const { server, ben } = open(word('States '), { text: 'shall', threads: ['t1'] }, word(' act.'))
    textIn(ben).insert(9, 'xy', { 's_i_1jk-1': 1, s_c_t1: null })
    textIn(ben).format(9, 2, { s_c_t1: 1 })
    textIn(server).format(7, 5, { s_c_t1: null })
    receive(server, ben)
    expect(readTrees(server).en.paragraphs[0]!.runs.flatMap(({ threads = [] }) => threads)).toEqual([])
    expect(shown(server)).toEqual(['States sh', 'i_1jk:xy', 'all act.'])
  })
})

test('what is no accident is refused: paragraphs that go, long words of others taken out', () => {
  const long = open(word('a long sentence of the committee. '.repeat(10)))
  textIn(long.ben).delete(0, 300)
  expect(receive(long.server, long.ben)).toBe('refused')
  const gone = open(word('States act.'))
  rootOf(gone.ben, 'en').delete(0, 1)
  expect(receive(gone.server, gone.ben)).toBe('refused')
})

test('a sign of a break in which somebody left letters is struck by who suggested it', () => {
  const sign: Run = { text: 'a¶', breaks: 'item', marks: ['i_1jk-1'] }
  const text = (run: Run) => ({ en: english(paragraph('p1', [word('States '), run])), fr: english() })
  const mine = (id: string) => id.startsWith('1jk')
  expect(onlySuggests(text(sign), text({ ...sign, marks: ['d_1jk-2', 'i_1jk-1'] }), mine)).toBe(true)
  expect(onlySuggests(text(sign), text({ ...sign, text: 'ab¶', marks: ['d_1jk-2', 'i_1jk-1'] }), mine)).toBe(false)
})

test('one transaction is looked at, and the next costs nothing', () => {
  const doc = open(word('States shall act.')).server
  const listeners = () => doc._observers.get('afterTransaction')?.size ?? 0
  const before = listeners()
  mending(
    doc,
    ownOf(() => true),
  )
  keepingMarks(doc, { isOwn: () => true, by: 'ben', takenOut: new TakenOut() })
  expect(listeners()).toBe(before + 2)
  textIn(doc).insert(0, 'All ')
  expect(listeners()).toBe(before)
})
