// A text that is larger than what may wait unread: it reaches who reads slowly, and is not written out without end.

import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { blocksOf, rootOf, textsOf } from '#server/document/tree/blocks.ts'
import { newText } from '#server/document/writing/edit.ts'
import { limits } from '#server/live/limits.ts'
import { collab, openPlace, type Place } from './place.ts'

let place: Place

beforeAll(async () => {
  place = await openPlace('sqlite')
  await place.rooms.write(collab, (doc) =>
    blocksOf(rootOf(doc, 'en'))[0]!.element.insert(0, [newText([{ text: '.' }])]),
  )
})

afterAll(() => place.close())

const textOf = (doc: Y.Doc): Y.XmlText => textsOf(blocksOf(rootOf(doc, 'en'))[0]!.element)[0]!

test('a text larger than what may wait unread reaches a slow reader, with what was written meanwhile', async () => {
  const words = randomBytes(6 * 2 ** 20).toString('hex')
  await place.rooms.write(collab, (doc) => textOf(doc).insert(0, words))
  const slow = place.guest('rex')
  slow.socket.on('open', () => slow.socket.pause())
  const ada = place.guest('ada')
  await ada.synced()
  for (let at = 0; at < 10; at++) {
    ada.text().insert(0, 'x')
    await ada.allSaved()
  }
  expect(ada.words().length).toBeGreaterThan(words.length)
  slow.socket.resume()
  await slow.until(() => slow.isSynced && slow.words() === ada.words(), 'all of it')
  expect(slow.closed).toBeNull()
  await place.rooms.write(collab, (doc) => textOf(doc).delete(0, textOf(doc).length))
  await Promise.all([slow, ada].map((guest) => guest.leave()))
})

test('a member who asks for a large text again and again is told to come back later', async () => {
  const words = randomBytes(5 * 2 ** 20).toString('hex')
  await place.rooms.write(collab, (doc) => textOf(doc).insert(0, words))
  // All at once: of the allowance little comes back meanwhile.
  const asking = Array.from({ length: Math.ceil(limits.told.burst / words.length) + 10 }, async () => {
    const guest = place.guest('rex')
    await guest.until(() => guest.isSynced || guest.closed !== null, 'told or closed')
    const code = guest.closed?.code
    await guest.leave()
    return code
  })
  const codes = await Promise.all(asking)
  expect(codes).toContain(undefined)
  expect(codes).toContain(1013)
  const other = place.guest('ada')
  await other.synced()
  await other.leave()
}, 60_000)
