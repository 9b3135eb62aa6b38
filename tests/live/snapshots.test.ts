// Snapshots are replayed in a thread of their own; what goes wrong there costs a snapshot and no word.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { listUpdates } from '#db/texts/documents.ts'
import { soleTenure } from '#server/live/nodes/tenure.ts'
import { Ledger } from '#server/live/text/ledger.ts'
import { LiveText } from '#server/live/text/live-text.ts'
import { Replayer } from '#server/live/text/snapshots/replayer.ts'
import { Snapshots, storeSnapshot } from '#server/live/text/snapshots.ts'
import { type LoadedText, loadText } from '#server/live/text/stored-text.ts'
import { openLog } from '#server/log.ts'
import { keepSnapshots } from '#server/workflows/record/kept-snapshots.ts'
import { engines } from '#tests/support/store.ts'
import { emptyDocument } from '#tests/support/text-rows.ts'
import { collab, openPlace, type Place } from './place.ts'

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

  const snapshots = () => place.store.db.selectFrom('doc_snapshot').select(['upto_seq', 'sha256']).execute()
  const load = async () => (await loadText(place.store.db, collab)) as LoadedText

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
