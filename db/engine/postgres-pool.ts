// The connections to PostgreSQL: lent one at a time, taken back from a database that has gone silent, never waited for
// long. It knows no SQL. Whoever waited hears StoreUnreachable within five seconds; while it is out, at once.

import type { PostgresPool, PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { Pulse } from './store-heartbeat.ts'
import { isUnreachable, StoreUnreachable } from './unreachable.ts'

/** Connections per node; a transaction holds one, so this bounds how many run at once. */
const poolSize = 16
/** Milliseconds to wait for one of them. */
const lendWithin = 4_000
/** Milliseconds that one statement of a server may take while the database answers others. */
export const longestStatement = 30_000

/** int8 and numeric arrive as numbers: instants and counts are far below 2^53. */
const typeReaders: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    oid === 20 || oid === 1700
      ? Number
      : pg.types.getTypeParser(oid, format as 'text')) as typeof pg.types.getTypeParser,
}

interface Asked {
  readonly url: string
  /** Milliseconds, or null for no limit. */
  readonly longest: number | null
  /** Told when the database goes out of reach, and when it is back. */
  readonly heard: (isReachable: boolean) => void
}

/** Connections that are lent and that are not, and how many wait for one. */
export interface PoolUse {
  readonly inUse: number
  readonly idle: number
  readonly waiting: number
}

export class Connections implements PostgresPool {
  readonly options = {}
  readonly #pool: pg.Pool
  readonly #pulse: Pulse
  readonly #open = new Map<pg.PoolClient, Lent>()
  readonly #waiting = new Set<(error: Error) => void>()
  readonly #longest: number
  readonly #sweep: ReturnType<typeof setInterval>

  constructor({ url, longest, heard }: Asked) {
    this.#longest = longest ?? Number.POSITIVE_INFINITY
    this.#pool = new pg.Pool({
      connectionString: url,
      max: poolSize,
      types: typeReaders,
      connectionTimeoutMillis: lendWithin,
      keepAlive: true,
      // A server that stopped in the middle of a transaction must not keep its rows from the others.
      ...(longest !== null && { statement_timeout: longest, idle_in_transaction_session_timeout: longest }),
    })
    // An idle connection that the database drops must not end the process, nor one that is lent; the next query says
    // so.
    this.#pool.on('error', () => {})
    this.#pool.on('connect', (client) => {
      client.on('error', () => {})
      this.#open.set(client, new Lent(client))
    })
    this.#pool.on('remove', (client) => this.#open.delete(client))
    this.#pulse = new Pulse(url, (isReachable) => {
      if (!isReachable) this.#takeBack()
      heard(isReachable)
    })
    this.#sweep = setInterval(() => this.#endTooLong(), 1_000)
    this.#sweep.unref()
  }

  get use(): PoolUse {
    const { totalCount, idleCount, waitingCount } = this.#pool
    return { inUse: totalCount - idleCount, idle: idleCount, waiting: waitingCount }
  }

  get isReachable(): boolean {
    return this.#pulse.isReachable
  }

  /**
   * Rejects with StoreUnreachable: at once while the database is out, else when it becomes so or nobody gives one back
   * in time.
   */
  connect(): Promise<PostgresPoolClient> {
    if (!this.#pulse.isReachable) return Promise.reject(new StoreUnreachable())
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject)
      this.#pool.connect().then(
        (client) => {
          if (this.#waiting.delete(reject)) resolve(this.#open.get(client) ?? new Lent(client))
          else client.release()
        },
        (error: Error) => {
          this.#waiting.delete(reject)
          reject(asUnreachable(error, true))
        },
      )
    })
  }

  /** Ends when what is lent has come back. A database that is out is not waited for. */
  async end(): Promise<void> {
    this.#pulse.end()
    clearInterval(this.#sweep)
    if (!this.#pulse.isReachable) this.#takeBack()
    if (!this.#pool.ended) await this.#pool.end()
  }

  /** Ends every connection: what was asked on it is over, and nothing waits for a database that may never answer. */
  #takeBack(): void {
    for (const client of this.#open.keys()) client.connection.stream.destroy()
    const error = new StoreUnreachable()
    for (const reject of this.#waiting) reject(error)
    this.#waiting.clear()
  }

  #endTooLong(): void {
    const before = performance.now() - this.#longest
    for (const [client, { since }] of this.#open) {
      if (since !== null && since < before) client.connection.stream.destroy()
    }
  }
}

/** One connection as a borrower sees it. The same object each time: Kysely keeps what it knows of it. */
class Lent implements PostgresPoolClient {
  readonly #client: pg.PoolClient
  /** When the statement that is running was sent. */
  since: number | null = null

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  // Of the two forms that the interface names, the one for cursors is never used here.
  readonly query = this.#ask.bind(this) as unknown as PostgresPoolClient['query']

  release(destroy?: boolean): void {
    this.#client.release(destroy)
  }

  async #ask(sql: string, parameters: unknown[]): Promise<pg.QueryResult> {
    this.since = performance.now()
    try {
      return await this.#client.query(sql, parameters)
    } catch (error) {
      throw asUnreachable(error, false)
    } finally {
      this.since = null
    }
  }
}

/**
 * Of SQLSTATE: no connection, none left, a server that shuts down, has crashed or is starting, a statement that took
 * too long.
 */
const awayStates = /^(08...|53300|57P0[1-3]|57014)$/
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
])

/** The library's own words, which carry no code: the connection ended, or had ended before it was asked. */
const awayWords = /^(Connection terminated|timeout exceeded)|is not queryable$/

/** The same error where the database answered and only said no. */
function asUnreachable(error: unknown, isConnecting: boolean): unknown {
  if (!(error instanceof Error) || isUnreachable(error)) return error
  const { code = '' } = error as { code?: string }
  const isGone = awayStates.test(code) || awayCodes.has(code) || awayWords.test(error.message)
  return isGone || (isConnecting && code === '') ? new StoreUnreachable(error) : error
}
