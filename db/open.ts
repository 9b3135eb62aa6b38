// Opens the store. What differs between SQLite and PostgreSQL lives here (and in db/sqlite-*), nowhere else.

import type { Kysely } from 'kysely'
import type { Schema } from './schema.ts'

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
