// Who is where in a room. Identity comes from the seat; a client sends only where its caret is. It knows no socket and
// no text.

import { isLanguage } from '../../domain/language.ts'
import { limits } from '../limits.ts'
import { type PresenceState, readPresence } from '../wire/messages.ts'
import type { Seat } from './seat.ts'

/** Colours that presence tells apart. */
const colours = 12

interface Here {
  readonly client: number
  readonly seat: Seat
  readonly state: PresenceState
}

/** Somebody at the same text on another node. */
interface Elsewhere {
  readonly node: string
  readonly memberId: string
  readonly state: PresenceState
}

/** What nodes tell each other of a client: its state as shown, or `null` when it is gone. */
export type Told = Pick<PresenceState, 'client' | 'json'>

/** One room's presence. `Holder` is whatever stands for a socket; each holds one client id, the first it used. */
export class Presence<Holder extends object> {
  readonly #here = new Map<Holder, Here>()
  readonly #elsewhere = new Map<number, Elsewhere>()
  /** When each other node last said who is there. */
  readonly #heardAt = new Map<string, number>()
  #changed = new Map<number, PresenceState>()
  #clock: number

  /**
   * The clock of what is relayed is our own and starts at `now`: a client that comes back is never older than its past.
   */
  constructor(now: number) {
    this.#clock = now
  }

  /**
   * Takes what a client said of itself; what it repeats of others is ignored. False when the bytes are malformed.
   * `isForeign` tells a Yjs client id that belongs to somebody else.
   */
  hear(holder: Holder, seat: Seat, heard: { states: Uint8Array; isForeign: (client: number) => boolean }): boolean {
    // A client repeats the states of others with the identity that we wrote, so they are longer than its own may be.
    const states = readPresence(heard.states, 2 * limits.presence)
    if (!states) return false
    const mine = this.#here.get(holder)?.client
    const own = states.find(({ client }) =>
      mine === undefined ? this.#isFree(client, seat, heard.isForeign) : client === mine,
    )
    if (!own) return true
    if (own.json.length > limits.presence) return false
    const place = readPlace(own.json)
    if (place === undefined) return false
    if (place === null) this.leave(holder)
    else this.#put(holder, seat, own.client, place)
    return true
  }

  leave(holder: Holder): void {
    const here = this.#here.get(holder)
    if (!here) return
    this.#here.delete(holder)
    this.#gone(here.client)
  }

  /** What another node says of those who are there, at `now`. Malformed states are passed over. */
  hearNode(node: string, states: readonly Told[], now: number): void {
    this.#heardAt.set(node, now)
    for (const { client, json } of states) {
      if (json === 'null') this.#leaveNode(client, node)
      else {
        const memberId = memberOf(json)
        if (memberId === null || this.#stateHere(client)) continue
        const state = { client, clock: ++this.#clock, json }
        this.#elsewhere.set(client, { node, memberId, state })
        this.#changed.set(client, state)
      }
    }
  }

  /** Those of nodes that have said nothing since `since` are taken to be gone. */
  dropSilent(since: number): void {
    for (const [node, at] of this.#heardAt) if (at < since) this.#heardAt.delete(node)
    for (const [client, { node }] of this.#elsewhere) if (!this.#heardAt.has(node)) this.#leaveNode(client, node)
  }

  #leaveNode(client: number, node: string): void {
    if (this.#elsewhere.get(client)?.node !== node) return
    this.#elsewhere.delete(client)
    if (!this.#stateHere(client)) this.#gone(client)
  }

  #gone(client: number): void {
    const json = this.#elsewhere.get(client)?.state.json ?? 'null'
    this.#changed.set(client, { client, clock: ++this.#clock, json })
  }

  #stateHere(client: number): PresenceState | undefined {
    return this.#hereAs(client)?.state
  }

  #hereAs(client: number): Here | undefined {
    for (const here of this.#here.values()) if (here.client === client) return here
    return undefined
  }

  /** The member who is shown under a client id, on any node; null for nobody. */
  memberOf(client: number): string | null {
    return this.#hereAs(client)?.seat.memberId ?? this.#elsewhere.get(client)?.memberId ?? null
  }

  clientOf(holder: Holder): number | undefined {
    return this.#here.get(holder)?.client
  }

  /** Every state, for one who has just come. */
  all(): PresenceState[] {
    return [...this.here(), ...[...this.#elsewhere.values()].map(({ state }) => state)]
  }

  /** Every state of this node, for the others. */
  here(): PresenceState[] {
    return [...this.#here.values()].map(({ state }) => state)
  }

  /** Of `states`, those that other nodes do not know better. */
  ours(states: readonly PresenceState[]): PresenceState[] {
    return states.filter(({ client }) => !this.#elsewhere.has(client))
  }

  /** The latest state of everyone who changed since the last call. */
  takeChanged(): PresenceState[] {
    const changed = [...this.#changed.values()]
    this.#changed = new Map()
    return changed
  }

  #isFree(client: number, seat: Seat, isForeign: (client: number) => boolean): boolean {
    if (isForeign(client)) return false
    const elsewhere = this.#elsewhere.get(client)
    if (elsewhere && elsewhere.memberId !== seat.memberId) return false
    for (const [holder, here] of this.#here) {
      if (here.client !== client) continue
      // The same person came back before the old socket was found dead.
      if (here.seat.memberId !== seat.memberId) return false
      this.#here.delete(holder)
    }
    return true
  }

  #put(holder: Holder, seat: Seat, client: number, place: Place): void {
    const json = JSON.stringify({ ...identity(seat), ...place, awarenessData: {} })
    const state = { client, clock: ++this.#clock, json }
    this.#elsewhere.delete(client)
    this.#here.set(holder, { client, seat, state })
    this.#changed.set(client, state)
  }
}

/** `name` and `color` are what @lexical/yjs reads; `user` is ours. */
function identity({ memberId, name, delegation }: Seat): object {
  const colour = [...memberId].reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % colours
  return { name, color: `hsl(${colour * (360 / colours)} 55% 28%)`, user: { memberId, name, delegation, colour } }
}

/** Whose a state of another node is; null when it is none. */
function memberOf(json: string): string | null {
  if (json.length > 2 * limits.presence) return null
  try {
    const memberId = (JSON.parse(json) as { user?: { memberId?: unknown } } | null)?.user?.memberId
    return typeof memberId === 'string' ? memberId : null
  } catch {
    return null
  }
}

interface Place {
  readonly focusing: boolean
  readonly language: string | null
  readonly anchorPos: object | null
  readonly focusPos: object | null
}

/** Keeps the fields of a caret; null when the client leaves; undefined when it is no state at all. */
function readPlace(json: string): Place | null | undefined {
  let state: unknown
  try {
    state = JSON.parse(json)
  } catch {
    return undefined
  }
  if (state === null) return null
  if (typeof state !== 'object') return undefined
  const { focusing, language, anchorPos, focusPos } = state as Record<string, unknown>
  return {
    focusing: focusing === true,
    language: isLanguage(language) ? language : null,
    anchorPos: readPosition(anchorPos),
    focusPos: readPosition(focusPos),
  }
}

/** A relative position of Yjs, field by field; anything else is no caret. */
function readPosition(value: unknown): object | null {
  if (typeof value !== 'object' || value === null) return null
  const { type, tname, item, assoc } = value as Record<string, unknown>
  const position = { type: readId(type), tname: isLanguage(tname) ? tname : null, item: readId(item) }
  // Yjs throws in the reader's page for a position that names nothing.
  if (!position.type && !position.tname && !position.item) return null
  return { ...position, assoc: Number.isInteger(assoc) ? assoc : 0 }
}

function readId(value: unknown): object | null {
  if (typeof value !== 'object' || value === null) return null
  const { client, clock } = value as Record<string, unknown>
  return isCount(client) && isCount(clock) ? { client, clock } : null
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}
