// A page without a browser: the desk's own connection, with the patience it has there, and a person who types words
// into it.

import WebSocket from 'ws'
import { Connection } from '#app/editor/sync/connection.ts'
import type { Link } from '#app/editor/sync/status.ts'
import { seenIn } from '#tests/document/gate/honest.ts'
import type { Chance } from '#tests/support/seeded.ts'
import { typeWord, wordOf } from './words.ts'

// The provider of each page listens for the end of this process.
process.setMaxListeners(0)

export interface PageOf {
  /** `http://host:port` that the socket goes to: the server's, or a relay's. */
  readonly through: string
  /** The server's own; also the Origin. */
  readonly url: string
  readonly collab: string
  readonly cookie: string
}

export class Page {
  readonly connection: Connection
  readonly typed: string[] = []
  readonly #who: number
  readonly #chance: Chance
  #timer: ReturnType<typeof setTimeout> | null = null

  /** `who` tells the words of one page from those of others. */
  constructor({ through, url, collab, cookie }: PageOf, who: number, chance: Chance) {
    class Socket extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols, { headers: { origin: url, cookie } })
      }
    }
    const WebSocketPolyfill = Socket as unknown as typeof globalThis.WebSocket
    this.connection = new Connection({ server: `${through.replace(/^http/, 'ws')}/collab`, collab, WebSocketPolyfill })
    this.#who = who
    this.#chance = chance
  }

  get link(): Link {
    return this.connection.link.get()
  }

  /** One word now. */
  type(): void {
    const word = wordOf(this.#who, this.typed.length)
    typeWord(this.connection.doc, word, this.#chance)
    this.typed.push(word)
  }

  /** Words at human intervals, about `every` milliseconds, until stopped; also while there is no line. */
  startTyping(every: number): void {
    const wait = every / 2 + this.#chance.whole(every)
    this.#timer = setTimeout(() => {
      if (this.connection.right() === 'edit') this.type()
      this.startTyping(every)
    }, wait)
  }

  stopTyping(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  /** Resolves with the milliseconds it took until the link is so; rejects after `patience` milliseconds. */
  until(holds: (link: Link) => boolean, what: string, patience: number): Promise<number> {
    const began = performance.now()
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer)
        stop()
      }
      const look = () => {
        if (!holds(this.link)) return
        end()
        resolve(performance.now() - began)
      }
      const timer = setTimeout(() => {
        end()
        reject(new Error(`not within ${patience} ms: ${what} (${JSON.stringify(this.link)})`))
      }, patience)
      const stop = this.connection.link.watch(look)
      look()
    })
  }

  allSaved(patience: number): Promise<number> {
    return this.until((link) => link.synced && link.saved === link.local, 'all saved', patience)
  }

  /** Whether this page comes to show `seen` within `patience` milliseconds. */
  shows(seen: string, patience: number): Promise<boolean> {
    const { doc } = this.connection
    return new Promise((resolve) => {
      const end = (isSo: boolean) => {
        clearTimeout(timer)
        doc.off('update', look)
        resolve(isSo)
      }
      const look = () => {
        if (seenIn(doc) === seen) end(true)
      }
      const timer = setTimeout(() => end(false), patience)
      doc.on('update', look)
      look()
    })
  }

  leave(): void {
    this.stopTyping()
    this.connection.destroy()
  }
}
