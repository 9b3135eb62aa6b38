// Those who are at one text: their seats, who sees whom, whether they still answer. It knows neither the text nor the
// log.

import * as Y from 'yjs'
import type { Log } from '../../log.ts'
import { limits } from '../limits.ts'
import { seatWords } from '../refusals.ts'
import type { Connection } from '../wire/connection.ts'
import { frameOf, sayPresence, saySeat, sayUpdate } from '../wire/messages.ts'
import { Presence, type Told } from './presence.ts'
import { type Right, rightOf, type SeatOf } from './seat.ts'

interface Needs {
  readonly collab: string
  readonly seatOf: SeatOf
  readonly log: Log
  readonly clock: () => number
  /** Tells the other nodes who is here. */
  readonly tell: (states: readonly Told[]) => void
  readonly onTyped?: (sessionHash: string) => void
  /** Called when somebody has left. */
  readonly onLeft: () => void
}

export class Company {
  readonly #needs: Needs
  readonly #presence: Presence<Connection>
  readonly #connections = new Set<Connection>()
  readonly #beat: ReturnType<typeof setInterval>
  #isFrozen: boolean
  #willShow = false
  #beats = 0

  constructor(needs: Needs, isFrozen: boolean) {
    this.#needs = needs
    this.#isFrozen = isFrozen
    this.#presence = new Presence(needs.clock())
    this.#beat = setInterval(() => this.#checkAll(), limits.pingEvery)
    this.#beat.unref()
  }

  get size(): number {
    return this.#connections.size
  }

  [Symbol.iterator](): IterableIterator<Connection> {
    return this.#connections.values()
  }

  /**
   * Lets a socket in behind what was already said to it. Its seat is asked for once more: the right may have changed
   * while the text was loaded, and from now on a reseating finds it here.
   */
  admit(connection: Connection): void {
    this.#connections.add(connection)
    connection.onClosed(() => {
      this.#connections.delete(connection)
      this.#presence.leave(connection)
      this.#showSoon()
      this.#needs.onLeft()
    })
    this.#saySeat(connection)
    this.sayWho(connection)
    connection.hold()
    void this.#reseatOne(connection)
  }

  sayWho(connection: Connection): void {
    const all = this.#presence.all()
    if (all.length > 0) connection.send(sayPresence(all))
  }

  rightOf(connection: Connection): Right {
    return this.#isFrozen ? 'read' : rightOf(connection.seat)
  }

  get isFrozen(): boolean {
    return this.#isFrozen
  }

  setFrozen(isFrozen: boolean): void {
    this.#isFrozen = isFrozen
    for (const connection of this.#connections) this.#saySeat(connection)
  }

  /** Asks anew for the seats that match; nothing more is heard from or said to them before the answer. */
  async reseat(matches: (connection: Connection) => boolean): Promise<void> {
    const asked = [...this.#connections].filter(matches)
    for (const connection of asked) connection.hold()
    await Promise.all(asked.map((connection) => this.#reseatOne(connection)))
  }

  /** A change came: unlike carets and questions, which a page sends by itself, that takes a person. */
  hearTyping(connection: Connection): void {
    const now = this.#needs.clock()
    if (now - connection.typedAt < limits.typedEvery) return
    connection.typedAt = now
    this.#needs.onTyped?.(connection.seat.sessionHash)
  }

  /** What a client says of its own caret. False when malformed. */
  hearPresence(connection: Connection, states: Uint8Array, isForeign: (client: number) => boolean): boolean {
    const isHeard = this.#presence.hear(connection, connection.seat, { states, isForeign })
    if (isHeard) this.#showSoon()
    return isHeard
  }

  /** The member whom presence shows under a client id; null for nobody. */
  shownUnder(client: number): string | null {
    return this.#presence.memberOf(client)
  }

  /** What another node says of those who are at this text there. */
  hearNode(node: string, states: readonly Told[]): void {
    this.#presence.hearNode(node, states, this.#needs.clock())
    this.#showSoon()
  }

  /** Tells the other nodes of everybody here. */
  tellHere(): void {
    const here = this.#presence.here()
    if (here.length > 0) this.#needs.tell(here)
  }

  /** What was written, as one message to all that hear it. */
  tell(updates: readonly Uint8Array[], hears: (connection: Connection) => boolean): void {
    const [first] = updates
    if (!first) return
    const message = sayUpdate(updates.length > 1 ? Y.mergeUpdates([...updates]) : first)
    const frame = frameOf(message)
    for (const connection of this.#connections) if (hears(connection)) connection.send(message, frame)
  }

  closeAll(code: number, reason: string): void {
    for (const connection of this.#connections) connection.close(code, reason)
  }

  end(): void {
    clearInterval(this.#beat)
  }

  /** Only the latest state of a turn of the event loop is shown. */
  #showSoon(): void {
    if (this.#willShow) return
    this.#willShow = true
    setImmediate(() => {
      this.#willShow = false
      const changed = this.#presence.takeChanged()
      if (changed.length === 0) return
      const ours = this.#presence.ours(changed)
      if (ours.length > 0) this.#needs.tell(ours)
      const toAll = sayPresence(changed)
      const frame = frameOf(toAll)
      const who = new Set(changed.map(({ client }) => client))
      for (const connection of this.#connections) {
        const own = this.#presence.clientOf(connection)
        if (own === undefined || !who.has(own)) connection.send(toAll, frame)
        else if (changed.length > 1) connection.send(sayPresence(changed.filter(({ client }) => client !== own)))
      }
    })
  }

  #saySeat(connection: Connection): void {
    const right = this.rightOf(connection)
    connection.send(saySeat(right, this.#isFrozen ? seatWords.frozen : seatWords[right]))
  }

  async #reseatOne(connection: Connection): Promise<void> {
    const { seatOf, collab, log } = this.#needs
    const before = connection.seat
    connection.seatQuestions += 1
    const question = connection.seatQuestions
    try {
      const seat = await seatOf(collab, before.sessionHash)
      // Answers may come out of order; only that to the latest question counts.
      if (question === connection.seatQuestions) {
        if (!seat?.mayRead) return connection.close(4403, 'no longer allowed')
        connection.seat = seat
        if (rightOf(seat) !== rightOf(before)) this.#saySeat(connection)
      }
      connection.release()
    } catch (error) {
      log.error({ err: error, collab }, 'a seat could not be asked for')
      connection.close(1011, 'try again')
    }
  }

  #checkAll(): void {
    this.#beats += 1
    for (const connection of this.#connections) connection.ping()
    this.tellHere()
    this.#presence.dropSilent(this.#needs.clock() - limits.silentFor)
    this.#showSoon()
    if ((this.#beats * limits.pingEvery) % limits.reseatEvery === 0) void this.reseat(() => true)
  }
}
