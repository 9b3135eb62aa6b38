// Applies migrations that a store does not have yet: all of them in one transaction, or none.

import { sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Db, Store } from '../engine/open.ts'

export type Migrations = Readonly<Record<string, Migration>>

/** Up to the migration named or all. Throws, leaving the store as it was, when a step fails or a foreign key is violated afterwards. */
export async function apply(store: Store, migrations: Migrations, upTo?: string): Promise<void> {
  if (store.engine === 'postgresql') {
    await run(store.db, migrations, upTo)
    return
  }
  // A table is rebuilt with foreign keys off. They cannot be switched inside a transaction, so it is done around it; nobody else
  // uses the one connection meanwhile.
  await store.db.connection().execute(async (db) => {
    await switchForeignKeys(db, 'off')
    try {
      await db.transaction().execute(async (transaction) => {
        if ((await run(transaction, migrations, upTo)) > 0) await refuseOrphans(transaction)
      })
    } finally {
      await switchForeignKeys(db, 'on')
    }
  })
}

/** How many were applied. */
async function run(db: Db, migrations: Migrations, upTo?: string): Promise<number> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results = [] } = await (upTo === undefined ? migrator.migrateToLatest() : migrator.migrateTo(upTo))
  if (error) throw error
  return results.length
}

async function switchForeignKeys(db: Db, to: 'on' | 'off'): Promise<void> {
  await sql.raw(`pragma foreign_keys = ${to}`).execute(db)
  const { rows } = await sql<{ on: number }>`select foreign_keys as "on" from pragma_foreign_keys`.execute(db)
  if (rows[0]?.on !== (to === 'on' ? 1 : 0)) throw new Error(`SQLite did not switch foreign keys ${to}`)
}

async function refuseOrphans(db: Db): Promise<void> {
  const { rows } = await sql<{ table: string; parent: string }>`pragma foreign_key_check`.execute(db)
  const [first] = rows
  if (first)
    throw new Error(`after the migration ${rows.length} rows point nowhere, as ${first.table} at ${first.parent}`)
}
