// Asks PostgreSQL every half second whether it answers, on a connection of its own. It knows no query of anybody else.

import pg from 'pg'

/** Milliseconds between two beats. */
const beatEvery = 500
/**
 * Beats without an answer before it counts as out: three seconds. Counted, not timed: a busy or sleeping process is no
 * outage.
 */
const missedBeats = 5
/** Milliseconds that a new connection may take. */
const connectWithin = 2_000

/** What PostgreSQL says when it has no connection left: it is there. */
const tooManyConnections = '53300'

export class Pulse {
  readonly #url: string
  readonly #heard: (isReachable: boolean) => void
  readonly #timer: ReturnType<typeof setInterval>
  #client: pg.Client | null = null
  #isAsking = false
  #missed = 0
  #isReachable = true
  #isEnded = false

  /** `heard` is told of each change. It begins as reachable: whoever opens it has just been answered. */
  constructor(url: string, heard: (isReachable: boolean) => void) {
    this.#url = url
    this.#heard = heard
    this.#timer = setInterval(() => this.#beat(), beatEvery)
    this.#timer.unref()
  }

  get isReachable(): boolean {
    return this.#isReachable
  }

  end(): void {
    this.#isEnded = true
    clearInterval(this.#timer)
    this.#drop()
  }

  #beat(): void {
    if (!this.#isAsking) {
      void this.#ask()
      return
    }
    this.#missed += 1
    if (this.#missed < missedBeats) return
    this.#missed = 0
    this.#drop()
    this.#say(false)
  }

  async #ask(): Promise<void> {
    this.#isAsking = true
    const wasOpen = this.#client !== null
    // A connection may end for its own reasons; that a new one is refused says more.
    const isReachable = (await this.#answers()) || (wasOpen && (await this.#answers()))
    this.#isAsking = false
    this.#say(isReachable)
  }

  async #answers(): Promise<boolean> {
    if (this.#isEnded) return false
    try {
      const client = this.#client ?? (await this.#connect())
      await client.query('select 1')
      this.#missed = 0
      return true
    } catch (error) {
      this.#drop()
      return (error as { code?: string }).code === tooManyConnections
    }
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: this.#url, connectionTimeoutMillis: connectWithin })
    client.on('error', () => {})
    this.#client = client
    await client.connect()
    return client
  }

  #drop(): void {
    this.#client?.connection.stream.destroy()
    this.#client = null
  }

  #say(isReachable: boolean): void {
    if (this.#isReachable === isReachable || this.#isEnded) return
    this.#isReachable = isReachable
    this.#heard(isReachable)
  }
}
