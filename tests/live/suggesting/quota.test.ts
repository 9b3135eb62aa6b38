// Somebody who may only suggest cannot fill a text; a text is as full as what stands in it; the Secretariat can always
// write, and clear.

import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Tx, transact } from '#db/engine/transaction.ts'
import { listRows, listWrittenHours } from '#db/texts/documents.ts'
import { decide } from '#server/document/suggestions/decide.ts'
import { suggestionsOf } from '#server/document/suggestions/suggestions.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { newBlock } from '#server/document/writing/edit.ts'
import { suggestionId } from '#server/domain/text/suggestion.ts'
import { limits } from '#server/live/limits.ts'
import { soleTenure } from '#server/live/nodes/tenure.ts'
import { refusals } from '#server/live/refusals.ts'
import type { Sender } from '#server/live/text/entries.ts'
import { Ledger } from '#server/live/text/ledger.ts'
import { LiveText } from '#server/live/text/live-text.ts'
import { firstHour } from '#server/live/text/quota.ts'
import { loadText } from '#server/live/text/stored-text.ts'
import { rootsOf } from '#tests/document/gate/honest.ts'
import { appendRow, emptyDocument } from '#tests/support/documents/text-rows.ts'
import { engines, freshStore } from '#tests/support/store.ts'

const collab = '01allowed'
const hour = 3_600_000
const begin = 1_000_000 * hour

let own: Awaited<ReturnType<typeof freshStore>>
let ledger: Ledger
let text: LiveText
let now = begin

async function populate({ q }: Tx): Promise<void> {
  for (const id of ['france', 'malta', 'rapporteur', 'secretariat']) {
    const member = { id, email: `${id}@example.org`, name: id, language: 'en' as const, password_hash: 'x' }
    await q
      .insertInto('member')
      .values({ ...member, disabled_at: null, created_at: 1 })
      .execute()
  }
  await q.insertInto('document').values(emptyDocument(collab)).execute()
}

async function opened(): Promise<LiveText> {
  const loaded = await loadText(own.store.db, collab)
  if (!loaded) throw new Error('no text')
  return new LiveText(loaded, {
    ...{ ledger, tenure: soleTenure, documentId: collab, mint: () => 'm1', clock: () => now },
    written: await listWrittenHours(own.store.db, collab, firstHour(now)),
    ...{ onStored: () => {}, onBehind: () => {}, onFailed: () => {} },
  })
}

async function reopen(): Promise<void> {
  await text.journal.flush()
  text.end()
  text = await opened()
}

beforeEach(async () => {
  now = begin
  own = await freshStore('sqlite')
  await transact(own.store, now, populate)
  ledger = new Ledger({ store: own.store, clock: () => now })
  text = await opened()
  text.edit((doc) => {
    for (const root of rootsOf(doc))
      root.insert(0, [newBlock({ pid: 'p1', kind: 'operative' }, [{ text: 'Invites ' }])])
  })
})

afterEach(async () => {
  await text.journal.flush()
  text.end()
  await ledger.endQuiet()
  await own.close()
})

let clients = 8_000

class Person implements Sender {
  readonly seat
  newClients = 0
  count = 0
  client = clients++
  #doc: Y.Doc | null = null

  constructor(memberId: string, hasReserve = false) {
    this.seat = { memberId, hasReserve }
  }

  charge(): void {}

  /** Null when it was taken. */
  write(words: string, right: 'edit' | 'suggest'): string | null {
    this.#doc ??= new Y.Doc()
    const doc = this.#doc
    const [root] = rootsOf(doc)
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(text.doc, Y.encodeStateVector(doc)))
    doc.clientID = this.client
    const before = Y.encodeStateVector(doc)
    const mark = right === 'suggest' ? { [`s_i_${suggestionId(this.client, ++this.count)}`]: 1 } : {}
    ;((root!.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(8, words, mark)
    this.newClients = 0
    const notTaken = text.receive(Y.encodeStateAsUpdate(doc, before), this, right)
    // It holds what the text does not.
    if (notTaken) this.#doc = null
    return notTaken && (notTaken.is === 'refused' ? notTaken.reason : notTaken.is)
  }
}

function rejectAll(): void {
  const standing = suggestionsOf(readTrees(text.doc)).map(({ id }) => id)
  text.edit((doc) => decide(doc, standing, 'reject'))
}

const most = limits.suggested
const words = (letters: number) => 'child '.repeat(letters / 6)

test('a person’s suggested letters have a limit, and give their room back when they are rejected', () => {
  const [france, malta] = [new Person('france'), new Person('malta')]
  expect(france.write(words(most.letters - 100), 'suggest')).toBe(null)
  expect(france.write(words(60), 'suggest')).toBe('suggested-letters')
  // On another page they are the same person's.
  expect(new Person('france').write(words(60), 'suggest')).toBe('suggested-letters')
  expect(malta.write(words(60), 'suggest')).toBe(null)
  rejectAll()
  expect(france.write(words(60), 'suggest')).toBe(null)
})

test('letters of who may edit are not counted', () => {
  const rapporteur = new Person('rapporteur')
  for (let times = 0; times < 3; times++) expect(rapporteur.write(words(most.letters - 100), 'edit')).toBe(null)
})

test('a person’s log of a day has a limit, which rejecting does not lift, which a restart knows, and which a day lifts', async () => {
  const france = new Person('france')
  const large = words(60_000)
  let taken = 0
  for (; france.write(large, 'suggest') === null; taken++) rejectAll()
  expect(taken).toBe(Math.floor(most.bytes / 60_200))
  expect(france.write(large, 'suggest')).toBe('suggested-today')
  expect(new Person('malta').write(large, 'suggest')).toBe(null)
  await reopen()
  expect(france.write(large, 'suggest')).toBe('suggested-today')
  now += 23 * hour
  expect(france.write(large, 'suggest')).toBe('suggested-today')
  now += hour
  expect(france.write(large, 'suggest')).toBe(null)
  await reopen()
  expect(france.write(words(6), 'suggest')).toBe(null)
})

test('what a person writes at another node counts here', async () => {
  const france = new Person('france')
  const large = words(60_000)
  while (france.write(large, 'suggest') === null) rejectAll()
  await text.journal.flush()
  const rows = await listRows(own.store.db, collab, 0)
  const elsewhere = new LiveText((await loadText(own.store.db, collab))!, {
    ...{ ledger, tenure: soleTenure, documentId: collab, mint: () => 'm1', clock: () => now },
    ...{ onStored: () => {}, onBehind: () => {}, onFailed: () => {} },
  })
  const here = text
  text = elsewhere
  text.follow(rows)
  expect(new Person('france').write(large, 'suggest')).toBe('suggested-today')
  text = here
  elsewhere.end()
})

test('a text that was full is not when it was cleared, and the Secretariat can write in it all the while', () => {
  const [rapporteur, secretariat] = [new Person('rapporteur'), new Person('secretariat', true)]
  const large = words(249_996)
  while (rapporteur.write(large, 'edit') === null);
  expect(rapporteur.write(large, 'edit')).toBe('full')
  expect(secretariat.write(large, 'edit')).toBe(null)
  text.edit((doc) => {
    const [root] = rootsOf(doc)
    const held = (root!.get(0) as Y.XmlElement).get(0) as Y.XmlText
    held.delete(8, held.length - 8)
  })
  expect(rapporteur.write(large, 'edit')).toBe(null)
})

test('who is refused a change is not told to come back and send it again', () => {
  for (const [reason, { close }] of Object.entries(refusals)) expect([reason, close >= 4400]).toEqual([reason, true])
})

test.each(engines)('what members wrote is read by the hour, on %s', async (engine) => {
  const { store, close } = await freshStore(engine)
  try {
    await transact(store, begin, populate)
    const append = (at: number, memberId: string | null, length: number) =>
      appendRow(store.db, collab, { member_id: memberId, client_id: 1, bytes: new Uint8Array(length), sha256: 'x', at })
    await append(begin, 'france', 100)
    await append(begin + 1, null, 1)
    await append(begin + hour - 1, 'france', 20)
    await append(begin + 2 * hour, 'france', 3)
    await append(begin + 2 * hour, 'malta', 4)
    const written = async (from: number) =>
      (await listWrittenHours(store.db, collab, firstHour(from) + 23))
        .map(({ memberId, hour: at, bytes }) => `${memberId} ${at - begin / hour} ${bytes}`)
        .sort()
    expect(await written(begin)).toEqual(['france 0 120', 'france 2 3', 'malta 2 4'])
    expect(await written(begin + hour)).toEqual(['france 2 3', 'malta 2 4'])
    expect(await written(begin + 3 * hour)).toEqual([])
  } finally {
    await close()
  }
})
