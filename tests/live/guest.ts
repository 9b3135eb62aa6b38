// A client written from server/live/README.md alone: ws, yjs, lib0. It speaks the wire and remembers what it was told.

import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import WebSocket from 'ws'
import * as Y from 'yjs'

export interface Address {
  /** `http://host:port` of the server; also the Origin, unless that is another. */
  readonly url: string
  readonly origin?: string
  /** The address in the network that a proxy says it comes from; else all come from one. */
  readonly from?: string
  readonly collab: string
  readonly cookie: string
}

/** Waits until `holds`, asked after every change of the guest; rejects after `patience` milliseconds. */
export type Until = (holds: () => boolean, what: string, patience?: number) => Promise<void>

export class Guest {
  readonly doc: Y.Doc
  readonly socket: WebSocket
  /** The latest N of `saved`. */
  saved = -1
  readonly savedAll: number[] = []
  isSynced = false
  refused: { code: string; en: string; fr: string } | null = null
  seat: { mayEdit: boolean; en: string; fr: string } | null = null
  closed: { code: number; reason: string } | null = null
  /** Client id → the state as told. */
  readonly present = new Map<number, Record<string, unknown> | null>()
  readonly #watchers = new Set<() => void>()
  #asked = 0

  constructor({ url, origin = url, from, collab, cookie }: Address, doc: Y.Doc = new Y.Doc()) {
    this.doc = doc
    const headers = { origin, cookie, ...(from && { 'x-forwarded-for': from }) }
    this.socket = new WebSocket(`${url.replace(/^http/, 'ws')}/collab/${collab}`, { headers })
    this.socket.binaryType = 'nodebuffer'
    this.socket.on('open', () => this.send(0, 0, Y.encodeStateVector(doc)))
    this.socket.on('message', (data) => this.#hear(new Uint8Array(data as Buffer)))
    this.socket.on('error', () => {})
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() }
      this.#changed()
    })
    doc.on('update', this.#sendUpdate)
  }

  readonly #sendUpdate = (update: Uint8Array, origin: unknown) => {
    if (origin !== this) this.send(0, 2, update)
  }

  /** Numbers as varUint, bytes with their length, strings with theirs. */
  send(...parts: readonly (number | Uint8Array | string)[]): void {
    if (this.socket.readyState !== WebSocket.OPEN) return
    this.socket.send(encode(...parts))
  }

  /** Asks whether everything sent so far is on disk; returns N. */
  ask(): number {
    this.#asked += 1
    this.send(101, this.#asked)
    return this.#asked
  }

  until: Until = (holds, what, patience = 10_000) =>
    new Promise((resolve, reject) => {
      const look = () => {
        if (!holds()) return
        end()
        resolve()
      }
      const timer = setTimeout(() => {
        end()
        reject(
          new Error(
            `not within ${patience} ms: ${what} (${JSON.stringify({ closed: this.closed, refused: this.refused })})`,
          ),
        )
      }, patience)
      const end = () => {
        clearTimeout(timer)
        this.#watchers.delete(look)
      }
      this.#watchers.add(look)
      look()
    })

  synced(): Promise<void> {
    return this.until(() => this.isSynced, 'synced')
  }

  /** Resolves once everything sent so far is on disk. */
  allSaved(): Promise<void> {
    const asked = this.ask()
    return this.until(() => this.saved >= asked, `saved ${asked}`)
  }

  /** Leaves; the document can be taken to another guest. */
  async leave(): Promise<void> {
    this.doc.off('update', this.#sendUpdate)
    if (this.socket.readyState === WebSocket.CLOSED) return
    this.socket.close()
    await this.until(() => this.closed !== null, 'closed')
  }

  root(language: 'en' | 'fr' = 'en'): Y.XmlElement {
    return this.doc.get(language, Y.XmlElement) as Y.XmlElement
  }

  /** The words of paragraph `at`, made if it has none yet. */
  text(at = 0, language: 'en' | 'fr' = 'en'): Y.XmlText {
    const block = this.root(language).get(at) as Y.XmlElement
    if (block.length === 0) block.insert(0, [new Y.XmlText()])
    return block.get(0) as Y.XmlText
  }

  words(at = 0, language: 'en' | 'fr' = 'en'): string {
    const block = this.root(language).get(at) as Y.XmlElement
    const texts = block.toArray() as Y.XmlText[]
    return texts.flatMap((text) => (text.toDelta() as { insert: string }[]).map((op) => op.insert)).join('')
  }

  #changed(): void {
    for (const look of [...this.#watchers]) look()
  }

  #hear(message: Uint8Array): void {
    const decoder = decoding.createDecoder(message)
    const kind = decoding.readVarUint(decoder)
    if (kind === 0) this.#hearSync(decoder)
    else if (kind === 1) this.#hearPresence(decoding.createDecoder(decoding.readVarUint8Array(decoder)))
    else if (kind === 100) {
      this.saved = decoding.readVarUint(decoder)
      this.savedAll.push(this.saved)
    } else if (kind === 102) {
      const [code, en, fr] = [1, 2, 3].map(() => decoding.readVarString(decoder)) as [string, string, string]
      this.refused = { code, en, fr }
    } else if (kind === 103) {
      const mayEdit = decoding.readVarUint(decoder) === 1
      this.seat = { mayEdit, en: decoding.readVarString(decoder), fr: decoding.readVarString(decoder) }
    }
    this.#changed()
  }

  #hearSync(decoder: decoding.Decoder): void {
    const step = decoding.readVarUint(decoder)
    const bytes = decoding.readVarUint8Array(decoder)
    if (step === 0) this.send(0, 1, Y.encodeStateAsUpdate(this.doc, bytes))
    else Y.applyUpdate(this.doc, bytes, this)
    if (step === 1) this.isSynced = true
  }

  #hearPresence(decoder: decoding.Decoder): void {
    const count = decoding.readVarUint(decoder)
    for (let at = 0; at < count; at++) {
      const client = decoding.readVarUint(decoder)
      decoding.readVarUint(decoder)
      this.present.set(client, JSON.parse(decoding.readVarString(decoder)))
    }
  }
}

/** Shows the person at this client id to the others. */
export function showPresence(guest: Guest): void {
  guest.send(1, encode(1, guest.doc.clientID, 1, JSON.stringify({ focusing: true })))
}

export function encode(...parts: readonly (number | Uint8Array | string)[]): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(encoder, part)
    else if (typeof part === 'string') encoding.writeVarString(encoder, part)
    else encoding.writeVarUint8Array(encoder, part)
  }
  return encoding.toUint8Array(encoder)
}
