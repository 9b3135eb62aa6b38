// Two nodes on one PostgreSQL, with a real Redis between them and without: what people write on both is one text.

import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { findDocument, listClients } from '#db/texts/documents.ts'
import { numbersOf } from '#server/document/numbering/number.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { encode, type Guest } from '../guest.ts'
import { collab, type Place } from '../place.ts'
import { agree, arePairsHere, overRedis, twoNodes, unheard } from './node-pair.ts'

/** As pages do: whoever is asked to come back does, until all that it brings is saved. */
async function comeTo(place: Place, doc: Y.Doc): Promise<Guest> {
  for (;;) {
    const guest = place.guest('ada', doc)
    await guest.until(() => guest.isSynced || guest.closed !== null, 'synced')
    const asked = guest.ask()
    await guest.until(() => guest.saved >= asked || guest.closed !== null, 'saved')
    if (guest.closed === null) return guest
    expect(guest.closed.code).toBe(1012)
    await guest.leave()
  }
}

describe.skipIf(!arePairsHere)('two nodes', () => {
  test.each([
    ['over Redis', () => overRedis(randomUUID())],
    ['that do not hear each other', () => unheard],
  ] as const)('%s: two people write at once and read the same', async (_how, busOf) => {
    const [one, two] = await twoNodes(busOf())
    const [ada, ben] = [one.guest('ada'), two.guest('ben')]
    await Promise.all([ada.synced(), ben.synced()])
    for (let at = 0; at < 60; at++) {
      ada.text().insert(0, 'a')
      ben.text().insert(ben.text().length, 'b')
      if (at % 7 === 0) await Promise.all([ada.allSaved(), ben.allSaved()])
    }
    await agree(one, [ada, ben])
    expect([...ada.words()].filter((letter) => letter === 'a')).toHaveLength(60)
    expect([...ada.words()].filter((letter) => letter === 'b')).toHaveLength(60)
  })

  test('a paragraph that is made on either is named once, and gets one twin', async () => {
    const [one, two] = await twoNodes()
    const [ada, ben] = [one.guest('ada'), two.guest('ben')]
    await Promise.all([ada.synced(), ben.synced()])
    for (let at = 0; at < 8; at++) {
      ada.root().insert(0, [new Y.XmlElement('block')])
      ben.root('fr').insert(ben.root('fr').length, [new Y.XmlElement('block')])
    }
    await ada.until(() => ada.root('fr').length === 17 && ada.root().length === 17, 'all twins')
    await agree(one, [ada, ben])
    const { en, fr } = readTrees(ada.doc)
    const pids = en.paragraphs.map(({ pid }) => pid)
    expect(pids).toHaveLength(17)
    expect(new Set(pids).size).toBe(17)
    expect(pids).not.toContain('')
    expect(fr.paragraphs.map(({ pid }) => pid)).toEqual(pids)
    // Whoever seeded the text goes on keeping it, and nobody else tidies.
    const tidiers = one.store.db.selectFrom('doc_update').select('client_id').distinct().where('member_id', 'is', null)
    expect(await tidiers.execute()).toHaveLength(1)
  })

  test('whoever keeps the text when its keeper leaves goes on naming', async () => {
    const [one, two] = await twoNodes()
    const [ada, ben] = [one.guest('ada'), two.guest('ben')]
    await Promise.all([ada.synced(), ben.synced()])
    await ada.leave()
    await one.rooms.close()
    ben.root().insert(1, [new Y.XmlElement('block')])
    await ben.until(() => ben.root('fr').length === 2, 'the twin')
    await agree(two, [ben])
  })

  test('a page that goes over to the other node brings what it had not said, and what that one has not read', async () => {
    const [one, two] = await twoNodes(unheard)
    const [ada, ben, rex] = [one.guest('ada'), one.guest('ben'), one.guest('rex')]
    await Promise.all([ada.synced(), ben.synced(), rex.synced()])
    const there = two.guest('rex')
    await there.synced()
    for (let at = 0; at < 20; at++) {
      ben.text().insert(0, 'b')
      await ben.allSaved()
      await ada.until(() => ada.words().length === 3 * at + 1, 'the word of ben')
      ada.text().insert(ada.words().length, 'aa')
    }
    await ada.allSaved()
    await Promise.all([ada.leave(), rex.leave()])
    ada.text().insert(0, 'unsaid ')
    // What ada has of ben is in the log, and may not have been read at the other node when she comes.
    const [adaThere, rexThere] = [two.guest('ada', ada.doc), two.guest('rex', rex.doc)]
    await Promise.all([adaThere.synced(), rexThere.synced()])
    adaThere.text().insert(0, 'A')
    await agree(two, [adaThere, ben, rexThere, there])
    expect([adaThere.refused, rexThere.refused]).toEqual([null, null])
    expect(adaThere.words()).toHaveLength(68)
    const owners = await listClients(one.store.db, collab)
    expect(owners.filter(({ member_id }) => member_id === 'ada')).toHaveLength(1)
  })

  test('a page that goes to and fro between the nodes disturbs nobody', async () => {
    const [one, two] = await twoNodes()
    const [ben, rex] = [one.guest('ben'), two.guest('rex')]
    let ada = one.guest('ada')
    await Promise.all([ada.synced(), ben.synced(), rex.synced()])
    // Whoever goes while the first words are on their way is not asked for there, and that room is loaded anew.
    ada.text().insert(0, 'a')
    await ada.allSaved()
    for (let move = 1; move <= 8; move++) {
      for (let at = 0; at < 5; at++) ada.text().insert(0, 'a')
      ada.socket.terminate()
      await ada.leave()
      ada = await comeTo(move % 2 === 1 ? two : one, ada.doc)
      ben.text().insert(0, 'b')
    }
    await agree(one, [ada, ben, rex])
    expect(ada.words()).toHaveLength(49)
    expect([ada.refused, ben.closed, rex.closed]).toEqual([null, null, null])
  })

  test('one client id on two nodes at once writes one history: the earlier socket is closed', async () => {
    const [one, two] = await twoNodes()
    const ada = one.guest('ada')
    await ada.synced()
    ada.text().insert(0, 'first')
    await ada.allSaved()
    const twin = new Y.Doc()
    Y.applyUpdate(twin, Y.encodeStateAsUpdate(ada.doc))
    twin.clientID = ada.doc.clientID
    const other = two.guest('ada', twin)
    await other.synced()
    other.text().insert(0, 'other ')
    await ada.until(() => ada.closed !== null, 'closed')
    expect(ada.closed?.code).toBe(1012)
    await agree(two, [other])
    expect(other.words()).toBe('other first')
  })

  test('a node that did not hear that a client id writes elsewhere cannot write under it', async () => {
    const [one, two] = await twoNodes(unheard)
    const ada = one.guest('ada')
    await ada.synced()
    ada.text().insert(0, 'first')
    await ada.allSaved()
    const twin = new Y.Doc()
    Y.applyUpdate(twin, Y.encodeStateAsUpdate(ada.doc))
    twin.clientID = ada.doc.clientID
    const other = two.guest('ada', twin)
    await other.synced()
    other.text().insert(0, 'other ')
    await other.allSaved()
    ada.text().insert(0, 'stale ')
    const asked = ada.ask()
    await ada.until(() => ada.closed !== null, 'closed')
    expect(ada.closed?.code).toBe(1011)
    expect(ada.saved).toBeLessThan(asked)
    await agree(two, [other])
    expect(other.words()).toBe('other first')
  })

  test.each([
    ['over Redis', () => overRedis(randomUUID())],
    ['that do not hear each other', () => unheard],
  ] as const)('%s: freezing on one stops the other, and leaves what was saved', async (_how, busOf) => {
    const [one, two] = await twoNodes(busOf())
    const [ada, ben] = [one.guest('ada'), two.guest('ben')]
    await Promise.all([ada.synced(), ben.synced()])
    let isWriting = true
    const shown: { asked: number; words: string }[] = []
    const writing = (async () => {
      while (isWriting && !ben.closed) {
        ben.text().insert(ben.text().length, 'b')
        shown.push({ asked: ben.ask(), words: ben.words() })
        await new Promise((resolve) => setImmediate(resolve))
      }
    })()
    await ben.until(() => ben.saved > 20, 'saved')
    const frozen = await one.rooms.freeze(collab)
    isWriting = false
    await writing
    // Its room could not store the rest and is given up: whoever came before that would go with it.
    await ben.until(() => ben.closed !== null, 'stopped')
    const saved = shown.findLast(({ asked }) => asked <= ben.saved)?.words ?? ''
    const words = frozen.trees.en.paragraphs.map(wordsOf)[0]
    expect(words?.startsWith(saved)).toBe(true)
    expect((await findDocument(one.store.db, collab))?.next_seq).toBe(frozen.uptoSeq + 1)
    const back = two.guest('ben', ben.doc)
    await back.until(() => back.seat?.mayEdit === false || back.closed !== null, 'told that it is frozen')
    const reader = two.guest('rex')
    await reader.synced()
    expect(reader.words()).toBe(words)
    await one.rooms.endFreezing(collab)
    const again = two.guest('ben')
    await again.synced()
    await again.until(() => again.seat?.mayEdit === true, 'thawed')
    again.text().insert(0, 'c')
    await again.allSaved()
  })

  test('who is at the text is seen on both, and who leaves is gone from both', async () => {
    const [one, two] = await twoNodes()
    const [ada, ben] = [one.guest('ada'), two.guest('ben')]
    await Promise.all([ada.synced(), ben.synced()])
    for (const guest of [ada, ben]) guest.send(1, encode(1, guest.doc.clientID, 1, JSON.stringify({ focusing: true })))
    await ada.until(() => ada.present.get(ben.doc.clientID)?.name === 'BEN', 'ben')
    await ben.until(() => ben.present.get(ada.doc.clientID)?.name === 'ADA', 'ada')
    const rex = two.guest('rex')
    await rex.until(() => rex.present.size === 2, 'both')
    await ada.leave()
    await rex.until(() => rex.present.get(ada.doc.clientID) === null, 'ada gone')
  })

  test('a right that is withdrawn on one is withdrawn on the other', async () => {
    const [one, two] = await twoNodes()
    const ben = two.guest('ben')
    await ben.synced()
    two.seats.delete('ben')
    await one.rooms.reseat({ memberId: 'ben' })
    await ben.until(() => ben.closed !== null, 'closed')
    expect(ben.closed?.code).toBe(4403)
  })

  test('a right that is withdrawn where nobody hears of it is withdrawn within seconds', async () => {
    const [, two] = await twoNodes(unheard)
    const ben = two.guest('ben')
    await ben.synced()
    two.seats.delete('ben')
    await ben.until(() => ben.closed !== null, 'closed')
    expect(ben.closed?.code).toBe(4403)
  })

  test.each([
    ['over Redis', () => overRedis(randomUUID())],
    ['that do not hear each other', () => unheard],
  ] as const)('%s: the numbers that a text keeps are kept on both', async (_how, busOf) => {
    const places = await twoNodes(busOf())
    const { en } = (await places[0].rooms.read(collab)).trees
    await places[1].rooms.read(collab)
    const kept = en.paragraphs.map(({ pid, kind }) => ({ pid, kind, number: '7' }))
    for (const place of places) place.kept = { en: kept, fr: kept }
    await places[0].rooms.reseat({ collab })
    for (const { rooms } of places) {
      await expect
        .poll(async () => [...numbersOf((await rooms.read(collab)).trees.fr).values()], { timeout: 20_000 })
        .toEqual(['7'])
    }
  })
})
