// What is asked of the connection of a desk right after a letter, and what is done when the page is left, know of that
// letter.

import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { messageSync } from 'y-websocket'
import * as Y from 'yjs'
import type { Row, Shelf } from '#app/editor/offline/unsaved-updates.ts'
import { Connection } from '#app/editor/sync/connection.ts'
import { messageConfirm, messageSaved } from '#app/editor/sync/messages.ts'
import { statusOf } from '#app/editor/sync/status.ts'
import { block } from '../desks.ts'

// A page that draws no frame, as one that nobody looks at any more.
vi.hoisted(() => Object.assign(globalThis, { requestAnimationFrame: () => 0 }))

beforeEach(
  () =>
    void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] }),
)
afterEach(() => vi.useRealTimers())

/** Never opens. */
class DeadSocket extends EventTarget {
  readonly readyState = 0
  close() {}
  send() {}
}

/** Is open at once, and keeps what is sent. */
class OpenSocket {
  static last: OpenSocket | null = null
  readonly OPEN = 1
  readonly readyState = 1
  readonly sent: Uint8Array[] = []
  onopen: () => void = () => {}
  onmessage: (event: { readonly data: Uint8Array }) => void = () => {}
  constructor() {
    OpenSocket.last = this
  }
  /** The server says this. */
  hear(begin: readonly number[], rest: Uint8Array): void {
    const encoder = encoding.createEncoder()
    for (const number of begin) encoding.writeVarUint(encoder, number)
    encoding.writeVarUint8Array(encoder, rest)
    this.onmessage({ data: encoding.toUint8Array(encoder) })
  }
  tell(...numbers: readonly number[]): void {
    this.onmessage({ data: Uint8Array.from(numbers) })
  }
  send(message: Uint8Array) {
    this.sent.push(message)
  }
  close() {}
}

const sync = (step: number) => [messageSync, step]

function opened(Socket: unknown = DeadSocket) {
  const rows: Row[] = []
  const shelf: Shelf = {
    all: async () => [],
    put: async (...added) => void rows.push(...added),
    remove: async () => {},
  }
  const connection = new Connection({
    ...{ server: 'ws://nowhere', collab: 'text' },
    // It opens once it has looked there.
    ...(Socket === DeadSocket && { shelf }),
    WebSocketPolyfill: Socket as typeof WebSocket,
  })
  const root = connection.doc.get('en', Y.XmlElement)
  const type = () => connection.ownFirst.write(() => root.push([block('p1', 'x', 'operative')]))
  return { connection, rows, root, type }
}

/** At a server that holds nothing, and has said so. */
function synced() {
  const page = opened(OpenSocket)
  const socket = OpenSocket.last!
  socket.onopen()
  socket.hear(sync(0), Y.encodeStateVector(new Y.Doc()))
  socket.hear(sync(1), Y.encodeStateAsUpdate(new Y.Doc()))
  return { ...page, socket }
}

describe('right after a letter', () => {
  test('the connection says that words may be lost', () => {
    const { connection, type } = opened()
    expect(connection.mayLoseWords()).toBe(false)
    type()
    expect(connection.mayLoseWords()).toBe(true)
    connection.destroy()
  })

  test('it is said at once that not all is saved, before it is in the text', () => {
    const { connection, root, type } = opened()
    const before = connection.link.get()
    type()
    expect(statusOf(before)).not.toBe('offline-unsaved')
    expect(statusOf({ ...connection.link.get(), everSynced: true })).toBe('offline-unsaved')
    expect(root.length).toBe(0)
    connection.destroy()
  })

  test('the server is asked what is saved only once it has it', () => {
    const { connection, type, socket } = synced()
    vi.advanceTimersByTime(100)
    connection.doc.getText('other').insert(0, 'a')
    vi.advanceTimersByTime(60)
    type()
    const sent = socket.sent.length
    vi.advanceTimersByTime(40)
    // The letter, then the question.
    expect(socket.sent.slice(sent).map((message) => message[0])).toEqual([messageSync, messageConfirm])
    connection.destroy()
  })

  test('the server is asked right behind what is sent, and once in a while when much is', () => {
    const { connection, socket } = synced()
    vi.advanceTimersByTime(200)
    const before = socket.sent.length
    const sent = () => socket.sent.slice(before).map((message) => message[0])
    const insert = () => connection.doc.getText('other').insert(0, 'a')
    insert()
    expect(sent()).toEqual([messageSync, messageConfirm])
    vi.advanceTimersByTime(20)
    insert()
    insert()
    expect(sent().slice(2)).toEqual([messageSync, messageSync])
    vi.advanceTimersByTime(100)
    expect(sent().slice(4)).toEqual([messageConfirm])
    connection.destroy()
  })

  test('the server is asked also when nothing of it changes the text', () => {
    const { connection, socket } = synced()
    connection.doc.getText('other').insert(0, 'a')
    vi.advanceTimersByTime(100)
    const { local } = connection.link.get()
    socket.tell(messageSaved, local)
    expect(connection.mayLoseWords()).toBe(false)
    const sent = socket.sent.length
    connection.ownFirst.write(() => {})
    expect(connection.link.get().local).toBe(local + 1)
    vi.advanceTimersByTime(100)
    expect(socket.sent.slice(sent).map((message) => [...message])).toEqual([[messageConfirm, local + 1]])
    connection.destroy()
  })

  test('it is in the text when the paragraphs with unsent words are looked for', () => {
    const { connection, root, type } = opened()
    type()
    expect(root.length).toBe(0)
    connection.unsentWords()
    expect(root.length).toBe(1)
    connection.destroy()
  })

  test('the page that is left keeps it', () => {
    const { connection, rows, type } = opened()
    type()
    connection.leave()
    const there = new Y.Doc()
    for (const { update } of rows) if (update) Y.applyUpdate(there, update)
    expect(there.get('en', Y.XmlElement).toString()).toContain('x')
    connection.destroy()
  })

  test('the page that ends keeps it', () => {
    const { connection, rows, type } = opened()
    type()
    connection.destroy()
    expect(rows).toHaveLength(1)
  })
})
