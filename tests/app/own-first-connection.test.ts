// One's own letter first, through the connection of a desk: what may wait, and what is heard at once.

import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { writeSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync'
import { messageAwareness, messageSync, WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { goOwnFirst, OwnFirst } from '#app/editor/own-first.ts'
import { pageOf } from './own-first-page.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.advanceTimersByTime(1_000)
})
afterEach(() => vi.useRealTimers())

describe('through the connection of a desk', () => {
  const saved = 100
  const seat = 103
  const opened = () => {
    const page = pageOf()
    const doc = new Y.Doc()
    const provider = new WebsocketProvider('ws://nowhere', 'text', doc, { connect: false, disableBc: true })
    const heard: string[] = []
    for (const [type, name] of [
      [saved, 'saved'],
      [seat, 'seat'],
    ] as const) {
      provider.messageHandlers[type] = () => void heard.push(`${name} at ${doc.getText().toString()}`)
    }
    goOwnFirst(provider, [seat], new OwnFirst(page.later))
    const edit = () => doc.getText('own').insert(0, 'x')
    const other = new Y.Doc()
    const hear = (type: number, write: (encoder: encoding.Encoder) => void = () => {}) => {
      const encoder = encoding.createEncoder()
      write(encoder)
      const answer = encoding.createEncoder()
      const decoder = decoding.createDecoder(encoding.toUint8Array(encoder))
      provider.messageHandlers[type]!(answer, decoder, provider, true, type)
      return encoding.length(answer)
    }
    const writes = (words: string) => {
      const before = Y.encodeStateVector(other)
      other.getText().insert(other.getText().length, words)
      return hear(messageSync, (encoder) => writeUpdate(encoder, Y.encodeStateAsUpdate(other, before)))
    }
    return { page, doc, provider, heard, edit, other, hear, writes, text: () => doc.getText().toString() }
  }

  test('letters of others wait and nothing is answered to them; that one’s own are saved is heard meanwhile', () => {
    const { edit, heard, hear, writes, text, page, provider } = opened()
    edit()
    expect(writes('a')).toBe(0)
    expect(writes('b')).toBe(0)
    hear(saved)
    expect([text(), ...heard]).toEqual(['', 'saved at '])
    page.draw()
    expect(text()).toBe('ab')
    provider.destroy()
  })

  test('what the server says of the seat comes after the letters that it sent before', () => {
    const { page, edit, heard, hear, writes, provider } = opened()
    edit()
    writes('a')
    hear(seat)
    page.rest()
    expect(heard).toEqual(['seat at a'])
    provider.destroy()
  })

  test('the caret of somebody comes after their letter', () => {
    const { edit, hear, writes, text, page, provider } = opened()
    const there = new Awareness(new Y.Doc())
    there.setLocalState({ at: 1 })
    const order: string[] = []
    provider.awareness.on('update', () => order.push(`caret at ${text()}`))
    edit()
    writes('a')
    hear(messageAwareness, (encoder) =>
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(there, [there.clientID])),
    )
    expect(order).toEqual([])
    page.draw()
    expect(order).toEqual(['caret at a'])
    there.destroy()
    provider.destroy()
  })

  test('what the server asks is answered at once, and what it answers is there at once', () => {
    const { edit, doc, hear, writes, text, provider } = opened()
    edit()
    writes('a')
    const whole = new Y.Doc()
    whole.getText().insert(0, 'b')
    expect(hear(messageSync, (encoder) => writeSyncStep1(encoder, new Y.Doc()))).toBeGreaterThan(1)
    hear(messageSync, (encoder) => writeSyncStep2(encoder, whole, Y.encodeStateVector(doc)))
    expect([text(), provider.synced]).toEqual(['b', true])
    provider.destroy()
  })

  test('letters that waited when the connection was lost come with it, and no caret of then', () => {
    const { page, edit, other, hear, writes, text, provider } = opened()
    const there = new Awareness(new Y.Doc())
    edit()
    writes('a')
    hear(messageAwareness, (encoder) =>
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(there, [there.clientID])),
    )
    provider.emit('connection-close', [null, provider])
    page.draw()
    expect(text()).toBe('')
    expect([...provider.awareness.getStates().keys()]).not.toContain(there.clientID)
    writes('b')
    hear(messageSync, (encoder) => writeSyncStep2(encoder, other, Y.encodeStateVector(provider.doc)))
    page.draw()
    expect(text()).toBe('ab')
    there.destroy()
    provider.destroy()
  })

  test('what waits when the page is left is not shown any more', () => {
    const { page, edit, doc, writes, text, provider } = opened()
    edit()
    writes('a')
    doc.destroy()
    page.draw()
    expect(text()).toBe('')
    provider.destroy()
  })
})
