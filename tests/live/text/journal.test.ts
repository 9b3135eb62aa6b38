import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { findTextHead, listUpdates } from '#db/texts/documents.ts'
import { textsOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { hashOf } from '#server/live/text/journal.ts'
import { loadText } from '#server/live/text/stored-text.ts'
import { chained } from '#tests/support/documents/text-rows.ts'
import { collab, openPlace, type Place } from '../place.ts'

let place: Place

beforeEach(async () => {
  place = await openPlace('sqlite')
})

afterEach(async () => {
  vi.useRealTimers()
  await place.close()
})

async function storedWords(): Promise<string | undefined> {
  const loaded = await loadText(place.store.db, collab)
  return loaded ? readTrees(loaded.doc).en.paragraphs.map(wordsOf)[0] : undefined
}

const lastSeq = async () => (await listUpdates(place.store.db, collab, 0)).at(-1)?.seq ?? 0

/** The store refuses one position of the log, as a full disk or a failing trigger would. */
async function refusePosition(seq: number): Promise<void> {
  await sql`create trigger refuse before insert on doc_update when new.seq = ${sql.lit(seq)}
    begin select raise(abort, 'disk full'); end`.execute(place.store.db)
}

test.each([1, 2, 3, 5, 8])(
  'when the store refuses row %i, nothing is called saved that is not stored',
  async (ahead) => {
    const ada = place.guest('ada')
    await ada.synced()
    ada.text()
    await ada.allSaved()
    await refusePosition((await lastSeq()) + ahead)
    const asked: { question: number; words: string }[] = []
    for (let at = 0; at < 10; at++) {
      ada.text().insert(at, String(at))
      asked.push({ question: ada.ask(), words: ada.words() })
    }
    await ada.until(() => ada.closed !== null, 'closed')
    expect(ada.closed?.code).toBe(1011)
    const shown = asked.findLast(({ question }) => question <= ada.saved)?.words ?? ''
    expect(await storedWords()).toContain(shown)
    expect((await storedWords())?.length).toBe(ahead - 1)
    await sql`drop trigger refuse`.execute(place.store.db)
    const back = place.guest('ada', ada.doc)
    await back.synced()
    await back.allSaved()
    expect(await storedWords()).toBe('0123456789')
  },
)

test('an edit of the server that breaks off half-way leaves nothing behind', async () => {
  const before = await place.rooms.read(collab)
  const broken = place.rooms.write(collab, (doc) => {
    ;(doc.get('en', Y.XmlElement) as Y.XmlElement).insert(0, [new Y.XmlElement('block')])
    throw new Error('broke off')
  })
  await expect(broken).rejects.toThrow('broke off')
  expect((await place.rooms.read(collab)).trees).toEqual(before.trees)
  expect(await lastSeq()).toBe(before.seq)
})

test('an idle room is given up after a minute and comes back from the store', async () => {
  await place.restart()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const { seq, trees } = await place.rooms.read(collab)
  // A room still in memory would not see what somebody else wrote to its log.
  const foreign = new Y.Doc()
  const loaded = await loadText(place.store.db, collab)
  Y.applyUpdate(foreign, Y.encodeStateAsUpdate(loaded!.doc))
  const known = Y.encodeStateVector(foreign)
  const block = (foreign.get('en', Y.XmlElement) as Y.XmlElement).get(0) as Y.XmlElement
  block.insert(0, [new Y.XmlText('from elsewhere')])
  expect(textsOf(block)).toHaveLength(1)
  await storeForeign(seq + 1, Y.encodeStateAsUpdate(foreign, known))
  expect((await place.rooms.read(collab)).trees).toEqual(trees)
  vi.advanceTimersByTime(61_000)
  expect((await place.rooms.read(collab)).trees.en.paragraphs.map(wordsOf)).toEqual(['from elsewhere'])
})

async function storeForeign(seq: number, bytes: Uint8Array): Promise<void> {
  const { head } = await findTextHead(place.store.db, collab)
  const foreign = { document_id: collab, seq, member_id: null, client_id: 1, bytes, sha256: hashOf(bytes), at: 1 }
  const row = chained(head, foreign)
  await place.store.db.insertInto('doc_update').values(row).execute()
  await place.store.db
    .updateTable('document')
    .set({ next_seq: seq + 1, head: row.chain })
    .where('id', '=', collab)
    .execute()
}

test('who does not answer two pings is taken for gone', async () => {
  await place.restart()
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const [ada, ben] = [place.guest('ada'), place.guest('ben')]
  await Promise.all([ada.synced(), ben.synced()])
  // The library answers by itself; deaf, it does not.
  ada.socket.pause()
  for (let beat = 0; beat < 3; beat++) {
    vi.advanceTimersByTime(25_000)
    await ben.allSaved()
  }
  ada.socket.resume()
  await ada.until(() => ada.closed !== null, 'closed')
  expect(ada.closed?.code).toBe(1006)
  await ben.allSaved()
  expect(ben.closed).toBeNull()
})

test('a session that ends by itself is noticed within a minute', async () => {
  await place.restart()
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  const rex = place.guest('rex')
  await rex.synced()
  place.seats.delete('rex')
  vi.advanceTimersByTime(50_000)
  await rex.until(() => rex.closed !== null, 'closed')
  expect(rex.closed?.code).toBe(4403)
})
