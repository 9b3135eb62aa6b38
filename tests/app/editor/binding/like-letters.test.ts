// Between like letters an editor does not know which is new. Whoever writes where others suggest writes in the text,
// and the suggestion stays whole.

import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { keepingMarks } from '#server/document/suggestions/keep-marks.ts'
import { decidedTrees } from '#server/document/suggestions/preview-decisions.ts'
import { TakenOut } from '#server/document/suggestions/taken-out.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { copyOf, deliver, openDesk, seededDoc } from '../desks.ts'
import { caret, type } from '../suggesting/suggesting-room.ts'

const textIn = (doc: Y.Doc) => (doc.get('en', Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlText

it.each([
  ['before words that are suggested', 'i', 4, 'l', 'For llater.', 'For l.'],
  ['before words that are suggested, twice', 'i', 4, 'lala', 'For lalalater.', 'For lala.'],
  ['before words that would go', 'd', 4, 'l', 'For l.', 'For llater.'],
  ['before words that would go, more letters than begin alike', 'd', 4, 'xlall', 'For xlall.', 'For xlalllater.'],
])('a letter %s', (_where, kind, at, letters, accepted, rejected) => {
  const doc = seededDoc([['p1', 'For later.']])
  textIn(doc).format(4, 5, { [`s_${kind}_2bc-1`]: 1 })
  const server = copyOf(doc)
  const desk = openDesk(doc)
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'network') return
    const keep = keepingMarks(server, { isOwn: () => false, by: 'ben', takenOut: new TakenOut() })
    Y.applyUpdate(server, update, 'room')
    keep()
  })
  caret(desk, 0, at)
  for (const letter of letters) {
    type(desk, letter)
    deliver(server, doc)
  }
  const decided = (decision: 'accept' | 'reject') =>
    decidedTrees(readTrees(server), { decision, chosen: () => true }).en.paragraphs.map(wordsOf)
  expect(decided('accept')).toEqual([accepted])
  expect(decided('reject')).toEqual([rejected])
})
