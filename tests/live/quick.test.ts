import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { Replayer } from '#server/live/text/snapshots/replayer.ts'
import { storeSnapshot } from '#server/live/text/snapshots.ts'
import { loadText } from '#server/live/text/stored-text.ts'
import { keepSnapshots } from '#server/workflows/record/kept-snapshots.ts'
import { collab, openPlace, type Place } from './place.ts'

let place: Place

beforeEach(async () => {
  place = await openPlace('sqlite')
})

afterEach(async () => {
  vi.useRealTimers()
  await place.close()
})

/** As a text stands that nobody has changed since its last snapshot: the room has no need to read it. */
async function restAsleep(): Promise<void> {
  await place.rooms.close()
  const replayer = new Replayer(place.store.where)
  await storeSnapshot({ keepSnapshot: keepSnapshots(place.store, () => 5), replayer }, collab)
  await replayer.end()
  expect((await loadText(place.store.db, collab))?.whole).not.toBeNull()
  await place.restart()
}

test('what somebody typed in one turn reaches a reader as one message', async () => {
  const [ada, rex] = [place.guest('ada'), place.guest('rex')]
  await Promise.all([ada.synced(), rex.synced()])
  ada.text()
  await ada.allSaved()
  const { next_seq: before } = await place.store.db.selectFrom('document').select('next_seq').executeTakeFirstOrThrow()
  let updates = 0
  rex.socket.on('message', (data: Buffer) => {
    if (data[0] === 0 && data[1] === 2) updates += 1
  })
  for (let at = 0; at < 100; at++) ada.text().insert(at, String(at % 10))
  await rex.until(() => rex.words().length === 100, 'a hundred letters')
  expect(rex.words()).toBe(ada.words())
  expect(updates).toBeLessThan(10)
  const { next_seq: after } = await place.store.db.selectFrom('document').select('next_seq').executeTakeFirstOrThrow()
  expect(after - before).toBe(updates)
})

test('several who type at once read the same, and each hears of every other', async () => {
  const writers = [place.guest('ada'), place.guest('ben'), place.guest('ada')]
  await Promise.all(writers.map((one) => one.synced()))
  writers[0]!.text()
  await writers[0]!.allSaved()
  await Promise.all(writers.map((one) => one.until(() => one.root().get(0) !== undefined, 'the paragraph')))
  for (let round = 0; round < 30; round++) for (const one of writers) one.text().insert(0, 'abc'[round % 3]!)
  await Promise.all(writers.map((one) => one.allSaved()))
  await Promise.all(writers.map((one) => one.until(() => one.words().length === 90, 'ninety letters')))
  expect(new Set(writers.map((one) => one.words())).size).toBe(1)
})

test('a text at rest is given to a page that comes with nothing, and can be written in', async () => {
  const before = place.guest('ada')
  await before.synced()
  before.text().insert(0, 'kept')
  await before.allSaved()
  await before.leave()
  await restAsleep()
  const [ada, rex] = [place.guest('ada'), place.guest('rex')]
  await Promise.all([ada.synced(), rex.synced()])
  expect(rex.words()).toBe('kept')
  expect(rex.refused).toBeNull()
  ada.text().insert(4, ' and more')
  await ada.allSaved()
  await rex.until(() => rex.words() === 'kept and more', 'the words of ada')
})

test('a page that wrote while the server was away finds the text at rest and is asked for its words first', async () => {
  const ada = place.guest('ada')
  await ada.synced()
  ada.text().insert(0, 'before ')
  await ada.allSaved()
  await ada.leave()
  ada.text().insert(7, 'away')
  await restAsleep()
  const back = place.guest('ada', ada.doc)
  await back.synced()
  await back.allSaved()
  const loaded = await loadText(place.store.db, collab)
  expect(Y.encodeStateVector(loaded!.doc)).toEqual(Y.encodeStateVector(back.doc))
  expect(back.words()).toBe('before away')
})

test('a reader with words that were never saved is told so also by a text at rest', async () => {
  const rex = place.guest('rex')
  await rex.synced()
  await rex.leave()
  const [root] = [rex.doc.get('en', Y.XmlElement) as Y.XmlElement]
  root.insert(0, [new Y.XmlElement('block')])
  await restAsleep()
  const back = place.guest('rex', rex.doc)
  await back.until(() => back.closed !== null, 'closed')
  expect(back.refused?.code).toBe('read-only')
})

test('a room that is left empty leaves a snapshot behind, so that the text rests', async () => {
  await place.restart()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const ada = place.guest('ada')
  await ada.synced()
  ada.text().insert(0, 'kept')
  await ada.allSaved()
  expect((await loadText(place.store.db, collab))?.whole).toBeNull()
  await ada.leave()
  // The server hears of it in its own time: until then the room is not empty, and its minute has not begun.
  await expect
    .poll(async () => {
      vi.advanceTimersByTime(61_000)
      return (await loadText(place.store.db, collab))?.whole ?? null
    })
    .not.toBeNull()
})
