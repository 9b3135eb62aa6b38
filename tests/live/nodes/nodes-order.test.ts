// What one node still has in hand while another goes on: none of it is taken twice, out of order, or under a right that
// has gone over.

import { describe, expect, onTestFinished, test } from 'vitest'
import * as Y from 'yjs'
import type { Store } from '#db/engine/open.ts'
import { transact } from '#db/engine/transaction.ts'
import { appendAmongNodes } from '#db/texts/appends.ts'
import { listRows } from '#db/texts/documents.ts'
import {
  bringHome,
  holdText,
  keepTexts,
  leaveText,
  letGoOfText,
  listHomes,
  listKept,
  listStandings,
} from '#db/texts/node-leases.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { pidsOf, tend } from '#server/document/writing/janitor.ts'
import { openSilence } from '#server/live/nodes/bus.ts'
import { SharedTenure } from '#server/live/nodes/tenure.ts'
import { Room } from '#server/live/room.ts'
import { Allowance } from '#server/live/text/allowance.ts'
import { hashOf } from '#server/live/text/journal.ts'
import { Ledger } from '#server/live/text/ledger.ts'
import { loadText } from '#server/live/text/stored-text.ts'
import { openLog } from '#server/log.ts'
import { collab, openPlace } from '../place.ts'
import { agree, arePairsHere, twoNodes, unheard } from './node-pair.ts'

/** A room of a third node, which has read the text but does not follow it by itself. */
async function roomOf(store: Store) {
  const bus = openSilence('three')
  let minted = 0
  const needs = {
    ...{ store, bus, clock: () => Date.now(), log: openLog('silent') },
    mint: () => `02${(++minted).toString(36).padStart(24, '0')}`,
    seatOf: async () => null,
    onChanged: () => {},
    keepSnapshot: async () => {},
  }
  const [loaded, [standing]] = [await loadText(store.db, collab), await listStandings(store.db, 'three', [collab])]
  if (!loaded || !standing) throw new Error('no text')
  const ledger = new Ledger(needs)
  const tenure = new SharedTenure({ ...needs, collab }, standing.term)
  const allowance = new Allowance(needs.clock)
  const room = new Room({ ...{ collab, loaded, isFrozen: false }, needs, ledger, tenure, allowance, onGone: () => {} })
  onTestFinished(() => room.close())
  return room
}

async function loadedDoc(store: Store): Promise<Y.Doc> {
  const loaded = await loadText(store.db, collab)
  if (!loaded) throw new Error('no text')
  return loaded.doc
}

/** A text that no room of this process has open, and appends to it by hand. */
async function fenced() {
  const place = await openPlace('postgresql', openSilence('one', false))
  onTestFinished(() => place.close())
  await place.rooms.close()
  const { store } = place
  const append = (node: string, term: number, bytes = Y.encodeStateAsUpdate(new Y.Doc())) => {
    const updates = [{ member_id: null, client_id: 7, bytes, sha256: hashOf(bytes) }]
    return appendAmongNodes(store, 1, { documentId: collab, updates }, { node, term })
  }
  const standing = async (node: string) => (await listStandings(store.db, node, [collab]))[0]
  const term = async () => (await standing('one'))?.term ?? 0
  return { store, append, standing, term }
}

describe.skipIf(!arePairsHere)('what a node has in hand', () => {
  test.each(['takes over', 'freezes'] as const)(
    'a node that %s reads what the last keeper named first',
    async (what) => {
      const { store, append, term } = await fenced()
      const person = await loadedDoc(store)
      const insertedBefore = Y.encodeStateVector(person)
      ;(person.get('en', Y.XmlElement) as Y.XmlElement).insert(0, [new Y.XmlElement('block')])
      await append('one', await term(), Y.encodeStateAsUpdate(person, insertedBefore))
      const room = await roomOf(store)
      // The last keeper gets as far as this, and the third node has read all but this.
      const keeper = await loadedDoc(store)
      const namedBefore = Y.encodeStateVector(keeper)
      tend(keeper, () => `09${'0'.repeat(24)}`, { known: pidsOf(keeper) })
      await append('one', await term(), Y.encodeStateAsUpdate(keeper, namedBefore))
      const before = await listRows(store.db, collab, 0)
      if (what === 'freezes') await room.freeze()
      else {
        const kept = await keepTexts(store.db, 'three', { ids: [collab], isAnew: true, isHasty: false })
        await room.keep(kept.get(collab) ?? null)
      }
      await room.read()
      const { en, fr } = readTrees(await loadedDoc(store))
      expect(en.paragraphs.map(({ pid }) => pid)[0]).toBe(`09${'0'.repeat(24)}`)
      expect(fr.paragraphs.map(({ pid }) => pid)).toEqual(en.paragraphs.map(({ pid }) => pid))
      expect(await listRows(store.db, collab, 0)).toHaveLength(before.length)
    },
  )

  test('who asks this node reads what was written at another, whether it was told of it or not', async () => {
    const { store, append, term } = await fenced()
    const room = await roomOf(store)
    const person = await loadedDoc(store)
    const before = Y.encodeStateVector(person)
    ;(person.get('en', Y.XmlElement) as Y.XmlElement).insert(0, [new Y.XmlElement('block')])
    await append('one', await term(), Y.encodeStateAsUpdate(person, before))
    expect((await room.read()).trees.en.paragraphs).toHaveLength(2)
    await append('one', await term())
    const { seq } = await room.write(() => {})
    expect(await listRows(store.db, collab, seq)).toEqual([])
  })

  test('a row that does not fit ends the room, whoever was waiting for it', async () => {
    const { store, append, term } = await fenced()
    const room = await roomOf(store)
    const elsewhere = new Y.Doc()
    const root = elsewhere.get('en', Y.XmlElement) as Y.XmlElement
    root.insert(0, [new Y.XmlElement('block')])
    const unsaid = Y.encodeStateVector(elsewhere)
    root.insert(1, [new Y.XmlElement('block')])
    await append('one', await term(), Y.encodeStateAsUpdate(elsewhere, unsaid))
    await expect(room.read()).rejects.toThrow('pending')
    expect(room.isGone).toBe(true)
  })

  test('words said as the line opens follow those that the page comes with, though it is brought home first', async () => {
    const [one, two] = await twoNodes(unheard)
    const ada = one.guest('ada')
    await ada.synced()
    ada.text().insert(0, 'first')
    await ada.allSaved()
    await ada.leave()
    ada.text().insert(0, 'unsaid ')
    const there = two.guest('ada', ada.doc)
    there.socket.once('open', () => {
      there.text().delete(0, 3)
      there.text().insert(0, 'S')
    })
    await there.synced()
    await agree(two, [there])
    expect(there.refused).toBeNull()
    expect(there.words()).toBe('Said first')
  })

  test('a client id that was taken away cannot write after another was brought home', async () => {
    const [one, two] = await twoNodes(unheard)
    const [ada, ben] = [one.guest('ada'), one.guest('ben')]
    await Promise.all([ada.synced(), ben.synced()])
    ada.text().insert(0, 'first')
    await ada.allSaved()
    const twin = new Y.Doc()
    Y.applyUpdate(twin, Y.encodeStateAsUpdate(ada.doc))
    twin.clientID = ada.doc.clientID
    const other = two.guest('ada', twin)
    await other.synced()
    other.text().delete(0, 1)
    other.text().insert(0, 'other F')
    await other.allSaved()
    // Node one has not looked yet, and moves the term itself.
    ben.text().insert(5, '.')
    ada.text().insert(5, ' stale and longer than the other')
    const asked = ada.ask()
    await ada.until(() => ada.closed !== null, 'closed')
    expect(ada.saved).toBeLessThan(asked)
    await agree(two, [other])
    expect(other.words()).not.toContain('stale')
  })
})

describe.skipIf(!arePairsHere)('the fence', () => {
  test('an append of an older term writes nothing', async () => {
    const { store, append, term } = await fenced()
    const before = await term()
    const home = { documentId: collab, node: 'one', memberId: 'ada', clientIds: [2, 1] }
    expect((await bringHome(store.db, 1, home)).term).toBeNull()
    expect(await append('one', before)).not.toBeNull()
    expect((await bringHome(store.db, 1, { ...home, node: 'two' })).term).toBe(before + 1)
    expect((await bringHome(store.db, 1, { ...home, node: 'two' })).term).toBeNull()
    expect(await append('one', before)).toBeNull()
    expect(await append('one', before + 1)).not.toBeNull()
  })

  test('a term that a node moves itself does not hide that a client id was taken away before', async () => {
    const { store, append } = await fenced()
    const needs = { store, clock: () => 1, bus: openSilence('one', false), collab }
    const tenure = new SharedTenure(needs, (await listStandings(store.db, 'one', [collab]))[0]?.term ?? 0)
    const made = (client: number) => [{ clients: [client], isTending: false }]
    await tenure.bringHome('ada', [1])
    await bringHome(store.db, 1, { documentId: collab, node: 'two', memberId: 'ben', clientIds: [2] })
    expect(await append('one', tenure.fence?.term ?? 0)).not.toBeNull()
    await bringHome(store.db, 1, { documentId: collab, node: 'two', memberId: 'ada', clientIds: [1] })
    await tenure.bringHome('ben', [2])
    expect(tenure.away([1, 2])).toEqual([])
    expect(await append('one', tenure.fence?.term ?? 0)).toBeNull()
    expect(await tenure.mayTryAgain(made(1))).toBe(false)
    expect(await tenure.mayTryAgain(made(2))).toBe(true)
    expect(await append('one', tenure.fence?.term ?? 0)).not.toBeNull()
  })

  test('what a keeper tidied is not tried again when it keeps the text no more, whatever answer comes late', async () => {
    const { store, term } = await fenced()
    const needs = { store, clock: () => 1, bus: openSilence('one', false), collab }
    const keep = async (node: string) =>
      (await keepTexts(store.db, node, { ids: [collab], isAnew: true, isHasty: false })).get(collab)
    const before = await term()
    const tenure = new SharedTenure(needs, before)
    const since = (await keep('one')) ?? null
    tenure.keep(since)
    const tended = [{ clients: [], isTending: true }]
    expect(await tenure.mayTryAgain(tended)).toBe(true)
    await leaveText(store.db, 'one', collab)
    await keep('two')
    expect(await tenure.mayTryAgain(tended)).toBe(false)
    tenure.keep(since)
    expect(tenure.isKeeper).toBe(false)
  })

  test('a client id of somebody else stays theirs, and where it was', async () => {
    const { store } = await fenced()
    await bringHome(store.db, 1, { documentId: collab, node: 'two', memberId: 'ada', clientIds: [1] })
    const { homes } = await bringHome(store.db, 1, {
      documentId: collab,
      node: 'one',
      memberId: 'ben',
      clientIds: [1, 2],
    })
    const byId = homes.toSorted((a, b) => a.clientId - b.clientId)
    expect(byId).toEqual([
      { clientId: 1, memberId: 'ada', node: 'two', isNew: false },
      { clientId: 2, memberId: 'ben', node: 'one', isNew: true },
    ])
    const again = await bringHome(store.db, 1, { documentId: collab, node: 'one', memberId: 'ada', clientIds: [1] })
    expect(again.homes).toEqual([{ clientId: 1, memberId: 'ada', node: 'one', isNew: false }])
  })

  test('a client id of two nodes that bring it home at the same moment is at the one that came last, and the term has moved', async () => {
    const { store, term } = await fenced()
    const before = await term()
    const bring = (node: string) =>
      bringHome(store.db, 1, { documentId: collab, node, memberId: 'ada', clientIds: [1, 2, 3] })
    const brought = await Promise.all([bring('one'), bring('two')])
    const moved = brought.filter((one) => one.term !== null)
    expect(moved).toHaveLength(1)
    expect(await term()).toBe(before + 1)
    const [home] = await listHomes(store.db, collab, [1])
    expect(moved[0]?.homes[0]?.node).toBe(home?.node)
  })

  test('a client id of a server is nobody’s, whoever comes with it', async () => {
    const { store, append, term } = await fenced()
    await append('one', await term())
    const { homes } = await bringHome(store.db, 1, {
      documentId: collab,
      node: 'two',
      memberId: 'ada',
      clientIds: [7, 8],
    })
    expect(homes.map(({ clientId }) => clientId)).toEqual([8])
    expect(await listHomes(store.db, collab, [7])).toEqual([])
  })

  test('who keeps a text goes on without moving the term, unless it begins anew; another waits until it has left', async () => {
    const { store, append, term } = await fenced()
    const keep = async (node: string, isAnew: boolean) =>
      (await keepTexts(store.db, node, { ids: [collab], isAnew, isHasty: false })).get(collab) ?? null
    const first = await keep('one', false)
    expect(first).toBe(await term())
    expect(await keep('one', false)).toBe(first)
    expect(await keep('two', true)).toBeNull()
    expect(await keep('one', true)).toBe((first ?? 0) + 1)
    expect(await append('one', first ?? 0)).toBeNull()
  })

  test('who is in a hurry passes by a text that is being written to, and knows that it still keeps it', async () => {
    const { store } = await fenced()
    const keep = () => keepTexts(store.db, 'one', { ids: [collab], isAnew: false, isHasty: true })
    expect([...(await keep()).keys()]).toEqual([collab])
    await transact(store, 1, async (tx) => {
      await tx.q.selectFrom('document').select('id').where('id', '=', collab).forUpdate().execute()
      expect([...(await keep()).keys()]).toEqual([])
      expect([...(await listKept(store.db, 'one', [collab])).keys()]).toEqual([collab])
      expect([...(await listKept(store.db, 'two', [collab])).keys()]).toEqual([])
    })
  })

  test('nobody but the holder appends, whatever the term', async () => {
    const { store, append, standing } = await fenced()
    const held = await holdText(store.db, 'one', collab)
    expect(await append('two', held?.term ?? 0)).toBeNull()
    expect(await holdText(store.db, 'two', collab)).toBeNull()
    expect(await standing('two')).toMatchObject({ isStopped: true, isKeeper: false })
    expect(await append('one', held?.term ?? 0)).not.toBeNull()
    await letGoOfText(store.db, 'one', collab)
    expect(await append('two', held?.term ?? 0)).not.toBeNull()
  })
})
