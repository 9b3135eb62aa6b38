// Opens the store. What differs between SQLite and PostgreSQL lives here (and in db/sqlite-*), nowhere else.

import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { lockDatabase } from './postgres-lock.ts'
import type { Schema } from './schema.ts'
import { sqliteDialect, startSqliteThread } from './sqlite-dialect.ts'
import { lockFolder } from './sqlite-lock.ts'

export type Engine = 'sqlite' | 'postgresql'

/** What reads take. A transaction's `q` is one too. */
export type Db = Kysely<Schema>

export interface Store {
  readonly engine: Engine
  /** One line for /healthz, as `SQLite 3.53.2, WAL, synchronous=FULL`. */
  readonly durability: string
  readonly db: Db
  close(): Promise<void>
}

/** PostgreSQL when `databaseUrl` says where, else SQLite in `dataDir`. The schema is db/migrate.ts's work. */
export function openStore(config: { readonly dataDir: string; readonly databaseUrl: string | null }): Promise<Store> {
  return config.databaseUrl ? openPostgresAlone(config.databaseUrl) : openSqlite(config.dataDir)
}

async function openPostgresAlone(url: string): Promise<Store> {
  const unlock = await lockDatabase(url)
  try {
    const store = await openPostgres(url)
    return { ...store, close: () => store.close().then(unlock) }
  } catch (error) {
    await unlock()
    throw error
  }
}

/** Versions below lose or corrupt data when a WAL is reset under a second connection. */
const leastSqlite = [3, 51, 3] as const

function isAtLeast(version: string, least: readonly number[]): boolean {
  const parts = version.split('.').map(Number)
  const at = least.findIndex((part, index) => parts[index] !== part)
  return at === -1 || (parts[at] ?? 0) > (least[at] ?? 0)
}

/** Opens `dir`/recital.db under the folder's lock. Refuses a second process and an SQLite that is too old. */
export async function openSqlite(dir: string): Promise<Store> {
  const folder = resolve(dir)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const unlock = lockFolder(folder)
  try {
    const thread = await startSqliteThread(join(folder, 'recital.db'), 'write')
    if (!isAtLeast(thread.version, leastSqlite) || thread.journal !== 'wal' || thread.synchronous !== 2) {
      await thread.close()
      throw new Error(
        `SQLite ${thread.version} (journal ${thread.journal}, synchronous ${thread.synchronous}) is refused: ${leastSqlite.join('.')} or newer, WAL and synchronous=FULL are required.`,
      )
    }
    const db = new Kysely<Schema>({ dialect: sqliteDialect(thread) })
    return {
      engine: 'sqlite',
      durability: `SQLite ${thread.version}, WAL, synchronous=FULL`,
      db,
      async close() {
        await db.destroy()
        await thread.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Opens an existing store to read from, beside a running server. SQLite refuses every write; reads must go through readAtOnce. */
export async function openToRead(config: {
  readonly dataDir: string
  readonly databaseUrl: string | null
}): Promise<Store> {
  if (config.databaseUrl) return openPostgres(config.databaseUrl)
  const thread = await startSqliteThread(join(resolve(config.dataDir), 'recital.db'), 'read')
  const db = new Kysely<Schema>({ dialect: sqliteDialect(thread) })
  return {
    engine: 'sqlite',
    durability: `SQLite ${thread.version}, read only`,
    db,
    close: () => db.destroy().then(thread.close),
  }
}

/** int8 and numeric arrive as numbers: instants and counts are far below 2^53. */
const typeReaders: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === 20 || oid === 1700
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
}

/** Connections per node; a transaction holds one, so this bounds how many run at once. */
const poolSize = 16

/** Opens a pool on `url`. Refuses a server that acknowledges before the commit is on disk. */
export async function openPostgres(url: string): Promise<Store> {
  const pool = new pg.Pool({ connectionString: url, max: poolSize, types: typeReaders })
  // An idle connection that the server drops must not end the process; the next query opens another.
  pool.on('error', () => {})
  try {
    const setting = async (name: string) => String((await pool.query(`show ${name}`)).rows[0][name])
    const version = (await setting('server_version')).split(' ')[0]
    const sync = { fsync: await setting('fsync'), pages: await setting('full_page_writes') }
    const commit = await setting('synchronous_commit')
    if (sync.fsync !== 'on' || sync.pages !== 'on' || commit === 'off') {
      throw new Error(
        `PostgreSQL at this address may lose acknowledged work (fsync=${sync.fsync}, full_page_writes=${sync.pages}, synchronous_commit=${commit}). All three must be on.`,
      )
    }
    const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
    return {
      engine: 'postgresql',
      durability: `PostgreSQL ${version}, fsync=on, full_page_writes=on, synchronous_commit=${commit}`,
      db,
      async close() {
        await db.destroy()
        if (!pool.ended) await pool.end()
      },
    }
  } catch (error) {
    await pool.end()
    throw error
  }
}
