// When words are put on the shelf, and what: nothing that the server says in time it has, and no text encoded because
// of a letter.

import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { Kept, type Row, type Shelf } from '#app/editor/offline/unsaved-updates.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

/** A text that came as one update, what is kept of it, and a way to type into it. */
function opened() {
  const rows: Row[] = []
  const shelf: Shelf = {
    all: async () => [],
    put: async (...added) => void rows.push(...added),
    remove: async () => void rows.splice(0),
  }
  const [theirs, doc] = [new Y.Doc(), new Y.Doc()]
  theirs.getText('en').insert(0, 'to have regard to what was said, '.repeat(1_000))
  const whole = Y.encodeStateAsUpdate(theirs)
  const kept = new Kept(shelf, doc)
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'server' && origin !== kept) kept.hear(update, true, 'online')
  })
  const hear = (update: Uint8Array) => {
    Y.applyUpdate(doc, update, 'server')
    kept.hear(update, false, 'online')
  }
  hear(whole)
  return { rows, kept, whole, hear, theirs, doc, type: (words: string) => doc.getText('en').insert(0, words) }
}

function textIn(rows: readonly Row[]): string {
  const doc = new Y.Doc()
  for (const { update } of rows) if (update) Y.applyUpdate(doc, update)
  return doc.getText('en').toString()
}

test('nothing is kept of what the server says in time it has, however much is typed', () => {
  const { rows, kept, type } = opened()
  for (let letter = 0; letter < 50; letter++) {
    type('a')
    vi.advanceTimersByTime(200)
    kept.settle()
  }
  vi.advanceTimersByTime(1_000)
  expect(rows).toEqual([])
})

test('what it does not say so of is kept with the text as it came, which is not encoded for that', () => {
  const { rows, type, whole, doc } = opened()
  type('a')
  type('b')
  vi.advanceTimersByTime(250)
  expect(rows[0]?.update).toBe(whole)
  expect(textIn(rows)).toBe(doc.getText('en').toString())
})

test('later words are kept with what came before them, saved or not, by anybody', () => {
  const { rows, kept, type, hear, theirs, doc } = opened()
  type('a')
  vi.advanceTimersByTime(250)
  kept.settle()
  expect(rows.at(-1)?.update).toBeNull()
  const settled = rows.length
  type('b')
  vi.advanceTimersByTime(100)
  kept.settle()
  theirs.on('update', hear)
  theirs.getText('en').insert(5, 'their own ')
  vi.advanceTimersByTime(1_000)
  expect(rows.length).toBe(settled)
  type('c')
  vi.advanceTimersByTime(250)
  expect(textIn(rows)).toBe(doc.getText('en').toString())
  expect(rows.at(-1)?.update).not.toBeNull()
})

test('what others write beside unsaved words is kept with them', () => {
  const { rows, type, hear, theirs, doc } = opened()
  type('a')
  vi.advanceTimersByTime(250)
  theirs.on('update', hear)
  theirs.getText('en').insert(5, 'their own ')
  vi.advanceTimersByTime(250)
  expect(textIn(rows)).toBe(doc.getText('en').toString())
})

test('what is saved is removed in time also while one types on, each letter saved in time', () => {
  const { rows, kept, type } = opened()
  type('a')
  vi.advanceTimersByTime(250)
  kept.settle()
  expect(rows.length).toBeGreaterThan(0)
  for (let letter = 0; letter < 60; letter++) {
    type('b')
    vi.advanceTimersByTime(100)
    kept.settle()
  }
  expect(rows).toEqual([])
})

test('words that were removed because they were saved do not miss in what is kept later', () => {
  const { rows, kept, type, doc } = opened()
  type('a')
  vi.advanceTimersByTime(250)
  kept.settle()
  vi.advanceTimersByTime(5_000)
  expect(rows).toEqual([])
  type('b')
  vi.advanceTimersByTime(250)
  expect(textIn(rows)).toBe(doc.getText('en').toString())
})

test('the page that is left keeps its words at once, and removes what is saved', () => {
  const { rows, kept, type, doc } = opened()
  type('a')
  kept.leave()
  expect(textIn(rows)).toBe(doc.getText('en').toString())
  kept.settle()
  type('b')
  kept.settle()
  kept.leave()
  expect(rows).toEqual([])
})

test('what an earlier page kept is kept again with the words of this one', async () => {
  const earlier = opened()
  earlier.type('from before ')
  vi.advanceTimersByTime(250)
  const rows = [...earlier.rows]
  const doc = new Y.Doc()
  const shelf: Shelf = {
    all: async () => [...rows],
    put: async (...added) => void rows.push(...added),
    remove: async (pages) => void rows.splice(0, rows.length, ...rows.filter(({ page }) => !pages?.includes(page))),
  }
  const kept = new Kept(shelf, doc)
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== kept) kept.hear(update, true, 'online')
  })
  await kept.restore()
  kept.settle()
  expect(rows).toEqual([])
  doc.getText('en').insert(0, 'new ')
  vi.advanceTimersByTime(250)
  expect(textIn(rows)).toBe(doc.getText('en').toString())
  expect(textIn(rows)).toMatch(/^new from before to have/)
})

test('while no server is there nothing is waited for but the frame', () => {
  const { rows, kept, doc } = opened()
  doc.on('update', (update: Uint8Array) => kept.hear(update, true, 'offline'))
  Y.applyUpdate(doc, lettersOf('offline '), 'server')
  vi.advanceTimersByTime(60)
  expect(textIn(rows)).toBe(doc.getText('en').toString())
})

function lettersOf(words: string): Uint8Array {
  const doc = new Y.Doc()
  doc.getText('en').insert(0, words)
  return Y.encodeStateAsUpdate(doc)
}
