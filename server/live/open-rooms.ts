// The rooms that are open on this node: each loaded when it is first asked for, given up when idle or at fault.

import { listWrittenHours } from '#db/texts/documents.ts'
import { listStandings } from '#db/texts/node-leases.ts'
import { limits } from './limits.ts'
import { SharedTenure, soleTenure } from './nodes/tenure.ts'
import { joinNodes } from './nodes/watch.ts'
import { Room } from './room.ts'
import type { RoomNeeds } from './room-needs.ts'
import type { SeatMatch } from './seats/seat.ts'
import { Allowance } from './text/allowance.ts'
import { Ledger } from './text/ledger.ts'
import { firstHour } from './text/quota.ts'
import { BrokenText, loadText } from './text/stored-text.ts'

/** There is no text of this id. */
export class NoSuchText extends Error {
  constructor(collab: string) {
    super(`there is no text ${collab}`)
    this.name = 'NoSuchText'
  }
}

export class OpenRooms {
  readonly #needs: RoomNeeds
  readonly #rooms = new Map<string, Promise<Room>>()
  readonly #loaded = new Set<Room>()
  readonly #ledger: Ledger
  readonly #allowance: Allowance
  /**
   * How many freezings are under way here: the row does not say so yet, and the text must not open again unfrozen in
   * between.
   */
  readonly #freezing = new Map<string, number>()
  /** Null on SQLite, which has one node whatever it is told. */
  readonly #nodes: ReturnType<typeof joinNodes> | null
  #isClosed = false

  constructor(needs: RoomNeeds) {
    this.#needs = needs
    this.#ledger = new Ledger(needs)
    this.#allowance = new Allowance(needs.clock)
    const here = {
      opened: () => this.now(),
      find: (collab: string) => this.#find(collab),
      isFrozen: (collab: string) => this.#freezing.has(collab),
      reseat: (match: SeatMatch) => this.reseat(match),
    }
    this.#nodes = needs.store.engine === 'postgresql' ? joinNodes({ ...needs, ...here }) : null
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Throws NoSuchText, or BrokenText for one that is set aside. */
  async open(collab: string): Promise<Room> {
    const known = this.#rooms.get(collab)
    if (known) {
      const room = await known
      return room.isGone ? this.open(collab) : room
    }
    // A room that is closing still answers, so that its last change is indexed.
    if (this.#isClosed) throw new Error('the rooms are closed')
    this.#leaveSome()
    if (this.#rooms.size >= limits.rooms) throw new Error('too many rooms are open')
    const loading: Promise<Room> = this.#load(collab, (room) => {
      this.#loaded.delete(room)
      if (this.#rooms.get(collab) === loading) this.#rooms.delete(collab)
    })
    this.#rooms.set(collab, loading)
    loading.catch((error: unknown) => {
      if (this.#rooms.get(collab) === loading) this.#rooms.delete(collab)
      if (error instanceof BrokenText) this.#needs.log.fatal({ err: error, collab }, 'a text was set aside')
    })
    return loading
  }

  /** Many texts may be opened one after the other, in less time than an empty room is kept. */
  #leaveSome(): void {
    if (this.#loaded.size <= limits.emptyRooms) return
    const before = this.#needs.clock() - limits.emptyAtLeast
    const empty = [...this.#loaded].flatMap((room) => {
      const since = room.emptySince
      return since === null ? [] : [{ room, since }]
    })
    const most = empty.length - limits.emptyRooms
    const oldest = empty.sort((one, other) => one.since - other.since).slice(0, Math.max(0, most))
    for (const { room, since } of oldest) if (since < before) room.leave()
  }

  /** Those that are open; waits for those that are being loaded. */
  async now(): Promise<Room[]> {
    const settled = await Promise.allSettled(this.#rooms.values())
    return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  }

  async reseat({ collab, memberId, sessionHash }: SeatMatch): Promise<void> {
    const concerned = (await this.now()).filter((room) => collab === undefined || room.collab === collab)
    const isMeant = ({ seat }: { readonly seat: { readonly memberId: string; readonly sessionHash: string } }) =>
      (memberId === undefined || seat.memberId === memberId) &&
      (sessionHash === undefined || seat.sessionHash === sessionHash)
    await Promise.all(concerned.map((room) => room.reseat(isMeant)))
    // A person's seats alone say nothing of the text.
    if (memberId !== undefined || sessionHash !== undefined) return
    for (const room of concerned) room.keepNumbers((await this.#needs.keptOf?.(room.collab)) ?? null)
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#nodes?.leave()
    await Promise.all((await this.now()).map((room) => room.close()))
    await this.#ledger.endQuiet()
  }

  async #find(collab: string): Promise<Room | null> {
    return (await this.#rooms.get(collab)?.catch(() => null)) ?? null
  }

  isFreezing(collab: string): boolean {
    return this.#freezing.has(collab)
  }

  freezingBegins(collab: string): void {
    this.#freezing.set(collab, (this.#freezing.get(collab) ?? 0) + 1)
  }

  /** Whether none is under way any more. */
  freezingEnds(collab: string): boolean {
    const left = (this.#freezing.get(collab) ?? 1) - 1
    if (left > 0) this.#freezing.set(collab, left)
    else this.#freezing.delete(collab)
    return left <= 0
  }

  async #load(collab: string, onGone: (room: Room) => void): Promise<Room> {
    const { store, bus } = this.#needs
    const loaded = await loadText(store.db, collab)
    if (!loaded) throw new NoSuchText(collab)
    const isFrozen = loaded.isFrozen || this.#freezing.has(collab)
    const kept = (await this.#needs.keptOf?.(collab)) ?? null
    const written = await listWrittenHours(store.db, collab, firstHour(this.#needs.clock()))
    const here = { needs: this.#needs, ledger: this.#ledger, allowance: this.#allowance }
    const opening = { collab, loaded, kept, written, ...here, onGone: () => onGone(room) }
    const standing = this.#nodes && (await listStandings(store.db, bus.node, [collab]))[0]
    if (standing === undefined) throw new NoSuchText(collab)
    const tenure = standing ? new SharedTenure({ ...this.#needs, collab }, standing.term) : soleTenure
    const room = new Room({ ...opening, tenure, isFrozen: isFrozen || standing?.isStopped === true })
    this.#loaded.add(room)
    await this.#nodes?.welcome(room).catch(async (error: unknown) => {
      await room.close()
      throw error
    })
    return room
  }
}
