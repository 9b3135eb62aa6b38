// The room holds an editor to it: what they write is theirs, whatever mark they send it with; what they take out of
// another's suggestion is told once.

import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { listWritten } from '#db/texts/documents.ts'
import { Follower } from '#server/document/authorship/follow.ts'
import { History } from '#server/document/authorship/history.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { suggestionId } from '#server/domain/text/suggestion.ts'
import { collab, openPlace, type Place } from '../place.ts'

let place: Place

beforeEach(async () => {
  place = await openPlace('sqlite')
  place.seats.set('rex', { ...place.seats.get('rex')!, maySuggest: true })
})
afterEach(() => place.close())

test('an editor’s words inside a suggestion are the editor’s, for readers, the margin and the change log', async () => {
  const [france, editor, reader] = [place.guest('rex'), place.guest('ada'), place.guest('ben')]
  for (const guest of [france, editor, reader]) await guest.synced()
  reader.text().insert(0, 'States act.', {})
  await reader.allSaved()
  await france.until(() => france.words() === 'States act.', 'the text')
  const id = suggestionId(france.doc.clientID, 1)
  france.text().insert(7, 'shall ', { [`s_i_${id}`]: 1 })
  await france.allSaved()
  await editor.until(() => editor.words() === 'States shall act.', 'the suggestion')
  editor.text().insert(12, ' never', { [`s_i_${id}`]: 1 })
  await editor.allSaved()
  expect(editor.refused).toBe(null)
  type Op = { insert: string; attributes?: Record<string, unknown> }
  const runs = () =>
    (reader.text().toDelta() as Op[]).map(({ insert, attributes = {} }) => [insert, `s_i_${id}` in attributes])
  await reader.until(() => reader.words() === 'States shall never act.', 'the words')
  await reader.allSaved()
  expect(runs()).toEqual([
    ['States ', false],
    ['shall', true],
    [' never', false],
    [' ', true],
    ['act.', false],
  ])
  const { trees } = await place.rooms.read(collab)
  expect(trees.en.paragraphs[0]!.runs.filter(({ marks }) => marks).map(({ text }) => text)).toEqual(['shall', ' '])
  // The log says who wrote what.
  const doc = new Y.Doc()
  const [follower, history] = [new Follower(doc), new History()]
  for (const { seq, at, member_id: by, bytes } of await listWritten(place.store.db, collab, { afterSeq: 0, most: 100 }))
    history.take({ seq, at, by }, follower.apply(bytes))
  const { pid } = readTrees(doc).en.paragraphs[0]!
  expect(
    history.paragraph('en', pid)!.contributions.map(({ hand }) => (hand.is === 'member' ? hand.id : hand.is)),
  ).toEqual(['ben', 'ada'])
})
