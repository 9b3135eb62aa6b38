// A page without a browser whose person writes, deletes and begins paragraphs: the desk's own connection, and a record,
// kept outside every server, of what it showed as saved and how its sockets ended.

import WebSocket from 'ws'
import * as Y from 'yjs'
import { Connection } from '#app/editor/sync/connection.ts'
import type { Link } from '#app/editor/sync/status.ts'
import { seenIn } from '#tests/document/gate/honest.ts'
import type { Chance } from '#tests/support/seeded.ts'

// The provider of each page listens for the end of this process.
process.setMaxListeners(0)

export interface Desk {
  /** Share of the edits that begin a paragraph. */
  readonly begins?: number
  /** Where its socket goes: the way of a node. */
  readonly through: string
  readonly origin: string
  readonly collab: string
  readonly cookie: string
}

/** One edit of this page: its words end at `clock`, and these units were deleted. */
interface Edit {
  /** As the page counts its edits; the server says `saved` by it. */
  readonly count: number
  readonly clock: number
  readonly deleted: readonly { readonly client: number; readonly clock: number; readonly length: number }[]
}

/** What some page was shown as saved. */
export interface Promised {
  readonly client: number
  /** Units of its own. */
  readonly clock: number
  readonly deleted: Edit['deleted']
}

export class Writer {
  readonly connection: Connection
  /** Close code, or HTTP status of an upgrade that was refused → how often. */
  readonly ended = new Map<number, number>()
  edits = 0
  readonly #begins: number
  readonly #chance: Chance
  readonly #edits: Edit[] = []
  #promised = 0
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor({ through, origin, collab, cookie, begins = 0.03 }: Desk, chance: Chance) {
    this.#begins = begins
    const note = (how: number) => this.ended.set(how, (this.ended.get(how) ?? 0) + 1)
    class Socket extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, protocols, { headers: { origin, cookie } })
        this.on('close', (code) => note(code))
        this.on('unexpected-response', (request, answer) => {
          note(answer.statusCode ?? 0)
          request.destroy()
          this.emit('error', new Error(`answered ${answer.statusCode}`))
        })
      }
    }
    const WebSocketPolyfill = Socket as unknown as typeof globalThis.WebSocket
    this.#chance = chance
    this.connection = new Connection({ server: `${through.replace(/^http/, 'ws')}/collab`, collab, WebSocketPolyfill })
    const { doc } = this.connection
    doc.on('update', (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (transaction.local) this.#note(transaction)
    })
  }

  get doc(): Y.Doc {
    return this.connection.doc
  }

  get link(): Link {
    return this.connection.link.get()
  }

  get isSettled(): boolean {
    const { connected, synced, saved, local, seat } = this.link
    return connected && synced && seat !== null && (local === 0 || saved === local)
  }

  /** An edit about every so many milliseconds, also while there is no line, until stopped. */
  start(every: number): void {
    this.#timer = setTimeout(
      () => {
        if (this.connection.right() === 'edit') this.edit()
        this.start(every)
      },
      every / 2 + this.#chance.whole(every),
    )
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  edit(): void {
    const chance = this.#chance
    const root = this.doc.get(chance.sometimes(0.8) ? 'en' : 'fr', Y.XmlElement) as Y.XmlElement
    this.edits += 1
    if (root.length < mostParagraphs && chance.sometimes(this.#begins)) {
      root.insert(chance.whole(root.length + 1), [new Y.XmlElement('block')])
      return
    }
    const block = root.get(chance.whole(root.length)) as Y.XmlElement
    if (block.length === 0) block.insert(0, [new Y.XmlText()])
    const text = block.get(0) as Y.XmlText
    if (text.length > 12 && chance.sometimes(0.35)) text.delete(chance.whole(text.length - 8), 1 + chance.whole(8))
    else text.insert(chance.whole(text.length + 1), chance.pick(words))
  }

  /** What this page has shown as saved until now. */
  promised(): Promised {
    const { saved } = this.link
    while (this.#promised < this.#edits.length && (this.#edits[this.#promised]?.count ?? 0) <= saved)
      this.#promised += 1
    const edits = this.#edits.slice(0, this.#promised)
    const client = this.doc.clientID
    return { client, clock: edits.at(-1)?.clock ?? 0, deleted: edits.flatMap(({ deleted }) => deleted) }
  }

  shows(seen: string): boolean {
    return seenIn(this.doc) === seen
  }

  leave(): void {
    this.stop()
    this.connection.destroy()
  }

  #note({ afterState, deleteSet }: Y.Transaction): void {
    const deleted = [...deleteSet.clients].flatMap(([client, ranges]) =>
      ranges.map(({ clock, len }) => ({ client, clock, length: len })),
    )
    this.#edits.push({ count: this.link.local, clock: afterState.get(this.doc.clientID) ?? 0, deleted })
  }
}

const mostParagraphs = 40
const words = ['the Party ', 'l’enfant ', 'shall ', 'é', 'in accordance with ', 'a', 'b']

/** Units that were promised to be kept and are not in `doc`, and units promised to be gone that `doc` shows. */
export function brokenIn(doc: Y.Doc, all: readonly Promised[]): { readonly lost: number; readonly revived: number } {
  const { sv, ds } = Y.snapshot(doc)
  let [lost, revived] = [0, 0]
  for (const { client, clock, deleted } of all) {
    lost += Math.max(0, clock - (sv.get(client) ?? 0))
    for (const range of deleted) {
      for (let at = range.clock; at < range.clock + range.length; at++) {
        if (!Y.isDeleted(ds, Y.createID(range.client, at))) revived += 1
      }
    }
  }
  return { lost, revived }
}
