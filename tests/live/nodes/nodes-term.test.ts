// What waits in a journal while the term moves on: none of it is written under a right that has gone over to another
// node.

import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import { listRows } from '#db/texts/documents.ts'
import { bringHome, listStandings } from '#db/texts/node-leases.ts'
import { openSilence } from '#server/live/nodes/bus.ts'
import { type Made, SharedTenure } from '#server/live/nodes/tenure.ts'
import { type Entry, Journal } from '#server/live/text/journal.ts'
import { Ledger } from '#server/live/text/ledger.ts'
import { collab, openPlace } from '../place.ts'
import { arePairsHere } from './node-pair.ts'

/** A node that writes for `ada` (client id 1) and for `ben` (2) to a text that no room of this process has open. */
async function writingNode() {
  const place = await openPlace('postgresql', openSilence('one', false))
  onTestFinished(() => place.close())
  await place.rooms.close()
  const { store } = place
  const needs = { store, clock: () => 1, bus: openSilence('one', false), collab }
  const [standing] = await listStandings(store.db, 'one', [collab])
  const tenure = new SharedTenure(needs, standing?.term ?? 0)
  await tenure.bringHome('ada', [1])
  await tenure.bringHome('ben', [2])
  const journal = new Journal<Entry & Made>({
    ...{ ledger: new Ledger(needs), documentId: collab, seq: (standing?.nextSeq ?? 1) - 1, head: '' },
    fence: () => tenure.fence,
    onStored: () => {},
    onBehind: () => {},
    onRefused: (made) => tenure.mayTryAgain(made),
    onFailed: () => {},
  })
  return { store, journal }
}

describe.skipIf(!arePairsHere)('a journal whose term has passed', () => {
  test.each([
    ['words under a client id that was taken away', { clients: [1], isTending: false }],
    ['what a keeper tidied that keeps the text no more', { clients: [], isTending: true }],
  ] as const)('does not write %s behind what may be tried again', async (_what, stale) => {
    const { store, journal } = await writingNode()
    await bringHome(store.db, 1, { documentId: collab, node: 'two', memberId: 'ada', clientIds: [1] })
    const entry = { update: Y.encodeStateAsUpdate(new Y.Doc()), memberId: null, leases: [], at: 0 }
    journal.append({ ...entry, clientId: 2, clients: [2], isTending: false })
    // The first is on its way when the other comes.
    await Promise.resolve()
    journal.append({ ...entry, clientId: 9, ...stale })
    await expect(journal.flush()).rejects.toThrow('the log was not stored')
    expect((await listRows(store.db, collab, 0)).filter(({ client_id }) => client_id === 9)).toEqual([])
  })
})
