// A transaction with its instant. Writes take a Tx; `now` is read once and rides on it.

import type { SelectQueryBuilder, Transaction } from 'kysely'
import type { Instant, Schema } from '../schema/schema.ts'
import type { Db, Engine, Store } from './open.ts'
import type { Step } from './sqlite-worker.ts'

export interface Tx {
  readonly q: Transaction<Schema>
  readonly now: Instant
  readonly engine: Engine
}

/**
 * Transactions that PostgreSQL ended for the sake of another: a deadlock, or rows that could not be read as of one
 * moment.
 */
const endedForAnother: ReadonlySet<unknown> = new Set(['40P01', '40001'])

/** How often a transaction is begun that is ended in that way. */
const mostAttempts = 3

/**
 * Runs `work` in one transaction. SQLite begins IMMEDIATE (one writer); PostgreSQL is READ COMMITTED with explicit row
 * locks. One that PostgreSQL ended for the sake of another has written nothing and is run again from its beginning:
 * `work` must not leave anything behind but what it writes through its Tx.
 */
export async function transact<T>(store: Store, now: Instant, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store.db.transaction().execute((q) => work({ q, now, engine: store.engine }))
    } catch (error) {
      if (attempt === mostAttempts || !endedForAnother.has((error as { code?: unknown } | null)?.code)) throw error
    }
  }
}

/**
 * Runs statements that need no answer of each other in one transaction of SQLite, in one message to its thread. False,
 * with nothing written, when one returns another number of rows than it should.
 */
export async function transactSteps(store: Store, steps: readonly Step[]): Promise<boolean> {
  if (!store.together) throw new Error('only SQLite takes statements together')
  return store.together(steps)
}

/** Reads everything `work` asks for as it stood at one instant; writes are refused. */
export function readAtOnce<T>(store: Store, work: (db: Db) => Promise<T>): Promise<T> {
  return store.db.transaction().setAccessMode('read only').setIsolationLevel('repeatable read').execute(work)
}

/** Takes the rows FOR UPDATE on PostgreSQL; on SQLite the one writer already holds them. */
export function forUpdate<DB, TB extends keyof DB, O>(
  tx: Tx,
  query: SelectQueryBuilder<DB, TB, O>,
): SelectQueryBuilder<DB, TB, O> {
  return tx.engine === 'postgresql' ? query.forUpdate() : query
}
