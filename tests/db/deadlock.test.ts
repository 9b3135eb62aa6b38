// Two who hold what the other needs: PostgreSQL ends one of them, and nobody is told.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { insertNextReference } from '#db/dossiers/dossiers.ts'
import { type Tx, transact } from '#db/engine/transaction.ts'
import { emptyDocument } from '#tests/support/documents/text-rows.ts'
import { engines, freshStore, type TestStore } from '#tests/support/store.ts'

describe.skipIf(!engines.includes('postgresql'))('a deadlock on PostgreSQL', () => {
  let own: TestStore
  beforeEach(async () => {
    own = await freshStore('postgresql')
    await own.store.db.insertInto('document').values(['a', 'b'].map(emptyDocument)).execute()
  })
  afterEach(() => own.close())

  const hold = (tx: Tx, id: string) =>
    tx.q
      .updateTable('document')
      .set((eb) => ({ next_seq: eb('next_seq', '+', 1) }))
      .where('id', '=', id)
      .execute()

  /** Both hold their first row before either asks for its second. */
  async function cross(afterwards: (tx: Tx, attempt: number) => Promise<void>) {
    let holding = 0
    let attempts = 0
    let bothHold = () => {}
    const both = new Promise<void>((resolve) => {
      bothHold = resolve
    })
    const take = (first: string, second: string) =>
      transact(own.store, 5, async (tx) => {
        attempts += 1
        const attempt = attempts
        await hold(tx, first)
        holding += 1
        if (holding === 2) bothHold()
        await both
        await hold(tx, second)
        await afterwards(tx, attempt)
        return `${first}${second}`
      })
    const done = await Promise.allSettled([take('a', 'b'), take('b', 'a')])
    return { done, attempts: () => attempts }
  }

  test('both acts are done, each once, the one that was ended from its beginning again', async () => {
    const numbers: number[] = []
    const { done, attempts } = await cross(async (tx) => void numbers.push(await insertNextReference(tx, 2026)))
    expect(done.map((one) => one.status === 'fulfilled' && one.value)).toEqual(['ab', 'ba'])
    expect([attempts(), numbers.sort()]).toEqual([3, [1, 2]])
    const rows = await own.store.db.selectFrom('document').select(['id', 'next_seq']).orderBy('id').execute()
    expect(rows).toEqual([
      { id: 'a', next_seq: 3 },
      { id: 'b', next_seq: 3 },
    ])
    expect(await own.store.db.selectFrom('reference').select('number').orderBy('number').execute()).toHaveLength(2)
  })

  test('what fails each time is told after three attempts, and what fails for another reason after one', async () => {
    let attempts = 0
    const failing = (code: string) =>
      transact(own.store, 5, async (tx) => {
        attempts += 1
        await hold(tx, 'a')
        throw Object.assign(new Error(`failed with ${code}`), { code })
      })
    await expect(failing('40001')).rejects.toThrow('failed with 40001')
    expect(attempts).toBe(3)
    await expect(failing('23505')).rejects.toThrow('failed with 23505')
    expect(attempts).toBe(4)
    const row = await own.store.db.selectFrom('document').select('next_seq').where('id', '=', 'a').executeTakeFirst()
    expect(row?.next_seq).toBe(1)
  })
})
