// Applies migrations that a store does not have yet: all of them in one transaction, or none. And says when a store is
// of another program than this one.

import { sql } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, type Migration, Migrator } from 'kysely/migration'
import type { Db, Store } from '../engine/open.ts'

export type Migrations = Readonly<Record<string, Migration>>

/**
 * Throws when the store holds a migration that is not in the list: a newer program has been here, and what it keeps is
 * not what this one would read and write.
 */
async function refuseNewer(store: Store, migrations: Migrations): Promise<void> {
  const unknown = (await namesApplied(store.db)).filter((name) => !(name in migrations))
  if (unknown.length === 0) return
  throw new Error(
    `This store was migrated by a newer version (${unknown.join(', ')}). Use that version or one after it.`,
  )
}

/** Throws when a newer program has migrated the store, or when a migration of the list is missing. */
export async function refuseOther(store: Store, migrations: Migrations): Promise<void> {
  await refuseNewer(store, migrations)
  const applied = new Set(await namesApplied(store.db))
  const missing = Object.keys(migrations).filter((name) => !applied.has(name))
  if (missing.length === 0) return
  throw new Error(`This store is older than this version (${missing.join(', ')}): start the server once to migrate it.`)
}

async function namesApplied(db: Db): Promise<readonly string[]> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true })
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return []
  const { rows } = await sql<{
    name: string
  }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)} order by name`.execute(db)
  return rows.map(({ name }) => name)
}

/**
 * Up to the migration named or all. Throws, leaving the store as it was, when a step fails or a foreign key is violated
 * afterwards.
 */
export async function apply(store: Store, migrations: Migrations, upTo?: string): Promise<void> {
  await refuseNewer(store, migrations)
  if (store.engine === 'postgresql') {
    await run(store.db, migrations, upTo)
    return
  }
  // A table is rebuilt with foreign keys off. They cannot be switched inside a transaction, so it is done around it;
  // nobody else uses the one connection meanwhile.
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
