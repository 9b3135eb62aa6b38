// Somebody who writes words into a text without deleting any, and remembers when each was written and which were shown
// as saved.

import * as Y from 'yjs'
import { type Address, Guest } from '#tests/live/guest.ts'
import type { Chance } from '#tests/support/seeded.ts'
import { typeWord, wordOf } from '../people/words.ts'

/** Milliseconds between two words. */
const pause = 12

interface Written {
  readonly word: string
  /** performance.now() */
  readonly at: number
  readonly guest: Guest
  /** The question that was asked after it. */
  readonly asked: number
}

export class Scribe {
  readonly #doc = new Y.Doc()
  readonly #who: number
  readonly #chance: Chance
  readonly #written: Written[] = []
  #guest: Guest
  #timer: ReturnType<typeof setTimeout> | null = null
  refused = false

  /** `who` tells the words of one scribe from those of others. */
  constructor(address: Address, who: number, chance: Chance) {
    this.#guest = new Guest(address, this.#doc)
    this.#who = who
    this.#chance = chance
  }

  async synced(): Promise<void> {
    await this.#guest.until(() => this.#guest.isSynced, 'synced', 30_000)
  }

  /** One word now. */
  write(): string {
    const word = wordOf(this.#who, this.#written.length)
    typeWord(this.#doc, word, this.#chance)
    this.#written.push({ word: word, at: performance.now(), guest: this.#guest, asked: this.#guest.ask() })
    return word
  }

  start(): void {
    this.#timer = setTimeout(() => {
      this.write()
      this.start()
    }, pause)
  }

  pause(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** Resolves when so many more words are shown as saved. */
  async saves(count: number): Promise<void> {
    const wanted = this.saved().length + count
    await this.#guest.until(() => this.saved().length >= wanted, `${count} words saved`, 30_000)
  }

  /** Resolves when all of it is saved. */
  async allSaved(): Promise<void> {
    const asked = this.#guest.ask()
    await this.#guest.until(() => this.#guest.saved >= asked, 'all saved', 30_000)
  }

  /** The words that were shown as saved to the page that wrote them, of those written after `since`. */
  saved(since = 0): string[] {
    return this.#written.flatMap(({ word, at, guest, asked }) => (at > since && asked <= guest.saved ? [word] : []))
  }

  /** The line is cut; what was sent and not answered stays unanswered. */
  cut(): void {
    this.pause()
    this.#guest.socket.terminate()
  }

  /** Comes back with the page as it was. */
  async comeBack(address: Address): Promise<void> {
    await this.leave()
    this.#guest = new Guest(address, this.#doc)
    await this.synced()
  }

  async leave(): Promise<void> {
    this.refused ||= this.#guest.refused !== null
    await this.#guest.leave()
  }
}
