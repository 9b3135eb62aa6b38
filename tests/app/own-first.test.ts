// One's own letter first: what others write waits while somebody writes, never long, never out of order, and nothing of it is lost.

import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { Awareness, encodeAwarenessUpdate } from 'y-protocols/awareness'
import { writeSyncStep1, writeSyncStep2, writeUpdate } from 'y-protocols/sync'
import { messageAwareness, messageSync, WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { goOwnFirst, OwnFirst } from '#app/editor/own-first.ts'

/** A page that draws, and goes on, when the test says so. */
function pageOf() {
  const frames: (() => void)[] = []
  const tasks: (() => void)[] = []
  const task = () => tasks.shift()?.()
  const rest = () => {
    while (tasks.length > 0) task()
  }
  return {
    later: {
      inFrame: (then: () => void) => void frames.push(then),
      soon: (then: () => void) => void tasks.push(then),
    },
    /** Does one task that waits. */
    task,
    /** Does all tasks that wait. */
    rest,
    /** Draws a frame, and does what follows it. */
    draw() {
      for (const then of frames.splice(0)) then()
      rest()
    },
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  vi.advanceTimersByTime(1_000)
})
afterEach(() => vi.useRealTimers())

describe('what others write', () => {
  const opened = () => {
    const page = pageOf()
    const done: number[] = []
    return { page, done, own: new OwnFirst(page.later), does: (step: number) => () => void done.push(step) }
  }

  test('is shown at once to whoever does not write', () => {
    const { own, done, does } = opened()
    own.take(does(1))
    expect(done).toEqual([1])
  })

  test('is shown after the frame of one’s own letter, in its order', () => {
    const { page, own, done, does } = opened()
    own.edited()
    own.take(does(1))
    own.take(does(2))
    expect(done).toEqual([])
    page.draw()
    expect(done).toEqual([1, 2])
  })

  test('waits for the next letter when that is near, and is shown with it', () => {
    const { page, own, done, does } = opened()
    own.edited()
    page.draw()
    vi.advanceTimersByTime(60)
    own.take(does(1))
    vi.advanceTimersByTime(40)
    expect(done).toEqual([])
    own.edited()
    own.take(does(2))
    expect(done).toEqual([])
    page.draw()
    expect(done).toEqual([1, 2])
  })

  test('costs a frame only now and then, however much of it comes', () => {
    const { page, own, done, does } = opened()
    const shown: number[] = []
    for (let at = 0; at < 50; at++) {
      own.edited()
      own.take(does(at))
      page.draw()
      shown.push(done.length)
      vi.advanceTimersByTime(50)
    }
    const times = shown.filter((count, at) => count !== shown[at - 1]).length
    expect(times).toBeGreaterThan(10)
    expect(times).toBeLessThanOrEqual(18)
    expect(done).toEqual([...done.keys()])
  })

  test('waits three tenths of a second at the longest, also where no frame is drawn', () => {
    const { page, own, done, does } = opened()
    own.edited()
    own.take(does(1))
    for (let waited = 0; waited < 280; waited += 20) {
      vi.advanceTimersByTime(20)
      own.edited()
    }
    expect(done).toEqual([])
    vi.advanceTimersByTime(20)
    page.rest()
    expect(done).toEqual([1])
  })

  test('is shown at once again when nothing was written for a moment', () => {
    const { page, own, done, does } = opened()
    own.edited()
    page.draw()
    vi.advanceTimersByTime(200)
    own.take(does(1))
    expect(done).toEqual([1])
  })

  test('comes one by one, each in a task of its own, and what comes meanwhile after it', () => {
    const { page, own, done, does } = opened()
    own.edited()
    own.take(does(1))
    own.take(does(2))
    own.after(does(3))
    expect(done).toEqual([])
    page.task()
    expect(done).toEqual([1])
    own.take(does(4))
    page.task()
    expect(done).toEqual([1, 2])
    page.rest()
    expect(done).toEqual([1, 2, 3, 4])
  })

  test('does not stop at what fails', () => {
    const { page, own, done, does } = opened()
    own.edited()
    own.take(() => {
      throw new Error('broken')
    })
    own.after(does(2))
    expect(page.task).toThrow('broken')
    page.rest()
    expect(done).toEqual([2])
  })

  test('waits while an input method composes, and is shown in the frame after it', () => {
    const { page, own, done, does } = opened()
    own.composing(true)
    own.take(does(1))
    vi.advanceTimersByTime(4_900)
    page.draw()
    own.take(does(2))
    expect(done).toEqual([])
    own.composing(false)
    expect(done).toEqual([])
    page.draw()
    expect(done).toEqual([1, 2])
    own.take(does(3))
    expect(done).toEqual([1, 2, 3])
  })

  test('waits five seconds at the longest for an input method, and not at all once the seat changes', () => {
    const { page, own, done, does } = opened()
    own.composing(true)
    own.take(does(1))
    vi.advanceTimersByTime(5_300)
    page.rest()
    own.take(does(2))
    expect(done).toEqual([1, 2])
    own.composing(true)
    own.take(does(3))
    own.after(does(4))
    page.rest()
    expect(done).toEqual([1, 2, 3, 4])
  })

  test('is forgotten when nobody waits for it any more, and what comes then is shown', () => {
    const { page, own, done, does } = opened()
    own.edited()
    own.take(does(1))
    own.forget()
    page.draw()
    vi.advanceTimersByTime(300)
    page.rest()
    own.take(does(2))
    expect(done).toEqual([2])
  })

  test('never waits where nothing is drawn', () => {
    const done: number[] = []
    const own = new OwnFirst(null)
    own.edited()
    own.take(() => void done.push(1))
    expect(done).toEqual([1])
  })
})

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
