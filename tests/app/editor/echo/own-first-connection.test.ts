// One's own letter first, through the connection of a desk: what may wait, what is heard at once, and what finds one's
// own letter written.

import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { readSyncMessage, writeSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync'
import { messageAwareness, messageSync, WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { goOwnFirst, OwnFirst } from '#app/editor/sync/own-first.ts'
import { pageOf } from './own-first-page.ts'

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.advanceTimersByTime(1_000)
})
afterEach(() => vi.useRealTimers())

const saved = 100
const seat = 103

const opened = () => {
  const page = pageOf()
  const doc = new Y.Doc()
  const provider = new WebsocketProvider('ws://nowhere', 'text', doc, { connect: false, disableBc: true })
  const heard: string[] = []
  const own = () => doc.getText('own').toString()
  for (const [type, name] of [
    [saved, 'saved'],
    [seat, 'seat'],
  ] as const) {
    provider.messageHandlers[type] = () => void heard.push(`${name} at ${doc.getText().toString()}${own()}`)
  }
  const ownFirst = new OwnFirst(page.later)
  goOwnFirst(provider, [seat], ownFirst)
  const edit = () => doc.getText('other edits').insert(0, 'x')
  const type = (letter: string) => ownFirst.write(() => doc.getText('own').insert(own().length, letter))
  const other = new Y.Doc()
  const hear = (type: number, write: (encoder: encoding.Encoder) => void = () => {}) => {
    const encoder = encoding.createEncoder()
    write(encoder)
    const answer = encoding.createEncoder()
    const decoder = decoding.createDecoder(encoding.toUint8Array(encoder))
    provider.messageHandlers[type]!(answer, decoder, provider, true, type)
    return encoding.toUint8Array(answer)
  }
  const writes = (words: string) => {
    const before = Y.encodeStateVector(other)
    other.getText().insert(other.getText().length, words)
    return hear(messageSync, (encoder) => writeUpdate(encoder, Y.encodeStateAsUpdate(other, before)))
  }
  const text = () => doc.getText().toString()
  return { page, doc, provider, heard, edit, type, own, ownFirst, other, hear, writes, text }
}

describe('through the connection of a desk', () => {
  test('letters of others wait and nothing is answered to them; that one’s own are saved is heard meanwhile', () => {
    const { edit, heard, hear, writes, text, page, provider } = opened()
    edit()
    expect(writes('a')).toHaveLength(0)
    expect(writes('b')).toHaveLength(0)
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
    expect(hear(messageSync, (encoder) => writeSyncStep1(encoder, new Y.Doc())).length).toBeGreaterThan(1)
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

describe('whatever comes through the connection of a desk finds one’s own letter written', () => {
  /** What stood in both texts whenever the text that others write changed. */
  const watch = ({ doc, own, text }: ReturnType<typeof opened>) => {
    const stood: string[] = []
    doc.getText().observe(() => stood.push(`${own()} and ${text()}`))
    return stood
  }

  test('the server, when it asks what it lacks: the answer holds the letter', () => {
    const { type, own, hear, provider } = opened()
    type('x')
    expect(own()).toBe('')
    const answer = decoding.createDecoder(hear(messageSync, (encoder) => writeSyncStep1(encoder, new Y.Doc())))
    expect(decoding.readVarUint(answer)).toBe(messageSync)
    const there = new Y.Doc()
    readSyncMessage(answer, encoding.createEncoder(), there, null)
    expect([own(), there.getText('own').toString()]).toEqual(['x', 'x'])
    provider.destroy()
  })

  test('what the server answers', () => {
    const desk = opened()
    const stood = watch(desk)
    desk.type('x')
    desk.other.getText().insert(0, 'a')
    desk.hear(messageSync, (encoder) => writeSyncStep2(encoder, desk.other, Y.encodeStateVector(desk.doc)))
    expect(stood).toEqual(['x and a'])
    desk.provider.destroy()
  })

  test('letters of others, shown after the frame', () => {
    const desk = opened()
    const stood = watch(desk)
    desk.type('x')
    desk.writes('a')
    desk.writes('b')
    expect([desk.own(), desk.text()]).toEqual(['', ''])
    desk.page.draw()
    expect(stood).toEqual(['x and a', 'x and ab'])
    desk.provider.destroy()
  })

  test('letters of others that are shown before any frame, and what the server says of the seat after them', () => {
    const desk = opened()
    const stood = watch(desk)
    desk.type('x')
    desk.writes('a')
    desk.hear(seat)
    desk.page.rest()
    expect(stood).toEqual(['x and a'])
    expect(desk.heard).toEqual(['seat at ax'])
    desk.provider.destroy()
  })

  test.each([
    ['that the text is saved', saved, 'saved at x'],
    ['what the server says of the seat', seat, 'seat at x'],
  ])('%s', (_what, type, said) => {
    const desk = opened()
    desk.type('x')
    desk.hear(type)
    expect(desk.heard).toEqual([said])
    desk.provider.destroy()
  })

  test('the caret of somebody', () => {
    const { type, own, page, hear, provider } = opened()
    const there = new Awareness(new Y.Doc())
    there.setLocalState({ at: 1 })
    const order: string[] = []
    provider.awareness.on('update', () => order.push(`caret beside ${own()}`))
    type('x')
    hear(messageAwareness, (encoder) =>
      encoding.writeVarUint8Array(encoder, encodeAwarenessUpdate(there, [there.clientID])),
    )
    hear(seat)
    page.rest()
    expect(order).toEqual(['caret beside x'])
    there.destroy()
    provider.destroy()
  })

  test('the end of the connection does not lose it, and nothing writes it twice', () => {
    const { page, type, own, hear, writes, text, provider } = opened()
    type('x')
    writes('a')
    provider.emit('connection-close', [null, provider])
    page.draw()
    expect([own(), text()]).toEqual(['x', ''])
    type('y')
    hear(messageSync, (encoder) => writeSyncStep1(encoder, new Y.Doc()))
    hear(saved)
    page.draw()
    vi.advanceTimersByTime(1_000)
    page.rest()
    expect(own()).toBe('xy')
    provider.destroy()
  })

  test('an edit that is a letter written after its frame asks for no other frame, and holds nobody’s letter', () => {
    const { page, type, own, writes, text, provider } = opened()
    type('x')
    page.draw()
    expect([own(), page.isAsked()]).toEqual(['x', false])
    writes('a')
    expect(text()).toBe('a')
    provider.destroy()
  })
})
