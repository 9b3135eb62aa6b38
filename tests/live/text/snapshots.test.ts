// Snapshots are replayed in a thread of their own; what goes wrong there costs a snapshot and no word.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { transact } from '#db/engine/transaction.ts'
import { listUpdates } from '#db/texts/documents.ts'
import { insertVersion } from '#db/versions/versions.ts'
import { soleTenure } from '#server/live/nodes/tenure.ts'
import { hashOf } from '#server/live/text/journal.ts'
import { Ledger } from '#server/live/text/ledger.ts'
import { LiveText } from '#server/live/text/live-text.ts'
import { Replayer } from '#server/live/text/snapshots/replayer.ts'
import { Snapshots, storeSnapshot } from '#server/live/text/snapshots.ts'
import { type LoadedText, loadText } from '#server/live/text/stored-text.ts'
import { openLog } from '#server/log.ts'
import { keepSnapshots } from '#server/workflows/record/kept-snapshots.ts'
import { appendRow, emptyDocument } from '#tests/support/documents/text-rows.ts'
import { engines } from '#tests/support/store.ts'
import { inTheHandsOf } from '#tests/support/tampering.ts'
import { collab, openPlace, type Place } from '../place.ts'

describe.each(engines)('snapshots on %s', (engine) => {
  let place: Place
  let replayer: Replayer

  beforeEach(async () => {
    place = await openPlace(engine)
    await place.rooms.close()
    replayer = new Replayer(place.store.where)
  })

  afterEach(async () => {
    await replayer.end()
    await place.close()
  })

  const snapshots = () =>
    place.store.db.selectFrom('doc_snapshot').select(['upto_seq', 'sha256']).orderBy('upto_seq').execute()
  const load = async () => (await loadText(place.store.db, collab)) as LoadedText

  /** One row of the log, as a room would append it. */
  async function add(doc: Y.Doc, edit: () => void): Promise<void> {
    const before = Y.encodeStateVector(doc)
    doc.transact(edit)
    const bytes = Y.encodeStateAsUpdate(doc, before)
    const row = { member_id: null, client_id: doc.clientID, bytes, sha256: hashOf(bytes), at: 4 }
    await appendRow(place.store.db, collab, row)
  }

  /** A dossier whose text this is, and a version of it that ends at `uptoSeq`. */
  async function freeze(uptoSeq: number): Promise<void> {
    const of = { created_by: 'ada', at: 4 }
    const bytes = Uint8Array.of(1)
    await transact(place.store, 4, async (tx) => {
      await tx.q.insertInto('reference').values({ year: 2026, number: 1, taken_at: 4 }).execute()
      await tx.q
        .insertInto('dossier')
        .values({
          ...{ id: '01dossier', kind: 'opinion', title_en: 'A', title_fr: 'B', state: 'drafting', class: 'internal' },
          ...{ ref_year: 2026, ref_number: 1, document_id: collab, meeting_id: null, created_by: 'ada', created_at: 4 },
        })
        .execute()
      await insertVersion(tx, {
        ...{ id: '01version', dossier_id: '01dossier', number: 1, upto_seq: uptoSeq, ...of },
        ...{ canonical_en: bytes, canonical_fr: bytes, sha256_en: 'x', sha256_fr: 'x', sha256: 'x' },
      })
    })
  }

  test('what is stored is what the log gives, once', async () => {
    const { doc, seq } = await load()
    const stored = await storeSnapshot({ keepSnapshot: keepSnapshots(place.store, () => 5), replayer }, collab)
    expect(stored?.seq).toBe(seq)
    expect(stored?.whole).toEqual(Y.encodeStateAsUpdate(doc))
    expect(await snapshots()).toEqual([{ upto_seq: seq, sha256: stored?.sha256 }])
    expect(Uint8Array.from((await load()).whole ?? [])).toEqual(stored?.whole)
    expect(await storeSnapshot({ keepSnapshot: keepSnapshots(place.store, () => 6), replayer }, collab)).toEqual({
      ...stored,
      snapshotSeq: seq,
    })
    expect(await snapshots()).toHaveLength(1)
    expect(await replayer.replay('none')).toBeNull()
  })

  test('of many snapshots the last two are kept, and the one before each version', async () => {
    const { doc } = await load()
    const words = new Y.XmlText()
    const block = (doc.get('en', Y.XmlElement) as Y.XmlElement).get(0) as Y.XmlElement
    const written: number[] = []
    for (let at = 0; at < 9; at++) {
      await add(doc, () => (at === 0 ? block.insert(0, [words]) : words.insert(0, 'a')))
      written.push(
        (await storeSnapshot({ keepSnapshot: keepSnapshots(place.store, () => 5), replayer }, collab))?.seq ?? 0,
      )
      // One edit later than the snapshot: that one is the nearest from which it can be read.
      if (at === 3) await add(doc, () => words.insert(0, 'b'))
      if (at === 3) await freeze((written[3] ?? 0) + 1)
    }
    expect((await snapshots()).map((one) => one.upto_seq)).toEqual([written[3], written[7], written[8]])
    expect((await load()).snapshotSeq).toBe(written[8])
    expect(Y.encodeStateVector((await load()).doc)).toEqual(Y.encodeStateVector(doc))
  })

  test('a room does not serve a snapshot that somebody changed, with its hash renewed', async () => {
    const { doc } = await load()
    const block = (doc.get('en', Y.XmlElement) as Y.XmlElement).get(0) as Y.XmlElement
    await add(doc, () => block.insert(0, [new Y.XmlText('true words')]))
    await storeSnapshot({ keepSnapshot: keepSnapshots(place.store, () => 5), replayer }, collab)
    const changed = Buffer.from(Y.encodeStateAsUpdate(doc))
    changed.write('fake words', changed.indexOf('true words'))
    await inTheHandsOf(place.store, 'doc_snapshot')
    await place.store.db
      .updateTable('doc_snapshot')
      .set({ bytes: changed, sha256: hashOf(changed) })
      .execute()
    const { snapshotSeq, doc: served } = await load()
    expect(served.get('en', Y.XmlElement).toString()).toContain('true words')
    expect(snapshotSeq).toBe(0)
  })

  test('a log that is broken, and a thread that ends, fail the one who asked and nobody else', async () => {
    const rows = await listUpdates(place.store.db, collab, 0)
    await place.store.db
      .insertInto('document')
      .values({ ...emptyDocument('01broken'), next_seq: 3, frozen_at: null })
      .execute()
    const broken = storeSnapshot({ keepSnapshot: keepSnapshots(place.store, () => 5), replayer }, '01broken')
    const sound = replayer.replay(collab)
    await expect(broken).rejects.toThrow(/set aside/)
    expect((await sound)?.seq).toBe(rows.at(-1)?.seq)
    const asked = replayer.replay(collab).catch((error: Error) => error.message)
    await replayer.end()
    expect(await asked).toSatisfy((end: unknown) => typeof end === 'object' || /has ended/.test(String(end)))
    await expect(replayer.readAlike(Uint8Array.of(9), Uint8Array.of(9))).rejects.toThrow()
    expect((await replayer.replay(collab))?.seq).toBe(rows.at(-1)?.seq)
    expect(await snapshots()).toEqual([])
    expect(await listUpdates(place.store.db, collab, 0)).toEqual(rows)
  })

  // As the only writer; beside other nodes the same code compares.
  // On either engine it is the same work; alone on SQLite no tenure must be made for it.
  if (engine === 'sqlite')
    test('a live text that is not what its log gives is given up', async () => {
      const ledger = new Ledger({ store: place.store, clock: () => 5 })
      const onDiffering = vi.fn()
      const loaded = await load()
      const text = new LiveText(loaded, {
        ledger,
        tenure: soleTenure,
        mint: () => 'none',
        documentId: collab,
        onStored: () => {},
        onBehind: () => {},
        onFailed: () => {},
      })
      const log = openLog('silent')
      const of = {
        keepSnapshot: keepSnapshots(place.store, () => Date.now()),
        ledger,
        clock: () => Date.now(),
        log,
        collab,
        text,
        seq: loaded.seq,
        onDiffering,
      }
      const block = (text.doc.get('en', Y.XmlElement) as Y.XmlElement).get(0) as Y.XmlElement
      const words = new Y.XmlText()
      text.edit(() => block.insert(0, [words]))
      const write = async () => {
        for (let at = 0; at < 200; at++) text.edit(() => words.insert(0, 'a'))
        await text.journal.flush()
      }
      try {
        await write()
        new Snapshots(of).consider()
        await expect.poll(snapshots).toHaveLength(1)
        await write()
        // As if Yjs had read the same updates differently: as many units, other words.
        const content = words._start?.content as Y.ContentString
        content.str = content.str.replace('a', 'b')
        new Snapshots(of).consider()
        await expect.poll(() => onDiffering.mock.calls).toHaveLength(1)
      } finally {
        await ledger.endQuiet()
      }
    })
})
