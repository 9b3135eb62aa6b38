import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { findDocument, listUpdates } from '#db/texts/documents.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { loadText } from '#server/live/text/stored-text.ts'
import { chained, emptyDocument } from '#tests/support/documents/text-rows.ts'
import { engines } from '#tests/support/store.ts'
import { Guest } from './guest.ts'
import { collab, openPlace, type Place } from './place.ts'

describe.each(engines)('the room on %s', (engine) => {
  let place: Place

  beforeEach(async () => {
    place = await openPlace(engine)
  })

  afterEach(() => place.close())

  /** What a reload from the store reads. */
  async function stored(): Promise<string[]> {
    const loaded = await loadText(place.store.db, collab)
    if (!loaded) throw new Error('no text')
    return readTrees(loaded.doc).en.paragraphs.map(wordsOf)
  }

  test('two people write in one text and both read the same', async () => {
    const [ada, ben] = [place.guest('ada'), place.guest('ben')]
    await Promise.all([ada.synced(), ben.synced()])
    ada.text().insert(0, 'The Committee recalls ')
    await ben.until(() => ben.words().startsWith('The Committee'), 'the words of ada')
    ben.text().insert(ben.text().length, 'Article 23')
    await ada.until(() => ada.words() === 'The Committee recalls Article 23', 'the words of ben')
    await Promise.all([ada.allSaved(), ben.allSaved()])
    expect(await stored()).toEqual(['The Committee recalls Article 23'])
    await expect.poll(() => place.changes.at(-1)?.languages).toContain('en')
    const last = await findDocument(place.store.db, collab)
    await expect.poll(() => place.changes.at(-1)?.seq).toBe((last?.next_seq ?? 0) - 1)
  })

  test('who comes in while others write misses nothing', async () => {
    const writers = [place.guest('ada'), place.guest('ben')]
    await Promise.all(writers.map((one) => one.synced()))
    const [first] = writers
    first!.text()
    await first!.allSaved()
    const readers: Guest[] = []
    for (let at = 0; at < 20; at++) {
      for (let edit = 0; edit < 3; edit++) for (const one of writers) one.text().insert(0, 'x')
      const reader = place.guest(at % 2 ? 'rex' : 'ben')
      readers.push(reader)
      await reader.until(() => reader.socket.readyState === reader.socket.OPEN, 'open')
      // The question for the text and more words reach the server in one turn.
      reader.send(0, 0, Y.encodeStateVector(reader.doc))
      for (let edit = 0; edit < 3; edit++) for (const one of writers) one.text().insert(0, 'y')
    }
    await Promise.all(writers.map((one) => one.allSaved()))
    const [words] = await stored()
    expect(words).toHaveLength(240)
    await Promise.all([...writers, ...readers].map((one) => one.until(() => one.words() === words, 'the same words')))
  })

  test('says saved only when the row is in the store', async () => {
    const ada = place.guest('ada')
    await ada.synced()
    ada.text()
    for (let at = 0; at < 40; at++) {
      ada.text().insert(at, 'x')
      const asked = ada.ask()
      // The store is read the moment the answer is heard, through the same handle: what is not committed is not there.
      await ada.until(() => ada.saved >= asked, `saved ${asked}`)
      expect((await stored())[0]?.length).toBe(at + 1)
    }
  })

  test('gives nobody what is not on disk: words reach the other after the row is stored', async () => {
    const [ada, ben] = [place.guest('ada'), place.guest('ben')]
    await Promise.all([ada.synced(), ben.synced()])
    ada.text()
    for (let at = 0; at < 20; at++) {
      ada.text().insert(at, 'x')
      await ben.until(() => ben.words().length > at, 'the next letter')
      expect((await stored())[0]?.length).toBeGreaterThan(at)
    }
  })

  test('a reader is given everything, and silence is kept about a repetition of it', async () => {
    const [ada, rex] = [place.guest('ada'), place.guest('rex')]
    await Promise.all([ada.synced(), rex.synced()])
    ada.text().insert(0, 'read me')
    await rex.until(() => rex.words() === 'read me', 'the words')
    expect(rex.seat?.mayEdit).toBe(false)
    await rex.allSaved()
    expect(rex.refused).toBeNull()
  })

  test.each(['update', 'step 2'])('a reader who writes by %s is refused and never told saved', async (way) => {
    const [ada, rex] = [place.guest('ada'), place.guest('rex')]
    await Promise.all([ada.synced(), rex.synced()])
    const before = await findDocument(place.store.db, collab)
    const forged = new Y.Doc()
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(rex.doc))
    ;(forged.get('en', Y.XmlElement) as Y.XmlElement).insert(0, [new Y.XmlElement('block')])
    rex.send(0, way === 'update' ? 2 : 1, Y.encodeStateAsUpdate(forged, Y.encodeStateVector(rex.doc)))
    rex.ask()
    await rex.until(() => rex.closed !== null, 'closed')
    expect(rex.refused?.code).toBe('read-only')
    expect(rex.closed?.code).toBe(4409)
    expect(rex.savedAll).toEqual([])
    expect(await findDocument(place.store.db, collab)).toEqual(before)
    await ada.allSaved()
    expect(ada.root().length).toBe(1)
  })

  test('a right that is taken away takes effect before the next byte', async () => {
    const [ada, ben] = [place.guest('ada'), place.guest('ben')]
    await Promise.all([ada.synced(), ben.synced()])
    place.seats.set('ada', { ...place.seats.get('ada')!, mayEdit: false })
    const reseated = place.rooms.reseat({ memberId: 'ada' })
    ada.text().insert(0, 'too late')
    await reseated
    await ada.until(() => ada.closed !== null, 'closed')
    expect(ada.seat?.mayEdit).toBe(false)
    expect(ada.refused?.code).toBe('read-only')
    expect((await stored())[0]).toBe('')
  })

  test('who may no longer read is closed with 4403 and hears nothing more', async () => {
    const [ada, rex] = [place.guest('ada'), place.guest('rex')]
    await Promise.all([ada.synced(), rex.synced()])
    place.seats.delete('rex')
    const reseated = place.rooms.reseat({ sessionHash: 'rex' })
    ada.text().insert(0, 'secret')
    await reseated
    await ada.allSaved()
    await rex.until(() => rex.closed !== null, 'closed')
    expect(rex.closed?.code).toBe(4403)
    expect(rex.words()).toBe('')
  })

  test('frozen, the text takes nothing from anybody and equals what is stored', async () => {
    const ada = place.guest('ada')
    await ada.synced()
    ada.text().insert(0, 'as voted')
    await ada.allSaved()
    const frozen = await place.rooms.freeze(collab)
    expect(frozen.trees.en.paragraphs.map(wordsOf)).toEqual(['as voted'])
    expect(frozen.uptoSeq).toBe((await listUpdates(place.store.db, collab, 0)).at(-1)?.seq)
    await ada.until(() => ada.seat?.mayEdit === false, 'told')
    ada.text().insert(0, 'not ')
    await ada.until(() => ada.closed !== null, 'closed')
    expect(ada.refused?.code).toBe('frozen')
    await expect(place.rooms.write(collab, () => {})).rejects.toMatchObject({ refusal: { code: 'not-now' } })
    expect(await stored()).toEqual(['as voted'])
    await place.rooms.endFreezing(collab)
    const ben = place.guest('ben')
    await ben.synced()
    await ben.until(() => ben.seat?.mayEdit === true, 'seat')
    ben.text().insert(8, ' again')
    await ben.allSaved()
    expect(await stored()).toEqual(['as voted again'])
  })

  test('a text whose row says frozen opens frozen', async () => {
    await place.rooms.freeze(collab)
    await place.store.db.updateTable('document').set({ frozen_at: 5 }).where('id', '=', collab).execute()
    await place.restart()
    await place.rooms.endFreezing(collab)
    const ada = place.guest('ada')
    await ada.synced()
    expect(ada.seat?.mayEdit).toBe(false)
    await expect(place.rooms.write(collab, () => {})).rejects.toMatchObject({ refusal: { code: 'not-now' } })
  })

  test('what somebody wrote while away comes in when they are back, once', async () => {
    const ada = place.guest('ada')
    await ada.synced()
    ada.text().insert(0, 'before ')
    await ada.allSaved()
    await ada.leave()
    ada.text().insert(7, 'away ')
    const ben = place.guest('ben')
    await ben.synced()
    ben.text().insert(7, 'meanwhile ')
    await ben.allSaved()
    await place.restart()
    const back = place.guest('ada', ada.doc)
    await back.synced()
    await back.allSaved()
    const [words] = await stored()
    expect(words).toContain('away ')
    expect(words).toContain('meanwhile ')
    expect(words).toHaveLength('before away meanwhile '.length)
    expect(back.words()).toBe(words)
  })

  test('another member may not write under a client id that is taken', async () => {
    const ada = place.guest('ada')
    await ada.synced()
    ada.text().insert(0, 'mine')
    await ada.allSaved()
    const thief = new Y.Doc()
    thief.clientID = ada.doc.clientID
    await ada.leave()
    await place.restart()
    const ben = place.guest('ben', thief)
    await ben.synced()
    const text = ((thief.get('en', Y.XmlElement) as Y.XmlElement).get(0) as Y.XmlElement).get(0) as Y.XmlText
    thief.clientID = ada.doc.clientID
    text.insert(4, ' too')
    await ben.until(() => ben.closed !== null, 'closed')
    expect(ben.refused?.code).toBe('foreign-client')
    expect(await stored()).toEqual(['mine'])
  })

  test('a row that was changed on disk sets the text aside instead of serving it', async () => {
    const ada = place.guest('ada')
    await ada.synced()
    ada.text().insert(0, 'true')
    await ada.allSaved()
    await ada.leave()
    await place.rooms.close()
    const [row] = await listUpdates(place.store.db, collab, 1)
    const damaged = Uint8Array.from(row!.bytes)
    damaged[damaged.length - 1]! ^= 1
    // The log is append-only: the damage is done as a disk would do it, by a copy under another id.
    await place.store.db
      .insertInto('document')
      .values({ ...emptyDocument('01copy'), next_seq: 2, frozen_at: null })
      .execute()
    const copy = chained('', { seq: 1, member_id: null, client_id: 0, sha256: row!.sha256, at: 1 })
    await place.store.db
      .insertInto('doc_update')
      .values({ ...copy, document_id: '01copy', bytes: damaged })
      .execute()
    await expect(loadText(place.store.db, '01copy')).rejects.toThrow(/set aside/)
    await place.restart()
    await expect(place.rooms.read('01copy')).rejects.toThrow(/set aside/)
    const guest = new Guest({ url: place.url, collab: '01copy', cookie: 'ada' })
    await guest.until(() => guest.closed !== null, 'closed')
    expect(guest.closed?.code).toBe(1011)
    expect(guest.root().length).toBe(0)
    guest.socket.terminate()
  })

  test('after two hundred updates a snapshot is stored, and the text loads from it', async () => {
    const ada = place.guest('ada')
    await ada.synced()
    ada.text()
    // A question ends a stretch: each letter is a row.
    for (let at = 0; at < 210; at++, ada.ask()) ada.text().insert(at, String(at % 10))
    await ada.allSaved()
    const snapshots = () => place.store.db.selectFrom('doc_snapshot').select('upto_seq').execute()
    await expect.poll(async () => (await snapshots()).length).toBeGreaterThan(0)
    const loaded = await loadText(place.store.db, collab)
    expect(loaded?.snapshotSeq).toBeGreaterThan(0)
    expect((await stored())[0]).toBe(ada.words())
    await place.store.db.updateTable('doc_snapshot').set({ sha256: 'damaged' }).execute()
    expect((await loadText(place.store.db, collab))?.snapshotSeq).toBe(0)
    expect((await stored())[0]).toBe(ada.words())
  })

  test('a log that the store no longer takes ends in 1011, and what was not acknowledged comes back from the page', async () => {
    const ada = place.guest('ada')
    await ada.synced()
    ada.text().insert(0, 'kept')
    await ada.allSaved()
    // A writer that was not expected to be there, or a text that is frozen: this node must not go on.
    const stop = engine === 'sqlite' ? { next_seq: 50 } : { frozen_at: 3 }
    await place.store.db.updateTable('document').set(stop).where('id', '=', collab).execute()
    ada.text().insert(4, ' and more')
    const asked = ada.ask()
    await ada.until(() => ada.closed !== null, 'closed')
    expect(ada.closed?.code).toBe(1011)
    expect(ada.saved).toBeLessThan(asked)
    const rows = await listUpdates(place.store.db, collab, 0)
    await place.store.db
      .updateTable('document')
      .set({ next_seq: rows.length + 1, frozen_at: null })
      .where('id', '=', collab)
      .execute()
    const back = place.guest('ada', ada.doc)
    await back.synced()
    await back.allSaved()
    expect(await stored()).toEqual(['kept and more'])
  })

  test('the janitor names new paragraphs and gives each its twin, on disk', async () => {
    const ada = place.guest('ada')
    await ada.synced()
    ada.root().insert(1, [new Y.XmlElement('block')])
    await ada.until(() => ada.root('fr').length === 2, 'the twin')
    await ada.allSaved()
    const loaded = await loadText(place.store.db, collab)
    const { en, fr } = readTrees(loaded!.doc)
    expect(en.paragraphs.map((one) => one.pid)).toEqual(fr.paragraphs.map((one) => one.pid))
    expect(en.paragraphs.every((one) => one.pid !== '')).toBe(true)
  })
})
