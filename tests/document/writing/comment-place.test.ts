// Where the words of a thread are found again, and what becomes of the thread of a paragraph that goes.

import { describe, expect, it } from 'vitest'
import { type Anchor, placeOf, successor, surroundings } from '#server/document/comment-place.ts'
import type { BothTrees, Paragraph, Run } from '#server/document/tree/tree.ts'

const paragraph = (pid: string, ...runs: (string | Run)[]): Paragraph => ({
  pid,
  kind: 'operative',
  runs: runs.map((run) => (typeof run === 'string' ? { text: run } : run)),
})
const text = (...en: Paragraph[]): BothTrees => ({
  en: { language: 'en', paragraphs: en },
  fr: { language: 'fr', paragraphs: [] },
})
const original = 'Invites the Parties to give investigators the means to identify victims'
const quoted = 'the means to identify'
const at = original.indexOf(quoted)
const anchor = (over: Partial<Anchor> = {}): Anchor => ({
  id: 't',
  language: 'en',
  pid: 'p1',
  lastPid: 'p1',
  quote: quoted,
  isWhole: false,
  ...surroundings(original, at, at + quoted.length),
  lastWords: original,
  ...over,
})
const where = (trees: BothTrees, over: Partial<Anchor> = {}) => placeOf(trees, anchor(over))?.pid ?? null
const other = paragraph('p9', 'Decides to return to these questions within two years of adoption')

describe('the words of a thread', () => {
  it('are where their marks are, whatever they say now', () => {
    const trees = text(paragraph('p1', original), paragraph('p2', { text: 'rewritten', threads: ['t'] }))
    expect(where(trees)).toBe('p2')
  })

  it('stay in their paragraph while it says them', () => {
    expect(where(text(paragraph('p2', original), paragraph('p1', original)))).toBe('p1')
  })

  it('are found in the paragraph that a split put them into', () => {
    const trees = text(
      paragraph('p1', 'Invites the Parties to give investigators'),
      paragraph('p2', quoted, ' victims'),
    )
    expect(where(trees)).toBe('p2')
  })

  it('are found where a join put them, and again where an undo puts them back', () => {
    const joined = text(paragraph('p0', 'Noting this and ', original), other)
    expect(where(joined)).toBe('p0')
    const again = text(paragraph('p0', 'Noting this and '), paragraph('p1', original), other)
    expect(where(again, { lastPid: 'p0' })).toBe('p1')
  })

  it('that stand nowhere any more leave the thread at its own paragraph, also when that was away and came back', () => {
    const merged = 'Noting this and inviting the Parties to do more'
    expect(where(text(paragraph('p0', merged), paragraph('p1', 'Invites the Parties')), { lastPid: 'p0' })).toBe('p1')
    expect(where(text(paragraph('p0', merged), other), { lastPid: 'p0', lastWords: merged })).toBe('p0')
  })

  it('are told from the same words elsewhere by those around them', () => {
    const trees = text(
      paragraph('p2', `Others lack ${quoted} funds`),
      paragraph('p3', `They give investigators ${quoted} victims`),
    )
    expect(where(trees)).toBe('p3')
  })

  it('are not found again by a word that could be anywhere', () => {
    const short = { quote: 'the', before: 'to ', after: ' me', lastWords: '' }
    expect(where(text(paragraph('p2', 'On the meaning of the word')), short)).toBeNull()
  })

  it('rewritten, keep the thread under the paragraph that said them', () => {
    expect(where(text(other, paragraph('p1', 'Calls upon everybody')))).toBe('p1')
  })
})

describe('a paragraph that goes', () => {
  it('leaves its thread to the paragraph that most of its words went to', () => {
    const trees = text(
      other,
      paragraph('p3', 'Therefore invites the Parties to give investigators ways to identify victims'),
    )
    expect(where(trees)).toBe('p3')
    expect(where(trees, { isWhole: true, quote: original })).toBe('p3')
  })

  it('has no successor when its words went nowhere', () => {
    expect(where(text(other))).toBeNull()
    expect(where(text(other), { isWhole: true, quote: original })).toBeNull()
  })

  it('takes its thread back when it comes back', () => {
    const trees = text(other, paragraph('p1', original))
    expect(where(trees, { isWhole: true, quote: original, lastPid: 'p9' })).toBe('p1')
  })

  it('is not succeeded by whoever says the same few words', () => {
    expect(successor(text(other).en, 'to')).toBeUndefined()
    expect(successor(text(other).en, '')).toBeUndefined()
    expect(successor(text(other).en, 'within two years of adoption')?.pid).toBe('p9')
  })
})
