// A page sends nothing of its own when others change how words look; Yjs as it comes would.

import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { leaveFormats } from '#app/editor/binding/leave-formats.ts'

/** Two who mark the same words without seeing each other; returns what the first sends when it hears of the other. */
function sentOnHearing(prepare: (doc: Y.Doc) => void) {
  const [here, there] = [new Y.Doc(), new Y.Doc()]
  prepare(here)
  here.getText().insert(0, 'open by day')
  Y.applyUpdate(there, Y.encodeStateAsUpdate(here))
  const before = Y.encodeStateVector(here)
  here.getText().format(0, 11, { s_d_x: 1 })
  there.getText().format(0, 11, { s_d_x: 1 })
  const sent: unknown[] = []
  const from = { from: 'elsewhere' }
  here.on('update', (_update, origin) => origin !== from && sent.push(origin))
  Y.applyUpdate(here, Y.encodeStateAsUpdate(there, before), from)
  return { sent: sent.length, words: here.getText().toDelta() }
}

test('what others mark is shown, and nothing is sent for it', () => {
  expect(sentOnHearing(leaveFormats)).toEqual({
    sent: 0,
    words: [{ insert: 'open by day', attributes: { s_d_x: 1 } }],
  })
})

test('Yjs by itself would send an edit: when it no longer does, this can go', () => {
  expect(sentOnHearing(() => {}).sent).toBeGreaterThan(0)
})
