// The thread that owns the one SQLite connection, so that no fsync and no query holds up the sockets.
// It knows SQL text and parameters, nothing of what they mean.

import { closeSync, fstatSync, fsyncSync, openSync, writeSync } from 'node:fs'
import { parentPort, workerData } from 'node:worker_threads'
import Database from 'better-sqlite3'

export interface Statement {
  readonly sql: string
  readonly parameters: readonly unknown[]
}

/** A statement that must return so many rows; null when it returns none. */
export interface Step extends Statement {
  readonly rows: number | null
}

/** What the dialect posts: one statement, a whole transaction, or the order to close. */
export type Ask = ({ readonly id: number } & (Statement | { readonly together: readonly Step[] })) | 'close'

export type Answer =
  | { readonly id: number; readonly rows: readonly unknown[]; readonly changes: number | null }
  | { readonly id: number; readonly error: { readonly message: string; readonly code: string } }
  | { readonly opened: { readonly version: string; readonly journal: string; readonly synchronous: number } }
  | { readonly failed: string }

/** `read` opens an existing file beside a running server and can change nothing. */
export type SqliteMode = 'write' | 'read'

const statementsKept = 500

function open(file: string, mode: SqliteMode): Database.Database {
  if (mode === 'read') return new Database(file, { readonly: true, fileMustExist: true })
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  // A reopened WAL database runs NORMAL otherwise, and NORMAL loses acknowledged commits at a power cut.
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  // Without it INSERT OR REPLACE would delete a row past the append-only triggers.
  db.pragma('recursive_triggers = ON')
  db.pragma('busy_timeout = 5000')
  return db
}

/** As much as SQLite puts into its log before it copies the pages over and begins at the front again: 1,000 of them. */
const logRoom = 1_040 * (4_096 + 24)

/**
 * Fills the log ahead with zeros, which SQLite takes for its end. Commits then write over what is there: the file
 * system has no file to make longer, which is half of what a commit costs and the slower half. Without the room nothing
 * is lost but time.
 */
function makeRoom(file: string): void {
  try {
    const log = openSync(`${file}-wal`, 'r+')
    try {
      const { size } = fstatSync(log)
      if (size >= logRoom) return
      writeSync(log, Buffer.alloc(logRoom - size), 0, logRoom - size, size)
      fsyncSync(log)
    } finally {
      closeSync(log)
    }
  } catch {
    // A full disk says so at the next commit.
  }
}

function runOne(run: Database.Statement, parameters: readonly unknown[]) {
  if (run.reader) return { rows: run.all(...parameters), changes: null }
  return { rows: [], changes: run.run(...parameters).changes }
}

/** One transaction; false, with nothing written, when a step returns another number of rows than it should. */
function runTogether(
  db: Database.Database,
  statement: (sql: string) => Database.Statement,
  steps: readonly Step[],
): boolean {
  statement('begin immediate').run()
  try {
    for (const { sql, parameters, rows } of steps) {
      if (runOne(statement(sql), parameters).rows.length === (rows ?? 0)) continue
      statement('rollback').run()
      return false
    }
    statement('commit').run()
    return true
  } catch (error) {
    // A failed commit may have rolled back by itself.
    if (db.inTransaction) statement('rollback').run()
    throw error
  }
}

function serve(db: Database.Database, post: (answer: Answer) => void): (ask: Ask) => void {
  const prepared = new Map<string, Database.Statement>()
  const statement = (sql: string) => {
    const known = prepared.get(sql)
    if (known) return known
    if (prepared.size >= statementsKept) prepared.clear()
    const fresh = db.prepare(sql)
    prepared.set(sql, fresh)
    return fresh
  }
  let hasRoom = false
  return (ask) => {
    if (ask === 'close') {
      db.close()
      parentPort?.close()
      return
    }
    try {
      if ('together' in ask) {
        post({ id: ask.id, rows: [], changes: runTogether(db, statement, ask.together) ? 1 : 0 })
        if (!hasRoom) makeRoom(db.name)
        hasRoom = true
      } else post({ id: ask.id, ...runOne(statement(ask.sql), ask.parameters) })
    } catch (error) {
      const { message, code = 'UNKNOWN' } = error as Error & { code?: string }
      post({ id: ask.id, error: { message, code } })
    }
  }
}

if (parentPort) {
  const port = parentPort
  const post = (answer: Answer) => port.postMessage(answer)
  try {
    const db = open(workerData.file, workerData.mode)
    port.on('message', serve(db, post))
    post({
      opened: {
        version: String(db.prepare('select sqlite_version() as version').pluck().get()),
        journal: String(db.pragma('journal_mode', { simple: true })),
        synchronous: Number(db.pragma('synchronous', { simple: true })),
      },
    })
  } catch (error) {
    post({ failed: (error as Error).message })
  }
}
