// Many texts opened one after the other: those that nobody is at give way before an empty room's time is over.

import { afterEach, beforeEach, expect, test } from 'vitest'
import { transact } from '#db/engine/transaction.ts'
import { limits } from '#server/live/limits.ts'
import { openSilence } from '#server/live/nodes/bus.ts'
import { OpenRooms } from '#server/live/open-rooms.ts'
import { openLog } from '#server/log.ts'
import { emptyDocument } from '#tests/support/documents/text-rows.ts'
import { freshStore, type TestStore } from '#tests/support/store.ts'

const texts = Array.from({ length: limits.emptyRooms + 30 }, (_, at) => `text-${at}`)

let own: TestStore
let rooms: OpenRooms
let now = 1_000_000

beforeEach(async () => {
  own = await freshStore('sqlite')
  await transact(own.store, 1, async ({ q }) => {
    for (const id of texts) await q.insertInto('document').values(emptyDocument(id)).execute()
  })
  rooms = new OpenRooms({
    store: own.store,
    clock: () => now,
    mint: () => 'none',
    log: openLog('silent'),
    bus: openSilence('alone'),
    seatOf: async () => null,
    onChanged: () => {},
    keepSnapshot: async () => {},
  })
})

afterEach(async () => {
  await rooms.close()
  await own.close()
})

test('of many empty rooms those that were left first are given up, once they have been empty for a moment', async () => {
  for (const id of texts) await rooms.open(id)
  expect(await rooms.now()).toHaveLength(texts.length)
  now += limits.emptyAtLeast + 1
  const last = await rooms.open(texts.at(-1) ?? '')
  await last.read()
  await rooms.open('text-0').catch(() => {})
  now += 1
  await transact(own.store, 1, ({ q }) => q.insertInto('document').values(emptyDocument('one more')).execute())
  await rooms.open('one more')
  const open = await rooms.now()
  expect(open).toHaveLength(limits.emptyRooms + 1)
  expect(open).toContain(last)
  expect(open.map(({ collab }) => collab)).not.toContain('text-1')
  expect((await rooms.open('text-1')).isGone).toBe(false)
})
