// This node's place at one text that other nodes may have open too: the term its appends name, the client ids that
// write here, whether it keeps the text. It knows no socket and no word of the text. Where there is one node, it has
// all of it.

import type { Store } from '#db/engine/open.ts'
import type { Fence } from '#db/texts/appends.ts'
import {
  bringHome,
  type ClientHome,
  holdText,
  leaveText,
  letGoOfText,
  listHomes,
  listStandings,
} from '#db/texts/node-leases.ts'
import { Refused, refusal } from '../../domain/refusal.ts'
import { limits } from '../limits.ts'
import { seatWords } from '../refusals.ts'
import type { Bus } from './bus.ts'

/** What an append was made of, as far as a node may lose the right to it. */
export interface Made {
  /** Client ids of people. */
  readonly clients: readonly number[]
  /** Done by the janitor: the keeper's alone. */
  readonly isTending: boolean
}

export interface Tenure {
  readonly fence: Fence | null
  /** One node at a time tends the structure, makes snapshots and tells the house. */
  readonly isKeeper: boolean
  /** Those of `clients` that may not write here before they were brought home. */
  away(clients: readonly number[]): number[]
  /**
   * Has them write here from now on, and nowhere else. Returns whose each is: it need not be the member's who asked.
   */
  bringHome(memberId: string, clients: readonly number[]): Promise<readonly ClientHome[]>
  /**
   * A client id goes to another node: nothing more is taken under it, and once `isOnDisk` resolves it does not write
   * here.
   */
  yield(client: number, isOnDisk: Promise<void>): Promise<void>
  /** Whether one of them is on its way to another node, or went a moment ago. */
  isLeaving(clients: readonly number[]): boolean
  yielded(client: number, from: string): void
  /** After the log took nothing: whether `made` may be tried again. */
  mayTryAgain(made: readonly Made[]): Promise<boolean>
  /** It keeps the text, since this term at the latest; null: another does. */
  keep(since: number | null): void
  /**
   * Nobody else appends, or keeps the text, from now on: since the term returned. Refused (not-now) when it is frozen
   * or held elsewhere.
   */
  hold(): Promise<number>
  letGo(): Promise<void>
  end(): Promise<void>
}

/** The only node there is. */
export const soleTenure: Tenure = {
  fence: null,
  isKeeper: true,
  away: () => [],
  bringHome: async () => [],
  async yield() {},
  isLeaving: () => false,
  yielded() {},
  mayTryAgain: async () => false,
  keep() {},
  hold: async () => 0,
  async letGo() {},
  async end() {},
}

interface Needs {
  readonly store: Store
  readonly clock: () => number
  readonly bus: Bus
  readonly collab: string
}

/** One node of several. */
export class SharedTenure implements Tenure {
  readonly #needs: Needs
  /** Moves only together with a look at the homes: a later term may hide that one of them was taken. */
  #term: number
  #isKeeper = false
  /** The latest term of which is known that another kept the text. */
  #notKeptIn = 0
  readonly #homes = new Set<number>()
  /** Those that were asked for by another node, until it has had the time to take them. */
  readonly #leaving = new Set<number>()
  readonly #asked = new Map<number, { readonly node: string; answered(): void }>()

  constructor(needs: Needs, term: number) {
    this.#needs = needs
    this.#term = term
  }

  get fence(): Fence | null {
    return { node: this.#needs.bus.node, term: this.#term }
  }

  get isKeeper(): boolean {
    return this.#isKeeper
  }

  away(clients: readonly number[]): number[] {
    return clients.filter((client) => !this.#homes.has(client) || this.#leaving.has(client))
  }

  async bringHome(memberId: string, clients: readonly number[]): Promise<readonly ClientHome[]> {
    const { store, clock, bus, collab } = this.#needs
    const before = await listHomes(store.db, collab, clients)
    const elsewhere = before.filter((home) => home.memberId === memberId && home.node && home.node !== bus.node)
    await Promise.all(elsewhere.map(({ clientId, node }) => this.#askFor(clientId, node ?? '')))
    const bringing = { documentId: collab, node: bus.node, memberId, clientIds: clients }
    const { term, homes } = await bringHome(store.db, clock(), bringing)
    if (term !== null) this.#moveTo(term)
    for (const home of homes) if (home.memberId === memberId) this.#homes.add(home.clientId)
    return homes
  }

  async yield(client: number, isOnDisk: Promise<void>): Promise<void> {
    this.#leaving.add(client)
    await isOnDisk
    this.#homes.delete(client)
    setTimeout(() => this.#leaving.delete(client), limits.gone).unref()
  }

  isLeaving(clients: readonly number[]): boolean {
    return clients.some((client) => this.#leaving.has(client))
  }

  yielded(client: number, from: string): void {
    const asked = this.#asked.get(client)
    if (asked?.node === from) asked.answered()
  }

  async mayTryAgain(made: readonly Made[]): Promise<boolean> {
    const { store, bus, collab } = this.#needs
    const [standing] = await listStandings(store.db, bus.node, [collab])
    if (!standing || standing.isStopped) return false
    // After the term: what is taken from here on moves it again.
    for (const home of await listHomes(store.db, collab, [...this.#homes])) {
      if (home.node !== bus.node) this.#homes.delete(home.clientId)
    }
    this.#term = standing.term
    if (!standing.isKeeper) {
      this.#isKeeper = false
      this.#notKeptIn = standing.term
    }
    return made.every(
      (one) => one.clients.every((client) => this.#homes.has(client)) && (this.#isKeeper || !one.isTending),
    )
  }

  keep(since: number | null): void {
    // What was true when it was asked may be over when the answer comes.
    this.#isKeeper = since !== null && since > this.#notKeptIn
  }

  async hold(): Promise<number> {
    const { store, bus, collab } = this.#needs
    const held = await holdText(store.db, bus.node, collab)
    if (!held) throw new Refused(refusal('not-now', seatWords.frozen))
    this.#moveTo(held.term)
    bus.tell({ is: 'state', collab })
    return held.term
  }

  async letGo(): Promise<void> {
    const { store, bus, collab } = this.#needs
    await letGoOfText(store.db, bus.node, collab)
    bus.tell({ is: 'state', collab })
  }

  async end(): Promise<void> {
    if (this.#isKeeper) await leaveText(this.#needs.store.db, this.#needs.bus.node, this.#needs.collab)
  }

  /** The term moved by us: nothing else happened in between if it is the next. */
  #moveTo(term: number): void {
    if (term === this.#term + 1) this.#term = term
  }

  /** Asks the node where a client id wrote last to let it go; one that is gone does not answer. */
  #askFor(client: number, node: string): Promise<void> {
    const { bus, collab } = this.#needs
    if (!bus.isUp) return Promise.resolve()
    return new Promise((resolve) => {
      const timer = setTimeout(() => answered(), limits.yieldWithin)
      const answered = () => {
        clearTimeout(timer)
        this.#asked.delete(client)
        resolve()
      }
      this.#asked.set(client, { node, answered })
      bus.tell({ is: 'claim', collab, client })
    })
  }
}
