// People at one text who type and delete as fast as people can, and remember what they were told is saved.

import * as Y from 'yjs'
import { seenIn } from '#tests/document/gate/honest.ts'
import { type Address, Guest } from '#tests/live/guest.ts'
import type { Chance } from '#tests/support/seeded.ts'

/** Milliseconds between two edits of one person: faster than typing, so that much is under way at any moment. */
const pause = 4
/** One question in so many edits. */
const editsPerQuestion = 3

/** What somebody's page held when it asked, once the answer was `saved`. */
export interface Shown {
  readonly states: ReadonlyMap<number, number>
  readonly deleted: Y.Snapshot['ds']
}

export class Typist {
  readonly doc = new Y.Doc()
  readonly #chance: Chance
  readonly #asked = new Map<number, Shown>()
  #guest: Guest
  #timer: ReturnType<typeof setTimeout> | null = null
  edits = 0

  constructor(address: Address, chance: Chance) {
    this.#chance = chance
    this.#guest = new Guest(address, this.doc)
  }

  synced(): Promise<void> {
    return this.#guest.synced()
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.#edit()
      this.start()
    }, pause)
  }

  /** Stops typing; what was sent but not answered stays unanswered. */
  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#guest.socket.terminate()
  }

  /** Comes back with the page as it was and waits until all of it is saved. */
  async comeBack(address: Address): Promise<void> {
    await this.#guest.leave()
    this.#guest = new Guest(address, this.doc)
    await this.#guest.synced()
    await this.#guest.allSaved()
  }

  leave(): Promise<void> {
    return this.#guest.leave()
  }

  /** Whether this page comes to show `seen`. */
  shows(seen: string): Promise<boolean> {
    return this.#guest
      .until(() => seenIn(this.doc) === seen, 'one text', 5_000)
      .then(
        () => true,
        () => false,
      )
  }

  get refused(): boolean {
    return this.#guest.refused !== null
  }

  /** What was on this page when the last question was asked that was answered; null before any. */
  lastShown(): Shown | null {
    return this.#asked.get(this.#guest.saved) ?? null
  }

  #edit(): void {
    const text = this.#guest.text()
    const { length } = text
    const words = this.#guest.words()
    if (length > 20 && this.#chance.sometimes(0.4)) {
      const from = this.#chance.whole(length - 4)
      text.delete(from, 1 + this.#chance.whole(4))
    } else {
      text.insert(
        this.#chance.whole(words.length + 1),
        this.#chance.pick(['the ', 'Parties ', 'shall ', 'é', 'a', 'b']),
      )
    }
    this.edits += 1
    if (this.edits % editsPerQuestion !== 0) return
    const shown = Y.snapshot(this.doc)
    this.#asked.set(this.#guest.ask(), { states: shown.sv, deleted: shown.ds })
  }
}

/** Units that `shown` held and `doc` does not, and units that `shown` had deleted and `doc` shows. */
export function lostFrom(doc: Y.Doc, shown: Shown): { lost: number; revived: number } {
  const { sv, ds } = Y.snapshot(doc)
  let lost = 0
  for (const [client, clock] of shown.states) lost += Math.max(0, clock - (sv.get(client) ?? 0))
  let revived = 0
  for (const [client, ranges] of shown.deleted.clients) {
    for (const { clock, len } of ranges) {
      for (let at = clock; at < clock + len; at++) if (!Y.isDeleted(ds, Y.createID(client, at))) revived += 1
    }
  }
  return { lost, revived }
}
