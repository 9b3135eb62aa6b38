// Two nodes and somebody who means ill, or a node at fault: the others write on, and what they see is what is on disk.

import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { transact } from '#db/engine/transaction.ts'
import { limits } from '#server/live/limits.ts'
import { type Guest, showPresence } from '../guest.ts'
import { collab, type Place } from '../place.ts'
import { agree, arePairsHere, deaf, twoNodes, unheard } from './node-pair.ts'

/** A copy of what a page shows, under a client id of one's own choosing. */
function copyOf(guest: Guest, clientId: number): Y.Doc {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(guest.doc))
  doc.clientID = clientId
  return doc
}

async function opened(place: Place, who: string, doc?: Y.Doc): Promise<Guest> {
  const guest = place.guest(who, doc)
  await guest.synced()
  return guest
}

describe.skipIf(!arePairsHere)('two nodes and one who means ill', () => {
  test('the id under which a server writes does not become the id of who brings its words to the other node', async () => {
    const [one, two] = await twoNodes(deaf)
    const ada = await opened(one, 'ada')
    const there = await opened(two, 'ada')
    ada.root().insert(0, [new Y.XmlElement('block')])
    await ada.until(() => ada.root('fr').length === 2, 'the twin, by the server')
    await ada.allSaved()
    // Node two has not looked yet: to it these are words that nobody has written.
    Y.applyUpdate(there.doc, Y.encodeStateAsUpdate(ada.doc))
    there.text().insert(0, 'mine')
    const ben = await opened(two, 'ben')
    for (let at = 0; at < 3; at++) ada.root().insert(0, [new Y.XmlElement('block')])
    await agree(one, [ada, there, ben])
    expect(there.refused).toBeNull()
    const owners = await one.store.db.selectFrom('doc_client').selectAll().execute()
    expect(owners.map(({ client_id }) => client_id).toSorted()).toEqual(
      [ada.doc.clientID, there.doc.clientID].toSorted(),
    )
    const known = await sql<{ count: number }>`select count(*) as count from doc_update
      where member_id is null and client_id in (select client_id from doc_client)`.execute(one.store.db)
    expect(known.rows[0]?.count).toBe(0)
  })

  test('so many new client ids are taken of one socket, and the term stays where it is', async () => {
    const [one] = await twoNodes(unheard)
    const ada = await opened(one, 'ada')
    const term = async () => (await one.store.db.selectFrom('document').select('term').executeTakeFirstOrThrow()).term
    const before = await term()
    for (let at = 0; at <= limits.newClients && !ada.closed; at++) {
      ada.doc.clientID = 1_000 + at
      ada.text().insert(0, 'x')
      const asked = ada.ask()
      await ada.until(() => ada.closed !== null || ada.saved >= asked, 'saved or refused')
    }
    await ada.until(() => ada.closed !== null, 'closed')
    expect(ada.closed?.code).toBe(4429)
    expect(await term()).toBe(before)
  })

  test('one id on two sockets here and one there: all but the last are closed, and others stay', async () => {
    const [one, two] = await twoNodes()
    const [ada, ben] = [await opened(one, 'ada'), await opened(one, 'ben')]
    ada.text().insert(0, 'first')
    await ada.allSaved()
    const id = ada.doc.clientID
    const twin = await opened(one, 'ada', copyOf(ada, id))
    twin.text().delete(0, 1)
    await twin.allSaved()
    const there = await opened(two, 'ada', copyOf(twin, id))
    there.text().insert(0, 'there ')
    for (let at = 0; at < 40 && !ada.closed; at++) {
      ada.text().insert(0, 'a')
      ben.text().insert(ben.words().length, 'b')
      await ben.allSaved()
    }
    await ada.until(() => ada.closed !== null, 'closed')
    // What who means ill shows themselves is their own affair: two of their pages said different things under one id.
    await agree(two, [ben, await opened(two, 'rex')])
    expect(ben.closed).toBeNull()
  })
})

describe.skipIf(!arePairsHere)('two nodes and one who takes ids of others', () => {
  const waitingIn = async ({ store }: Place) => {
    const { rows } = await sql<{ count: number }>`select count(*) as count from pg_stat_activity
      where wait_event_type = 'Lock' and datname = current_database()`.execute(store.db)
    return Number(rows[0]?.count)
  }
  const owners = async ({ store }: Place) =>
    (await store.db.selectFrom('doc_client').select(['client_id', 'member_id']).execute()).map((row) => [
      row.client_id,
      row.member_id,
    ])

  test('a refused change of somebody who may only suggest leaves the client id to whoever comes', async () => {
    const [one, two] = await twoNodes(unheard)
    two.seats.set('rex', { ...two.seats.get('rex')!, maySuggest: true })
    const ada = await opened(one, 'ada')
    const rex = await opened(two, 'rex', copyOf(ada, ada.doc.clientID))
    rex.root().insert(0, [new Y.XmlElement('block')])
    await rex.until(() => rex.closed !== null, 'closed')
    expect(rex.refused?.code).toBe('not-a-suggestion')
    expect(await owners(one)).toEqual([])
    ada.text().insert(0, 'mine')
    await agree(one, [ada])
    expect(await owners(one)).toEqual([[ada.doc.clientID, 'ada']])
  })

  test('a right that is withdrawn while the log is looked at is gone when the change is taken', async () => {
    const [one] = await twoNodes(unheard)
    const ada = await opened(one, 'ada')
    const [locked, unlock] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const locking = transact(one.store, 1, async ({ q }) => {
      await sql`lock table doc_client in exclusive mode`.execute(q)
      locked.resolve()
      await unlock.promise
    })
    await locked.promise
    ada.root().insert(0, [new Y.XmlElement('block')])
    await expect.poll(async () => (await waitingIn(one)) > 0).toBe(true)
    const answer = Promise.withResolvers<void>()
    one.seats.set('ada', { ...one.seats.get('ada')!, mayEdit: false })
    one.answerSeat = (found) => answer.promise.then(() => found)
    const reseated = one.rooms.reseat({ memberId: 'ada' })
    unlock.resolve()
    await locking
    await expect.poll(() => owners(one)).toHaveLength(1)
    const { seq } = await one.rooms.read(collab)
    answer.resolve()
    await reseated
    await ada.until(() => ada.closed !== null, 'closed')
    expect(ada.refused?.code).toBe('read-only')
    expect((await one.rooms.read(collab)).seq).toBe(seq)
  })

  test('an editor does not write first under the id of a person who is shown at the other node', async () => {
    const [one, two] = await twoNodes()
    const [ada, ben] = [await opened(one, 'ada'), await opened(two, 'ben')]
    showPresence(ada)
    await ben.until(() => ben.present.has(ada.doc.clientID), 'ada is shown at two')
    const taker = await opened(two, 'ben', copyOf(ada, ada.doc.clientID))
    taker.text().insert(0, 'taken')
    await taker.until(() => taker.closed !== null, 'closed')
    expect(taker.refused?.code).toBe('foreign-client')
    ada.text().insert(0, 'mine')
    await agree(one, [ada, ben])
    expect(await owners(one)).toEqual([[ada.doc.clientID, 'ada']])
  })
})

describe.skipIf(!arePairsHere)('two nodes and one at fault', () => {
  test('a room that could not be given its place leaves no second one behind', async () => {
    const [one] = await twoNodes(unheard)
    await one.restart()
    await one.store.db.executeQuery(sql`alter table document rename column keeper to kept_away`.compile(one.store.db))
    const refused = one.guest('ada')
    await refused.until(() => refused.closed !== null, 'closed')
    await one.store.db.executeQuery(sql`alter table document rename column kept_away to keeper`.compile(one.store.db))
    const [ada, rex] = [await opened(one, 'ada'), await opened(one, 'rex')]
    ada.text().insert(0, 'x')
    await agree(one, [ada, rex])
    one.seats.delete('rex')
    await one.rooms.reseat({})
    await rex.until(() => rex.closed !== null, 'closed')
    expect(rex.closed?.code).toBe(4403)
  })

  test('what was frozen at one and thawed at the other goes on at both', async () => {
    const [one, two] = await twoNodes()
    const [ada, ben] = [await opened(one, 'ada'), await opened(two, 'ben')]
    const { uptoSeq } = await one.rooms.freeze(collab)
    const setFrozen = (at: number | null) =>
      transact(one.store, 1, ({ q }) =>
        q.updateTable('document').set({ frozen_at: at, held_by: null, held_until: null }).execute(),
      )
    await setFrozen(5)
    await one.rooms.endFreezing(collab)
    await ben.until(() => ben.seat?.mayEdit === false, 'frozen')
    await setFrozen(null)
    await two.rooms.endFreezing(collab)
    await ada.until(() => ada.seat?.mayEdit === true, 'thawed at one')
    await ben.until(() => ben.seat?.mayEdit === true, 'thawed at two')
    ada.text().insert(0, 'a')
    ben.text().insert(0, 'b')
    await agree(one, [ada, ben])
    expect((await one.rooms.read(collab)).seq).toBeGreaterThan(uptoSeq)
  })

  test('a freezing that is refused because another node is at it tells nobody that they may write', async () => {
    const [one, two] = await twoNodes()
    const ben = await opened(two, 'ben')
    await one.rooms.freeze(collab)
    await expect(two.rooms.freeze(collab)).rejects.toMatchObject({ refusal: { code: 'not-now' } })
    await ben.until(() => ben.seat?.mayEdit === false, 'frozen')
    await expect(two.rooms.write(collab, () => {})).rejects.toMatchObject({ refusal: { code: 'not-now' } })
    await one.rooms.endFreezing(collab)
    await ben.until(() => ben.seat?.mayEdit === true, 'thawed')
  })
})
