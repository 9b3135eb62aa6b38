// What is asked of the connection of a desk right after a letter, and what is done when the page is left, know of that letter.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { Connection } from '#app/editor/connection.ts'
import type { Row, Shelf } from '#app/editor/kept.ts'
import { block } from './editor-desks.ts'

// A page that draws no frame, as one that nobody looks at any more.
vi.hoisted(() => Object.assign(globalThis, { requestAnimationFrame: () => 0 }))

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }))
afterEach(() => vi.useRealTimers())

/** Never opens. */
class DeadSocket extends EventTarget {
  readonly readyState = 0
  close() {}
  send() {}
}

function opened() {
  const rows: Row[] = []
  const shelf: Shelf = {
    all: async () => [],
    put: async (row) => void rows.push(row),
    remove: async () => {},
  }
  const connection = new Connection({
    ...{ server: 'ws://nowhere', collab: 'text', shelf },
    WebSocketPolyfill: DeadSocket as unknown as typeof WebSocket,
  })
  const root = connection.doc.get('en', Y.XmlElement)
  const type = () => connection.ownFirst.write(() => root.push([block('p1', 'x', 'operative')]))
  return { connection, rows, root, type }
}

describe('right after a letter', () => {
  test('the connection says that words may be lost', () => {
    const { connection, type } = opened()
    expect(connection.mayLoseWords()).toBe(false)
    type()
    expect(connection.mayLoseWords()).toBe(true)
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
