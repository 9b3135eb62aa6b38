// The text for what stands beside it: words may wait while somebody types, whatever else changed may not.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { resting } from '#app/desk/text/resting.ts'
import { signal } from '#app/editor/signal.ts'
import type { BothTrees, Paragraph, Run } from '#server/document/tree/tree.ts'

const text = (...paragraphs: Paragraph[]): BothTrees => ({
  en: { language: 'en', paragraphs },
  fr: { language: 'fr', paragraphs: [] },
})
const paragraph = (pid: string, ...runs: Run[]): Paragraph => ({ pid, kind: 'operative', runs })
const one = paragraph('a', { text: 'Invites' }, { text: 'Parties', threads: ['t'] })
const two = paragraph('b', { text: 'Recalls' })

describe('the text beside which things stand', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  test('keeps back words for a while, then has the newest', () => {
    const live = signal<BothTrees | null>(text(one, two))
    const { trees } = resting(live)
    const before = trees.get()
    live.set(text(one, paragraph('b', { text: 'Recalls w' })))
    live.set(text(one, paragraph('b', { text: 'Recalls with' })))
    expect(trees.get()).toBe(before)
    vi.runAllTimers()
    expect(trees.get()).toBe(live.get())
  })

  test('keeps them back while somebody types on, for a few seconds at most', () => {
    const live = signal<BothTrees | null>(text(one, two))
    const { trees } = resting(live)
    const before = trees.get()
    const type = (letters: number) => {
      for (let letter = 0; letter < letters; letter++) {
        live.set(text(one, paragraph('b', { text: `Recalls ${letter}` })))
        vi.advanceTimersByTime(100)
      }
    }
    type(25)
    expect(trees.get()).toBe(before)
    type(15)
    expect(trees.get()).not.toBe(before)
  })

  test.each<[string, BothTrees | null]>([
    ['a paragraph that comes', text(one, two, paragraph('c'))],
    ['one that goes', text(one)],
    ['one that moves', text(two, one)],
    ['another kind', text(one, { ...two, kind: 'recital' })],
    ['a suggestion about a paragraph', text(one, { ...two, marks: ['d_1-1'] })],
    ['a suggestion on words', text(one, paragraph('b', { text: 'Recalls', marks: ['d_1-1'] }))],
    ['a comment whose words went', text(paragraph('a', { text: 'Invites' }), two)],
    ['no text any more', null],
  ])('has %s at once', (_, now) => {
    const live = signal<BothTrees | null>(text(one, two))
    const { trees } = resting(live)
    live.set(now)
    expect(trees.get()).toBe(now)
    vi.runAllTimers()
    expect(trees.get()).toBe(now)
  })

  test('follows no more once it is stopped', () => {
    const live = signal<BothTrees | null>(text(one, two))
    const { trees, stop } = resting(live)
    const before = trees.get()
    live.set(text(one, paragraph('b', { text: 'Recalls w' })))
    stop()
    vi.runAllTimers()
    expect(trees.get()).toBe(before)
  })
})
