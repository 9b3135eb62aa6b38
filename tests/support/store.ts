// An empty, migrated store for one test, on either engine. PostgreSQL stores are clones of one template database.

import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Engine, openPostgres, openSqlite, type Store } from '#db/engine/open.ts'
import { migrate } from '#db/migrate.ts'
import { freshDatabase, postgresUrl } from './servers/postgres.ts'

/** Serialises the making of the template among test processes. */
const templateLock = 20_250_101

export interface TestStore {
  readonly store: Store
  /** DATA_DIR or DATABASE_URL for a server process on this same store; close the store first on SQLite. */
  readonly env: { readonly DATA_DIR: string; readonly DATABASE_URL?: string }
  close(): Promise<void>
}

/** Null where there is no PostgreSQL; tests/support/global.ts says so, and refuses it in CI. */
const adminUrl = await postgresUrl()

/** The engines that this machine can test; `describe.each(engines)`. */
export const engines: readonly Engine[] = adminUrl === null ? ['sqlite'] : ['sqlite', 'postgresql']

function urlOf(database: string): string {
  const url = new URL(adminUrl ?? '')
  url.pathname = `/${database}`
  return url.href
}

/** Named by the migrations and their data, so that a changed one makes a new template. */
function templateName(): string {
  const folder = new URL('../../db/migrations/', import.meta.url)
  const hash = createHash('sha256')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|json)$/.test(name))
  for (const file of files.sort()) hash.update(readFileSync(new URL(file, folder)))
  return `recital_template_${hash.digest('hex').slice(0, 12)}`
}

async function buildTemplate(admin: pg.Client, template: string): Promise<void> {
  const building = `${template}_building`
  await admin.query(`drop database if exists ${building}`)
  await admin.query(`create database ${building}`)
  const store = await openPostgres(urlOf(building))
  try {
    await migrate(store)
  } finally {
    await store.close()
  }
  await admin.query(`alter database ${building} rename to ${template}`)
}

/** The name of a migrated, empty database that has no connections; made once for all test processes. */
async function templateDatabase(): Promise<string> {
  const template = templateName()
  const admin = new pg.Client({ connectionString: adminUrl ?? '' })
  await admin.connect()
  try {
    await admin.query('select pg_advisory_lock($1)', [templateLock])
    const known = await admin.query('select 1 from pg_database where datname = $1', [template])
    if (known.rowCount === 0) await buildTemplate(admin, template)
  } finally {
    await admin.end()
  }
  return template
}

/** A store with no rows in it, migrated up to the migration named or fully. `close` removes it. */
export async function freshStore(engine: Engine, upTo?: string): Promise<TestStore> {
  const dir = mkdtempSync(join(tmpdir(), 'recital-test-'))
  if (engine === 'sqlite') {
    const store = await openSqlite(dir)
    await migrate(store, upTo)
    return {
      store,
      env: { DATA_DIR: dir },
      async close() {
        await store.close()
        rmSync(dir, { recursive: true, force: true })
      },
    }
  }
  const database = await freshDatabase(upTo === undefined ? await templateDatabase() : 'template1')
  const store = await openPostgres(database.url)
  if (upTo !== undefined) await migrate(store, upTo)
  return {
    store,
    env: { DATA_DIR: dir, DATABASE_URL: database.url },
    async close() {
      await store.close()
      await database.drop()
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
