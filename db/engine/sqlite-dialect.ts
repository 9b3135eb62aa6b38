// Kysely over the SQLite thread: one connection, which Kysely lends to one caller at a time, and every transaction
// BEGIN IMMEDIATE.

import { Worker } from 'node:worker_threads'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import type { Answer, Ask, SqliteMode, Statement, Step } from './sqlite-worker.ts'

export interface SqliteThread {
  readonly version: string
  readonly journal: string
  /** As PRAGMA synchronous numbers it: 2 is FULL. */
  readonly synchronous: number
  run(what: Statement): Promise<QueryResult<unknown>>
  /**
   * A whole transaction in one message: the thread begins, runs the steps and commits before it answers. False, with
   * nothing written, when one returns another number of rows than it should.
   */
  together(steps: readonly Step[]): Promise<boolean>
  /**
   * From now on a transaction is open that is asked statement by statement; what is asked for together waits until it
   * is not.
   */
  hold(isHeld: boolean): void
  close(): Promise<void>
}

/** Posting a view posts its whole buffer; a small Buffer may be a slice of a shared pool. */
function posted(value: unknown): unknown {
  return value instanceof Uint8Array && value.byteLength !== value.buffer.byteLength ? new Uint8Array(value) : value
}

/** Starts the thread on `file` and resolves once the connection is open; rejects when it cannot be. */
export function startSqliteThread(file: string, mode: SqliteMode): Promise<SqliteThread> {
  const workerData = { file, mode }
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData })
  const waiting = new Map<number, { resolve(result: QueryResult<unknown>): void; reject(error: Error): void }>()
  let asked = 0
  let isHeld = false
  let behind: (() => void)[] = []
  let gone: Error | null = null

  function end(error: Error): void {
    gone ??= error
    for (const one of waiting.values()) one.reject(gone)
    waiting.clear()
  }

  function run({ sql, parameters }: Statement): Promise<QueryResult<unknown>> {
    if (gone) return Promise.reject(gone)
    const id = ++asked
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      // Only what the thread needs: a compiled query carries its tree.
      worker.postMessage({ id, sql, parameters: parameters.map(posted) } satisfies Ask)
    })
  }

  function together(steps: readonly Step[]): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const post = () => {
        if (gone) return reject(gone)
        const id = ++asked
        waiting.set(id, { resolve: ({ numAffectedRows }) => resolve(numAffectedRows === 1n), reject })
        const together = steps.map(({ sql, parameters, rows }) => ({ sql, parameters: parameters.map(posted), rows }))
        worker.postMessage({ id, together } satisfies Ask)
      }
      if (isHeld) behind.push(post)
      else post()
    })
  }

  function hold(isHeldNow: boolean): void {
    isHeld = isHeldNow
    if (isHeld || behind.length === 0) return
    const due = behind
    behind = []
    for (const post of due) post()
  }

  function close(): Promise<void> {
    if (gone) return Promise.resolve()
    const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
    worker.postMessage('close' satisfies Ask)
    return exited
  }

  return new Promise((resolve, reject) => {
    worker.on('message', (answer: Answer) => {
      if ('failed' in answer) return reject(new Error(answer.failed))
      if ('opened' in answer) return resolve({ ...answer.opened, run, together, hold, close })
      const one = waiting.get(answer.id)
      waiting.delete(answer.id)
      if ('error' in answer) return one?.reject(Object.assign(new Error(answer.error.message), answer.error))
      one?.resolve({
        rows: [...answer.rows],
        ...(answer.changes === null ? {} : { numAffectedRows: BigInt(answer.changes) }),
      })
    })
    worker.on('error', (error) => end(error as Error))
    worker.on('exit', () => end(new Error('the SQLite thread has ended')))
    worker.once('error', reject)
  })
}

class ThreadAdapter extends SqliteAdapter {
  /** SQLite rolls DDL back with its transaction; a migration is whole or absent. */
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

function driver(thread: SqliteThread): Driver {
  const connection: DatabaseConnection = {
    executeQuery: <R>(query: CompiledQuery) => thread.run(query) as Promise<QueryResult<R>>,
    streamQuery() {
      throw new Error('the SQLite thread does not stream')
    },
  }
  const say = async (words: string) => {
    await connection.executeQuery(CompiledQuery.raw(words))
  }
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    // IMMEDIATE: the write lock is taken at the beginning, so no transaction fails half-way for want of it.
    beginTransaction: (_, { accessMode }) => {
      thread.hold(true)
      return say(accessMode === 'read only' ? 'begin deferred' : 'begin immediate')
    },
    commitTransaction: () => say('commit'),
    rollbackTransaction: () => say('rollback'),
    // After the commit or the rollback, whichever it came to.
    releaseConnection: async () => thread.hold(false),
    destroy: () => thread.close(),
  }
}

export function sqliteDialect(thread: SqliteThread): Dialect {
  return {
    createAdapter: () => new ThreadAdapter(),
    createDriver: () => driver(thread),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  }
}
