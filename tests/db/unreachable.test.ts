// How long anybody waits for PostgreSQL, and what they hear.

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPostgres, type Store } from '#db/engine/open.ts'
import { isUnreachable, StoreUnreachable } from '#db/engine/unreachable.ts'
import { freshDatabase, postgresUrl } from '#tests/support/servers/postgres.ts'

test('what could not be reached is known by whatever it caused, from either copy of the module', () => {
  const other = Object.assign(new Error('gone'), { name: 'StoreUnreachable' })
  for (const error of [
    new StoreUnreachable(),
    other,
    new Error('a page failed', { cause: new Error('x', { cause: other }) }),
  ]) {
    expect(isUnreachable(error)).toBe(true)
  }
  for (const error of [new Error('gone'), 'StoreUnreachable', null]) expect(isUnreachable(error)).toBe(false)
})

describe.skipIf((await postgresUrl()) === null)('PostgreSQL', { timeout: 30_000 }, () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>
  let store: Store

  beforeAll(async () => {
    database = await freshDatabase()
    store = await openPostgres(database.url, { longest: 500 })
  })
  afterAll(async () => {
    await store.close()
    await database.drop()
  })

  /** What `work` was rejected with, and after how many milliseconds. */
  async function rejection(work: Promise<unknown>): Promise<[unknown, number]> {
    const began = performance.now()
    const error = await work.then(
      () => null,
      (reason: unknown) => reason,
    )
    return [error, performance.now() - began]
  }

  test('a statement that takes too long is given up, and the connection serves the next', async () => {
    const [error, took] = await rejection(sql`select pg_sleep(20)`.execute(store.db))
    expect(error).toBeInstanceOf(StoreUnreachable)
    expect(took).toBeLessThan(5_000)
    expect((await sql`select 1 as one`.execute(store.db)).rows).toEqual([{ one: 1 }])
    expect(store.isReachable()).toBe(true)
  })

  test('a fault of the statement itself stays what it is', async () => {
    const [error] = await rejection(sql`select nothing`.execute(store.db))
    expect(error).toMatchObject({ code: '42703' })
    expect(isUnreachable(error)).toBe(false)
  })

  test('when every connection is lent, the next waits less than five seconds; given back, they are lent again', async () => {
    const patient = await openPostgres(database.url)
    let giveBack: () => void = () => {}
    const kept = new Promise<void>((resolve) => {
      giveBack = resolve
    })
    let lent = 0
    const holders = Array.from({ length: 16 }, () =>
      patient.db.transaction().execute(async (q) => {
        await sql`select 1`.execute(q)
        lent += 1
        await kept
      }),
    )
    await expect.poll(() => lent).toBe(16)
    const [error, took] = await rejection(sql`select 1`.execute(patient.db))
    expect(error).toBeInstanceOf(StoreUnreachable)
    expect(took).toBeLessThan(5_000)
    giveBack()
    await Promise.all(holders)
    await sql`select 1`.execute(patient.db)
    await patient.close()
  })

  test('a connection that the database ends while it is lent ends neither the process nor the next statement', async () => {
    const [error] = await rejection(
      store.db.transaction().execute(async (q) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(q)
        await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(store.db)
        await sql`select 1`.execute(q)
      }),
    )
    expect(error).toBeInstanceOf(StoreUnreachable)
    await sql`select 1`.execute(store.db)
  })
})
