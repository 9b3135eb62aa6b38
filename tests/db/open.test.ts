// Opening and the lock; a transaction is whole or absent; nothing is acknowledged before it is on disk.

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSqlite, openStore } from '#db/engine/open.ts'
import { transact } from '#db/engine/transaction.ts'
import { migrate } from '#db/migrate.ts'
import { findInstallation } from '#db/texts/node-leases.ts'
import { chained, emptyDocument } from '#tests/support/documents/text-rows.ts'
import { freshDatabase, postgresUrl } from '#tests/support/servers/postgres.ts'
import { engines, freshStore, type TestStore } from '#tests/support/store.ts'

describe.each(engines)('a store on %s', (engine) => {
  let own: TestStore
  beforeEach(async () => {
    own = await freshStore(engine)
  })
  afterEach(() => own.close())

  const party = {
    name_en: 'Albania',
    name_fr: 'Albanie',
    ratified_on: null,
    ratified_verified: 0,
    in_force_on: null,
    source: 'test',
  }

  test('says how it keeps what it acknowledges', () => {
    expect(own.store.durability).toMatch(/synchronous=FULL|synchronous_commit=on/)
  })

  test('a transaction that throws leaves nothing', async () => {
    const failing = transact(own.store, 5, async (tx) => {
      await tx.q
        .insertInto('party')
        .values({ id: 'AL', ...party })
        .execute()
      throw new Error('stop')
    })
    await expect(failing).rejects.toThrow('stop')
    expect(await own.store.db.selectFrom('party').selectAll().execute()).toEqual([])
  })

  test('a row that points at nothing is refused', async () => {
    const orphan = own.store.db
      .insertInto('participation')
      .values({ id: 'x', party_id: 'ZZ', status: 'full', basis_en: '', basis_fr: '', from_at: 1 })
    await expect(orphan.execute()).rejects.toThrow()
  })

  test('instants and bytes come back as they were written', async () => {
    const bytes = new Uint8Array([0, 1, 255, 0])
    const at = 1_795_000_000_123
    await own.store.db
      .insertInto('document')
      .values({ ...emptyDocument('d'), next_seq: 1, frozen_at: at })
      .execute()
    await own.store.db
      .insertInto('doc_update')
      .values({
        document_id: 'd',
        ...chained('', { seq: 1, member_id: null, client_id: 4_294_967_295, bytes, sha256: 'x', at }),
      })
      .execute()
    const row = await own.store.db.selectFrom('doc_update').selectAll().executeTakeFirstOrThrow()
    expect([row.at, row.client_id, [...row.bytes]]).toEqual([at, 4_294_967_295, [...bytes]])
    const { total } = await own.store.db
      .selectFrom('doc_update')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    expect(total).toBe(1)
  })

  test('a hundred transactions at once all end', async () => {
    await own.store.db.insertInto('document').values(emptyDocument('d')).execute()
    await Promise.all(
      Array.from({ length: 100 }, () =>
        transact(own.store, 1, (tx) =>
          tx.q
            .updateTable('document')
            .set((eb) => ({ next_seq: eb('next_seq', '+', 1) }))
            .execute(),
        ),
      ),
    )
    const { next_seq } = await own.store.db.selectFrom('document').select('next_seq').executeTakeFirstOrThrow()
    expect(next_seq).toBe(101)
  })
})

describe('the folder of an SQLite store', () => {
  let dir: string
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'recital-lock-'))
  })
  afterEach(() => rmSync(dir, { recursive: true, force: true }))

  test('is refused to a second opener by name of the first', async () => {
    const first = await openSqlite(dir)
    await expect(openSqlite(dir)).rejects.toThrow(`in use by process ${process.pid}`)
    await first.close()
    const again = await openSqlite(dir)
    await again.close()
  })

  test('is taken over from an owner that is dead, or whose number another process now bears', async () => {
    for (const stale of ['999999999 5\n', `${process.ppid} 1\n`, 'rubbish']) {
      writeFileSync(join(dir, 'recital.lock'), stale)
      const store = await openSqlite(dir)
      await store.close()
    }
  })

  test.skipIf(process.platform !== 'linux')('is taken over from an owner that ended and was not reaped', async () => {
    // The shell starts a child that outlives it, becomes another program, and so never asks how the child ended.
    const parent = spawn('sh', ['-c', 'sleep 1 & echo $!; exec sleep 30'])
    const pid = Number(await new Promise<string>((resolve) => parent.stdout.once('data', (said) => resolve(`${said}`))))
    const state = () => readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    await expect.poll(() => state()[0]).toBe('Z')
    writeFileSync(join(dir, 'recital.lock'), `${pid} ${state()[19]}\n`)
    const store = await openSqlite(dir)
    await store.close()
    parent.kill('SIGKILL')
  })

  test('runs synchronous=FULL when reopened', async () => {
    await (await openSqlite(dir)).close()
    const store = await openSqlite(dir)
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(store.db)
    const keys = await sql<{ foreign_keys: number }>`pragma foreign_keys`.execute(store.db)
    await store.close()
    expect([rows[0]?.synchronous, keys.rows[0]?.foreign_keys]).toEqual([2, 1])
  })
})

describe.skipIf((await postgresUrl()) === null)('two nodes on one PostgreSQL', () => {
  test('start at once on an empty database, which is brought to the schema once', { timeout: 30_000 }, async () => {
    const database = await freshDatabase()
    const config = { dataDir: 'unused', databaseUrl: database.url }
    const stores = await Promise.all([openStore(config), openStore(config)])
    try {
      await Promise.all(stores.map((store) => migrate(store)))
      const names = await Promise.all(stores.map((store) => findInstallation(store.db)))
      expect(names[0]).toMatch(/^[0-9a-f]{32}$/)
      expect(names[1]).toBe(names[0])
    } finally {
      for (const store of stores) await store.close()
      await database.drop()
    }
  })
})
