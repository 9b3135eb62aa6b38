// Opens the store. What differs between SQLite and PostgreSQL lives here (and in db/sqlite-*), nowhere else.

import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type { Schema } from '../schema/schema.ts'
import { Connections, longestStatement, type PoolUse } from './postgres-pool.ts'
import { sqliteDialect, startSqliteThread } from './sqlite-dialect.ts'
import { lockFolder } from './sqlite-lock.ts'
import type { Step } from './sqlite-worker.ts'

export type Engine = 'sqlite' | 'postgresql'

/** What reads take. A transaction's `q` is one too. */
export type Db = Kysely<Schema>

export interface Store {
  readonly engine: Engine
  /** One line for /healthz, as `SQLite 3.53.2, WAL, synchronous=FULL`. */
  readonly durability: string
  readonly db: Db
  readonly where: Whereabouts
  /** What transactSteps asks for where one message holds a whole transaction; left out on PostgreSQL. */
  together?(steps: readonly Step[]): Promise<boolean>
  /** Runs one after the other, in this process, what would wait for one row and hold a connection meanwhile. */
  inTurn<T>(work: () => Promise<T>): Promise<T>
  /**
   * False while it gives no answer. What is asked of it then fails at once with StoreUnreachable; it comes back by
   * itself.
   */
  isReachable(): boolean
  /** Left out where there is no pool of connections. */
  connections?(): PoolUse
  close(): Promise<void>
}

/** Told when the store goes out of reach, and when it is back. */
export type Reached = (isReachable: boolean) => void

/** Enough to open the same store again, to read from it. */
export interface Whereabouts {
  readonly dataDir: string
  readonly databaseUrl: string | null
}

/** A queue of one. */
function turns(): Store['inTurn'] {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const turn = last.then(work)
    last = turn.catch(() => {})
    return turn
  }
}

/** PostgreSQL when `databaseUrl` says where, else SQLite in `dataDir`. The schema is db/migrate.ts's work. */
export function openStore(config: Whereabouts, reached?: Reached): Promise<Store> {
  if (config.databaseUrl === null) return openSqlite(config.dataDir)
  return openPostgres(config.databaseUrl, { longest: longestStatement, ...(reached && { reached }) })
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
      where: { dataDir: folder, databaseUrl: null },
      together: thread.together,
      inTurn: (work) => work(),
      isReachable: () => true,
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

/**
 * Opens an existing store to read from, beside a running server. SQLite refuses every write; reads must go through
 * readAtOnce.
 */
export async function openToRead(config: Whereabouts): Promise<Store> {
  if (config.databaseUrl) return openPostgres(config.databaseUrl)
  const thread = await startSqliteThread(join(resolve(config.dataDir), 'recital.db'), 'read')
  const db = new Kysely<Schema>({ dialect: sqliteDialect(thread) })
  return {
    engine: 'sqlite',
    durability: `SQLite ${thread.version}, read only`,
    db,
    where: config,
    inTurn: (work) => work(),
    isReachable: () => true,
    close: () => db.destroy().then(thread.close),
  }
}

interface PostgresLimits {
  /** Milliseconds that one statement may take; without it, as long as it takes. */
  readonly longest?: number
  readonly reached?: Reached
}

/** Opens connections to `url`. Refuses a server that acknowledges before the commit is on disk. */
export async function openPostgres(url: string, { longest, reached }: PostgresLimits = {}): Promise<Store> {
  const pool = new Connections({ url, longest: longest ?? null, heard: reached ?? (() => {}) })
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
  try {
    const setting = async (name: string) => {
      const { rows } = await sql<{ value: string }>`select current_setting(${name}) as value`.execute(db)
      return rows[0]?.value ?? ''
    }
    const version = (await setting('server_version')).split(' ')[0]
    const sync = { fsync: await setting('fsync'), pages: await setting('full_page_writes') }
    const commit = await setting('synchronous_commit')
    if (sync.fsync !== 'on' || sync.pages !== 'on' || commit === 'off') {
      throw new Error(
        `PostgreSQL at this address may lose acknowledged work (fsync=${sync.fsync}, full_page_writes=${sync.pages}, synchronous_commit=${commit}). All three must be on.`,
      )
    }
    return {
      engine: 'postgresql',
      durability: `PostgreSQL ${version}, fsync=on, full_page_writes=on, synchronous_commit=${commit}`,
      db,
      where: { dataDir: '', databaseUrl: url },
      inTurn: turns(),
      isReachable: () => pool.isReachable,
      connections: () => pool.use,
      close: () => db.destroy(),
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}
