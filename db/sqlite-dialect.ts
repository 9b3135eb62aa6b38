// Kysely over the SQLite thread: one connection, which Kysely lends to one caller at a time, and every transaction BEGIN IMMEDIATE.

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

/** A whole transaction in one message: the thread begins, runs the steps and commits before it answers. */
export interface Together {
  readonly together: readonly Step[]
}

export interface SqliteThread {
  readonly version: string
  readonly journal: string
  /** As PRAGMA synchronous numbers it: 2 is FULL. */
  readonly synchronous: number
  run(what: Statement | Together): Promise<QueryResult<unknown>>
  close(): Promise<void>
}

/** Posting a view posts its whole buffer; a small Buffer may be a slice of a shared pool. */
function posted(value: unknown): unknown {
  return value instanceof Uint8Array && value.byteLength !== value.buffer.byteLength ? new Uint8Array(value) : value
}

/** Only what the thread needs: a compiled query carries its tree. */
function postable<S extends Statement>({ sql, parameters, ...rest }: S) {
  return {
    sql,
    parameters: parameters.map(posted),
    ...('rows' in rest ? { rows: rest.rows as number | null } : { rows: null }),
  }
}

/** Starts the thread on `file` and resolves once the connection is open; rejects when it cannot be. */
export function startSqliteThread(file: string, mode: SqliteMode): Promise<SqliteThread> {
  const workerData = { file, mode }
  const worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData })
  const waiting = new Map<number, { resolve(result: QueryResult<unknown>): void; reject(error: Error): void }>()
  let asked = 0
  let gone: Error | null = null

  function end(error: Error): void {
    gone ??= error
    for (const one of waiting.values()) one.reject(gone)
    waiting.clear()
  }

  function run(what: Statement | Together): Promise<QueryResult<unknown>> {
    if (gone) return Promise.reject(gone)
    const id = ++asked
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject })
      const ask = 'together' in what ? { together: what.together.map(postable) } : postable(what)
      worker.postMessage({ id, ...ask } satisfies Ask)
    })
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
      if ('opened' in answer) return resolve({ ...answer.opened, run, close })
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
    executeQuery: <R>(query: CompiledQuery & Partial<Together>) =>
      thread.run(query.together ? { together: query.together } : query) as Promise<QueryResult<R>>,
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
    beginTransaction: (_, { accessMode }) => say(accessMode === 'read only' ? 'begin deferred' : 'begin immediate'),
    commitTransaction: () => say('commit'),
    rollbackTransaction: () => say('rollback'),
    releaseConnection: async () => {},
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
