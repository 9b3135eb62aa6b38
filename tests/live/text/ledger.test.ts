import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '#db/engine/open.ts'
import { transact } from '#db/engine/transaction.ts'
import type { LogAppend } from '#db/texts/appends.ts'
import { findDocument, listClients, listUpdates } from '#db/texts/documents.ts'
import { textGenesis } from '#db/texts/text-chain.ts'
import { Ledger } from '#server/live/text/ledger.ts'
import { emptyDocument } from '#tests/support/documents/text-rows.ts'
import { engines, freshStore, type TestStore } from '#tests/support/store.ts'

describe.each(engines)('the ledger on %s', (engine) => {
  let own: TestStore
  let ledger: Ledger

  beforeEach(async () => {
    own = await freshStore(engine)
    ledger = new Ledger({ store: own.store, clock: () => 5 })
    await transact(own.store, 1, async ({ q }) => {
      const member = { email: 'ada@example.org', name: 'Ada', language: 'en' as const, password_hash: 'x' }
      await q
        .insertInto('member')
        .values({ id: 'ada', ...member, disabled_at: null, created_at: 1 })
        .execute()
      for (const id of ['one', 'two', 'three']) {
        await q.insertInto('document').values(emptyDocument(id)).execute()
      }
    })
  })

  afterEach(() => own.close())

  const rows = (count: number) =>
    Array.from({ length: count }, (_, at) => {
      const bytes = Uint8Array.of(at)
      return { member_id: null, client_id: 1, bytes, sha256: `hash ${at}` }
    })
  const lot = (documentId: string, count = 1, from = 1, head = textGenesis(documentId)): LogAppend => ({
    documentId,
    from,
    head,
    fence: engine === 'sqlite' ? null : { node: 'here', term: 0 },
    updates: rows(count),
    leases: [],
  })
  /** As if somebody else had written meanwhile, or had moved the term. */
  const another = (one: LogAppend): LogAppend => ({ ...one, from: 9, fence: one.fence && { ...one.fence, term: 9 } })
  /** Where the rows came to stand, as the ledger says. */
  const firsts = (taken: readonly ({ readonly first: number } | null)[]) => taken.map((one) => one?.first ?? null)
  const stored = async (id: string) => (await listUpdates(own.store.db, id, 0)).map(({ seq }) => seq)

  test('keeps what several texts have, in order', async () => {
    const taken = await Promise.all(
      [lot('one', 3), lot('two', 700), lot('three', 900)].map((one) => ledger.append(one)),
    )
    expect(firsts(taken)).toEqual([1, 1, 1])
    expect(await stored('one')).toEqual([1, 2, 3])
    expect(await stored('two')).toHaveLength(700)
    expect(await stored('three')).toHaveLength(900)
    expect((await findDocument(own.store.db, 'three'))?.next_seq).toBe(901)
    expect([...(await listUpdates(own.store.db, 'two', 0))[69]!.bytes]).toEqual([69])
  })

  test('a text that is frozen, gone or written by somebody else takes nothing, and holds nobody up', async () => {
    await own.store.db.updateTable('document').set({ frozen_at: 3 }).where('id', '=', 'one').execute()
    const taken = await Promise.all(
      [lot('one'), lot('two', 2), another(lot('three')), lot('none')].map((one) => ledger.append(one)),
    )
    expect(firsts(taken)).toEqual([null, 1, null, null])
    expect(await stored('one')).toEqual([])
    expect(await stored('two')).toEqual([1, 2])
    expect(await stored('three')).toEqual([])
    expect((await findDocument(own.store.db, 'three'))?.next_seq).toBe(1)
  })

  test('an error of one text is its own: the others are stored, and nothing of it is', async () => {
    const head = (await ledger.append(lot('one')))?.head
    const byNobody = { ...lot('one', 1, 2, head), updates: rows(1).map((row) => ({ ...row, member_id: 'nobody' })) }
    const wrong = ledger.append(byNobody)
    const other = ledger.append(lot('two'))
    await expect(wrong).rejects.toThrow()
    expect((await other)?.first).toBe(1)
    expect(await stored('one')).toEqual([1])
  })

  if (engine === 'sqlite') {
    test('as the only writer it leases client ids with the rows, each once', async () => {
      const leases = [{ clientId: 4, memberId: 'ada' }]
      const head = (await ledger.append({ ...lot('one'), leases }))?.head
      await expect(ledger.append({ ...lot('one', 1, 2, head), leases })).rejects.toThrow()
      expect(await stored('one')).toEqual([1])
      expect(await listClients(own.store.db, 'one')).toEqual([{ client_id: 4, member_id: 'ada' }])
    })

    test('transactions that follow one another begin some way apart', async () => {
      let transactions = 0
      const together = (steps: Parameters<NonNullable<Store['together']>>[0]) => {
        transactions += 1
        return own.store.together?.(steps) ?? Promise.reject(new Error('not SQLite'))
      }
      const counting = new Ledger({ store: { ...own.store, together }, clock: () => 5 })
      const began = performance.now()
      let head: string | undefined
      for (let from = 1; from <= 30; from++) {
        const appended = await counting.append(lot('one', 1, from, head))
        expect(appended?.first).toBe(from)
        head = appended?.head
      }
      expect(transactions).toBe(30)
      // A timer may be a millisecond early.
      expect(performance.now() - began).toBeGreaterThan(29 * 4)
    })
  }

  test('what is asked for at the end of a turn is done in one go', async () => {
    const done: string[] = []
    ledger.atEndOfTurn(() => done.push('first'))
    ledger.atEndOfTurn(() => done.push('second'))
    expect(done).toEqual([])
    await new Promise((resolve) => setImmediate(resolve))
    expect(done).toEqual(['first', 'second'])
  })
})
