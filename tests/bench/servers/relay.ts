// The yardstick: hands every message on and knows nothing of what it says. With BENCH_SYNC each message is on disk
// first.

import { existsSync, fdatasync, openSync, readFileSync, write } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { type WebSocket, WebSocketServer } from 'ws'
import { templateOf } from '../texts.ts'

const syncs = process.env.BENCH_SYNC === '1'
const folder = process.env.BENCH_DATA ?? '.'

interface Waiting {
  readonly from: WebSocket
  readonly message: Uint8Array
}

/** The fields as varUint, or bytes with their length. */
function encode(...parts: readonly (number | Uint8Array)[]): Uint8Array {
  return encoding.encode((encoder) => {
    for (const part of parts) {
      if (typeof part === 'number') encoding.writeVarUint(encoder, part)
      else encoding.writeVarUint8Array(encoder, part)
    }
  })
}

class RelayRoom {
  readonly sockets = new Set<WebSocket>()
  readonly #state: Uint8Array
  readonly #log: Uint8Array[] = []
  readonly #file: number | null
  #waiting: Waiting[] = []
  #isWriting = false

  constructor(name: string) {
    const path = join(folder, `${name}.log`)
    const isKnown = existsSync(path)
    const state = isKnown ? null : templateOf(Number(/\d+/.exec(name)?.[0])).state
    this.#state = encode(0, 1, state ?? new Uint8Array([0, 0]))
    this.#file = syncs ? openSync(path, 'a') : null
    if (!syncs) return
    if (isKnown) this.#log.push(...readAll(readFileSync(path)))
    else if (state) this.#store([encode(0, 2, state)], () => {})
  }

  hear(from: WebSocket, message: Uint8Array): void {
    if (message[0] === 0 && message[1] === 0) {
      from.send(this.#state)
      for (const one of this.#log) from.send(one)
    } else if (this.#file !== null) {
      this.#waiting.push({ from, message })
      if (!this.#isWriting) setImmediate(() => this.#storeWaiting())
      this.#isWriting = true
    } else if (message[0] === 0) this.#tell({ from, message })
  }

  #storeWaiting(): void {
    const taken = this.#waiting
    this.#waiting = []
    const told = () => {
      for (const one of taken) {
        if (one.message[0] === 0) this.#tell(one)
        else one.from.send(Uint8Array.from([100, ...one.message.subarray(1)]))
      }
      if (this.#waiting.length > 0) this.#storeWaiting()
      else this.#isWriting = false
    }
    const edits = taken.filter(({ message }) => message[0] === 0).map(({ message }) => message)
    if (edits.length > 0) this.#store(edits, told)
    else told()
  }

  #store(messages: readonly Uint8Array[], stored: () => void): void {
    const file = this.#file
    if (file === null) return
    write(file, Buffer.concat(messages.map((one) => encode(one))), (failed) => {
      if (failed) throw failed
      fdatasync(file, (error) => {
        if (error) throw error
        stored()
      })
    })
  }

  #tell({ from, message }: Waiting): void {
    this.#log.push(message)
    for (const socket of this.sockets) if (socket !== from) socket.send(message)
  }
}

function readAll(bytes: Uint8Array): Uint8Array[] {
  const decoder = decoding.createDecoder(bytes)
  const all: Uint8Array[] = []
  while (decoding.hasContent(decoder)) all.push(decoding.readVarUint8Array(decoder))
  return all
}

const rooms = new Map<string, RelayRoom>()
const server = createServer()
const upgrades = new WebSocketServer({ server, perMessageDeflate: false })
upgrades.on('connection', (socket, request) => {
  const name = (request.url ?? '/').slice(1)
  const room = rooms.get(name) ?? new RelayRoom(name)
  rooms.set(name, room)
  room.sockets.add(socket)
  socket.on('error', () => {})
  socket.on('message', (data) => room.hear(socket, data as Buffer))
  socket.on('close', () => {
    room.sockets.delete(socket)
    // Its file stays open: something may still be on the way to it.
    if (room.sockets.size === 0) rooms.delete(name)
  })
})
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
