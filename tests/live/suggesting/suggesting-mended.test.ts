// What a seat that may only suggest sends beyond suggestions: settled words stay where they are, and what is mended is
// on disk as mended.

import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as Y from 'yjs'
import { transact } from '#db/engine/transaction.ts'
import { listUpdates } from '#db/texts/documents.ts'
import { settledTrees } from '#server/document/suggestions/settled.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { newBlock } from '#server/document/writing/edit.ts'
import { limits } from '#server/live/limits.ts'
import { soleTenure } from '#server/live/nodes/tenure.ts'
import { Allowance } from '#server/live/text/allowance.ts'
import type { Sender } from '#server/live/text/entries.ts'
import { Ledger } from '#server/live/text/ledger.ts'
import { LiveText } from '#server/live/text/live-text.ts'
import { loadText } from '#server/live/text/stored-text.ts'
import { all, bytes, noDeletes } from '#tests/document/gate/attacked.ts'
import { rootsOf } from '#tests/document/gate/honest.ts'
import { emptyDocument } from '#tests/support/documents/text-rows.ts'
import { freshStore } from '#tests/support/store.ts'

const collab = '01mended'
const client = 7_001
const words = 'Recalling that every child has the right to be heard. '.repeat(12)

let own: Awaited<ReturnType<typeof freshStore>>
let text: LiveText
let ledger: Ledger
let now = 1
let allowance: Allowance

beforeEach(async () => {
  own = await freshStore('sqlite')
  await transact(own.store, 1, async ({ q }) => {
    for (const id of ['france', 'ireland']) {
      const member = { id, email: `${id}@example.org`, name: id, language: 'fr' as const }
      await q
        .insertInto('member')
        .values({ ...member, password_hash: 'x', disabled_at: null, created_at: 1 })
        .execute()
    }
    await q.insertInto('document').values(emptyDocument(collab)).execute()
  })
  ledger = new Ledger({ store: own.store, clock: () => 1 })
  now = 1
  allowance = new Allowance(() => now)
  text = await opened()
  text.edit((doc) => {
    for (const root of rootsOf(doc)) root.insert(0, [newBlock({ pid: 'p1', kind: 'operative' }, [{ text: words }])])
  })
  await text.journal.flush()
})

afterEach(async () => {
  await text.journal.flush()
  text.end()
  await ledger.endQuiet()
  await own.close()
})

/** The text as it is on disk. */
async function opened(): Promise<LiveText> {
  const loaded = await loadText(own.store.db, collab)
  if (!loaded) throw new Error('no text')
  return new LiveText(loaded, {
    ...{ ledger, tenure: soleTenure, documentId: collab, allowance, mint: () => `m${Math.random()}` },
    ...{ onStored: () => {}, onBehind: () => {}, onFailed: () => {} },
  })
}

/**
 * Sends one change of a copy of the text, by default from a seat that may only suggest. What came of it: null when it
 * was taken.
 */
function send(change: (block: Y.XmlElement, doc: Y.Doc) => void, right: 'edit' | 'suggest' = 'suggest'): string | null {
  const copy = new Y.Doc()
  const [root] = rootsOf(copy)
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(text.doc))
  copy.clientID = right === 'suggest' ? client : client + 1
  let sent: Uint8Array | null = null
  copy.on('update', (update) => {
    sent = update
  })
  copy.transact(() => change(root!.get(0) as Y.XmlElement, copy))
  if (!sent) throw new Error('nothing changed')
  const memberId = right === 'suggest' ? 'france' : 'ireland'
  const sender: Sender = { seat: { memberId }, newClients: 0, charge() {} }
  const notTaken = text.receive(sent, sender, right)
  return notTaken && (notTaken.is === 'refused' ? notTaken.reason : notTaken.is)
}

/** Sends words between two letters in reverse order, which only a rehearsal tells from an undo of Yjs's own. */
function sendMisplaced(memberId: string, right: 'edit' | 'suggest'): string | null {
  const { client: server, clock } = (blockIn(text.doc).get(0) as Y.XmlText)._start!.id
  const ids = [server, clock + 9, server, clock + 3]
  const update = all(bytes(1, 1, client + 2, 0, [0xc4], ...ids, 'x'), noDeletes)
  const notTaken = text.receive(update, { seat: { memberId }, newClients: 0, charge() {} }, right)
  return notTaken && (notTaken.is === 'refused' ? notTaken.reason : notTaken.is)
}

const blockIn = (doc: Y.Doc) => rootsOf(doc)[0]!.get(0) as Y.XmlElement
const settled = () => JSON.stringify(settledTrees(readTrees(text.doc)))

test('all words of a paragraph cannot be put into another text, in which whoever types there would lose theirs', () => {
  const original = (blockIn(text.doc).get(0) as Y.XmlText)._item!.id
  const came = send((block) => {
    const delta = (block.get(0) as Y.XmlText).toDelta()
    block.delete(0, 1)
    const other = new Y.XmlText()
    block.insert(0, [other])
    other.applyDelta(delta)
  })
  expect(came).toBe('not-a-suggestion')
  expect((blockIn(text.doc).get(0) as Y.XmlText)._item!.id).toEqual(original)
})

test('the kind of a paragraph cannot be taken off, not even where another reading gives the same', () => {
  expect(
    send((block) => {
      block.removeAttribute('s_kind')
      block.setAttribute(`s_d_${client.toString(36)}-1`, '1')
    }),
  ).toBe('not-a-suggestion')
  expect(blockIn(text.doc).getAttribute('s_kind')).toBe('operative')
})

const rows = async () => (await listUpdates(own.store.db, collab, 0)).length

/**
 * The disk takes one more row and no second: what was sent is not stored, and the text that is opened again is as it
 * stood.
 */
async function storesNothing(sent: () => void): Promise<void> {
  const [before, stood] = [await rows(), settled()]
  await sql`create trigger refuse before insert on doc_update when new.seq = ${sql.lit(before + 2)}
    begin select raise(abort, 'disk full'); end`.execute(own.store.db)
  sent()
  expect(settled()).toBe(stood)
  expect(text.journal.rows).toBeGreaterThan(1)
  await expect(text.journal.flush()).rejects.toThrow('not stored')
  expect(await rows()).toBe(before)
  await sql`drop trigger refuse`.execute(own.store.db)
  text.end()
  text = await opened()
  expect(settled()).toBe(stood)
}

test('what had to be mended is on disk with what mended it, or not at all', async () => {
  // Plain words, which a seat that may only suggest cannot put in: they become its suggestion.
  await storesNothing(() => expect(send((block) => (block.get(0) as Y.XmlText).insert(4, 'plain'))).toBe(null))
})

test('who edits decides on nothing: a mark of another that an edit takes off is put back, with the edit or not at all', async () => {
  const mark = `s_i_${client.toString(36)}-1`
  expect(send((block) => (block.get(0) as Y.XmlText).insert(4, 'new', { [mark]: 1 }))).toBe(null)
  await text.journal.flush()
  const unmark = (block: Y.XmlElement) => (block.get(0) as Y.XmlText).format(4, 3, { [mark]: null })
  await storesNothing(() => expect(send(unmark, 'edit')).toBe(null))
  expect(send(unmark, 'edit')).toBe(null)
  expect((blockIn(text.doc).get(0) as Y.XmlText).toDelta()[1]).toEqual({ insert: 'new', attributes: { [mark]: 1 } })
})

/** A settled letter taken out, which is put back: each time from a socket that has sent nothing before. */
const takeLetter = () => send((block) => (block.get(0) as Y.XmlText).delete(3, 1))

test('a member is mended so many times in a row, over all their sockets and texts, and then refused in words', async () => {
  for (let time = 0; time < limits.mendings.burst; time++) expect(takeLetter()).toBe(null)
  const stood = settled()
  expect(takeLetter()).toBe('too-many-mendings')
  // Nothing is looked at any more, so neither is what only suggests.
  const mark = `s_i_${client.toString(36)}-1`
  const suggest = (block: Y.XmlElement) => (block.get(0) as Y.XmlText).insert(0, 'new', { [mark]: 1 })
  expect(send(suggest)).toBe('too-many-mendings')
  expect(settled()).toBe(stood)
  await text.journal.flush()
  text.end()
  text = await opened()
  expect(takeLetter()).toBe('too-many-mendings')
  now += 1_000 / limits.mendings.perSecond
  expect(send(suggest)).toBe(null)
  expect(takeLetter()).toBe(null)
  expect(takeLetter()).toBe('too-many-mendings')
})

test('what is refused as more than suggestions counts as what is mended does, so that coming back for more costs no more', () => {
  const unname = (block: Y.XmlElement) => block.removeAttribute('s_kind')
  for (let time = 0; time < limits.mendings.burst; time++) expect(send(unname)).toBe('not-a-suggestion')
  expect(send(unname)).toBe('too-many-mendings')
})

test.each(['edit', 'suggest'] as const)('rehearsals are counted by member, whatever comes of them: may %s', (right) => {
  for (let sent = 0; sent < limits.mendings.burst; sent++) expect(sendMisplaced('france', right)).toBe('misplaced')
  expect(sendMisplaced('france', right)).toBe('too-fast')
  expect(sendMisplaced('ireland', right)).toBe('misplaced')
  now += 2_000
  expect(sendMisplaced('france', right)).toBe('misplaced')
  expect(sendMisplaced('france', right)).toBe('too-fast')
})
