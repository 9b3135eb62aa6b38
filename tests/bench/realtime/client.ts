// A bare client of either wire: it speaks the protocol and keeps count, and holds no document while it is measured.

import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import WebSocket from 'ws'
import { runsIn } from '../texts.ts'

/** `yjs` is the y-websocket protocol, `hocuspocus` the same with a document name before every message. */
export type Wire = 'yjs' | 'hocuspocus'

export interface Target {
  readonly url: string
  readonly wire: Wire
}

/** An update never met twice is read once: all readers of a room get the same bytes. */
const read = new Map<string, ReturnType<typeof runsIn>>()
const readsKept = 20_000

function runsOf(update: Uint8Array): ReturnType<typeof runsIn> {
  const key = Buffer.from(update.buffer, update.byteOffset, update.byteLength).toString('latin1')
  const known = read.get(key)
  if (known) return known
  if (read.size > readsKept) read.clear()
  const runs = runsIn(update)
  read.set(key, runs)
  return runs
}

export class Client {
  readonly #socket: WebSocket
  readonly #prefix: Uint8Array
  /** Next unit awaited of every author. */
  readonly state = new Map<number, number>()
  /** Every update as it came, when kept. */
  readonly kept: Uint8Array[] | null
  /** The author who sits here: what comes back of their own words is not news. */
  own: number | null = null
  saved = 0
  /** Bytes of the longest update so far, and all that came. */
  longest = 0
  hasGap = false
  failed: string | null = null
  onUnits: (author: number, first: number, end: number) => void = () => {}
  onSaved: (number: number) => void = () => {}
  onText: () => void = () => {}

  constructor({ url, wire }: Target, room: string, keeps = false) {
    this.kept = keeps ? [] : null
    this.#prefix = wire === 'yjs' ? new Uint8Array() : encoding.encode((to) => encoding.writeVarString(to, room))
    this.#socket = new WebSocket(`${url}/${room}`, { perMessageDeflate: false })
    this.#socket.on('open', () => {
      if (wire === 'hocuspocus') this.#send(Uint8Array.from([2, 0, 0]))
      // "What do you have?" from one who has nothing.
      this.#send(Uint8Array.from([0, 0, 1, 0]))
    })
    this.#socket.on('message', (data) => this.#hear(data as Buffer))
    this.#socket.on('error', (error) => {
      this.failed = error.message
    })
    this.#socket.on('close', (code) => {
      this.failed ??= `closed with ${code}`
    })
  }

  update(update: Uint8Array): void {
    this.#send(
      encoding.encode((to) => {
        encoding.writeVarUint(to, 0)
        encoding.writeVarUint(to, 2)
        encoding.writeVarUint8Array(to, update)
      }),
    )
  }

  ask(number: number): void {
    this.#send(
      encoding.encode((to) => {
        encoding.writeVarUint(to, 101)
        encoding.writeVarUint(to, number)
      }),
    )
  }

  /** Resolves once an update of at least `bytes` has come, which only the whole text is. */
  async joined(bytes: number): Promise<void> {
    if (this.longest >= bytes) return
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`no text within 60 s (${this.failed})`)), 60_000)
      this.onText = () => {
        if (this.longest < bytes) return
        clearTimeout(timer)
        resolve()
      }
    })
  }

  leave(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.readyState === WebSocket.CLOSED) return resolve()
      this.#socket.once('close', () => resolve())
      this.#socket.close()
    })
  }

  #send(message: Uint8Array): void {
    if (this.#socket.readyState !== WebSocket.OPEN) return
    this.#socket.send(this.#prefix.length === 0 ? message : Buffer.concat([this.#prefix, message]))
  }

  #hear(message: Buffer): void {
    const decoder = decoding.createDecoder(message)
    if (this.#prefix.length > 0) decoding.readVarString(decoder)
    const kind = decoding.readVarUint(decoder)
    if (kind === 100) {
      this.saved = decoding.readVarUint(decoder)
      this.onSaved(this.saved)
    } else if (kind === 102) this.failed = `refused: ${decoding.readVarString(decoder)}`
    else if (kind === 0 || (kind === 4 && this.#prefix.length > 0)) this.#hearSync(decoder)
  }

  #hearSync(decoder: decoding.Decoder): void {
    const step = decoding.readVarUint(decoder)
    const update = decoding.readVarUint8Array(decoder)
    // "What have you?": nothing that anybody lacks.
    if (step === 0) {
      this.#send(Uint8Array.from([0, 1, 2, 0, 0]))
      return
    }
    this.kept?.push(Uint8Array.from(update))
    if (update.length > this.longest) {
      this.longest = update.length
      this.onText()
    }
    // The text itself: nobody has typed in it yet.
    if (update.length > 20_000) return
    for (const [author, first, length] of runsOf(update)) {
      if (author !== this.own) this.#note(author, first, first + length)
    }
  }

  #note(author: number, first: number, end: number): void {
    const next = this.state.get(author) ?? 0
    if (first > next) this.hasGap = true
    if (end <= next) return
    this.state.set(author, end)
    this.onUnits(author, next, end)
  }
}
