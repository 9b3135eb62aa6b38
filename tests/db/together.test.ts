// Transactions that go to the SQLite thread whole, beside those that are asked statement by statement.

import { copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openSqlite, type Store } from '#db/engine/open.ts'
import { transact, transactSteps } from '#db/engine/transaction.ts'
import { migrate } from '#db/migrate.ts'
import { emptyDocument } from '#tests/support/documents/text-rows.ts'

let dir: string
let store: Store

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'recital-together-'))
  store = await openSqlite(dir)
  await migrate(store)
})

afterEach(async () => {
  await store.close()
  rmSync(dir, { recursive: true, force: true })
})

const founding = (id: string) => ({
  sql: 'insert into document (id, next_seq, created_at) values (?, 1, 1)',
  parameters: [id],
  rows: null,
})
const ids = async (from: Store) =>
  (await from.db.selectFrom('document').select('id').orderBy('id').execute()).map(({ id }) => id)

test('waits for the transaction that is open, whether it is kept or not', async () => {
  let isDone = false
  const failing = transact(store, 1, async ({ q }) => {
    await q.insertInto('document').values(emptyDocument('a')).execute()
    const together = transactSteps(store, [founding('b')]).then(() => {
      isDone = true
    })
    // Several ways to the thread and back: time enough to be taken in between.
    for (let time = 0; time < 5; time++) await q.selectFrom('document').select('id').execute()
    expect(isDone).toBe(false)
    return { together }
  })
  await (await failing).together
  const broken = transact(store, 1, async ({ q }) => {
    await q.insertInto('document').values(emptyDocument('c')).execute()
    void transactSteps(store, [founding('d')])
    throw new Error('no more of this')
  })
  await expect(broken).rejects.toThrow('no more of this')
  await expect.poll(() => ids(store)).toEqual(['a', 'b', 'd'])
})

test('the log ahead is given room once, and what stands in it is found after a crash', async () => {
  expect(await transactSteps(store, [founding('a')])).toBe(true)
  const log = join(dir, 'recital.db-wal')
  // Room for the 1,040 pages that SQLite writes before it begins anew; it grows while it is being written.
  await expect.poll(() => statSync(log).size).toBeGreaterThanOrEqual(1_040 * (4_096 + 24))
  const { size } = statSync(log)
  expect(await transactSteps(store, [founding('b'), founding('c')])).toBe(true)
  expect(statSync(log).size).toBe(size)

  const crashed = mkdtempSync(join(tmpdir(), 'recital-together-'))
  for (const file of ['recital.db', 'recital.db-wal']) copyFileSync(join(dir, file), join(crashed, file))
  const again = await openSqlite(crashed)
  expect(await ids(again)).toEqual(['a', 'b', 'c'])
  expect(await transactSteps(again, [founding('d')])).toBe(true)
  expect(await ids(again)).toEqual(['a', 'b', 'c', 'd'])
  await again.close()
  rmSync(crashed, { recursive: true, force: true })
})
