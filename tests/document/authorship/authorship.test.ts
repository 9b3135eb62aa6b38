// Who wrote what, held against a model that looks at the whole text after every row and remembers who first had each
// word in it.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Contribution } from '#server/document/authorship/contribution.ts'
import { Follower } from '#server/document/authorship/follow.ts'
import { History } from '#server/document/authorship/history.ts'
import { bare } from '#server/document/compare/redline/tokens.ts'
import { decide } from '#server/document/suggestions/decide.ts'
import { settledTrees } from '#server/document/suggestions/settled.ts'
import { rootOf, textsOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { newBlock } from '#server/document/writing/edit.ts'
import { languages } from '#server/domain/language.ts'
import { Authors, type LoggedRow } from './authors.ts'

const names = ['anna', 'bernard', 'chiara']

function historyOf(rows: readonly LoggedRow[], boundaries: readonly number[] = []): History {
  const history = new History()
  history.bound(boundaries)
  const follower = new Follower(new Y.Doc())
  for (const row of rows) history.take(row, follower.apply(row.bytes))
  return history
}

function wrote(seed: number, steps: number): Authors {
  const authors = new Authors(seed, names)
  for (let step = 0; step < steps; step++) authors.step()
  return authors
}

const wordsIn = (text: string) => text.match(/w\d+/g) ?? []

describe('who wrote the words that stand', () => {
  it('is what a model says that reads the whole text after each row', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (seed) => {
        const { rows } = wrote(seed, 120)
        const history = historyOf(rows)
        const first = new Map<string, string | null>()
        const model = new Y.Doc()
        for (const { bytes, by } of rows) {
          Y.applyUpdate(model, bytes)
          for (const language of languages) {
            for (const paragraph of readTrees(model)[language].paragraphs) {
              for (const word of wordsIn(wordsOf(paragraph))) if (!first.has(word)) first.set(word, by)
            }
          }
        }
        const trees = settledTrees(readTrees(model))
        for (const language of languages) {
          for (const paragraph of trees[language].paragraphs) {
            if (paragraph.pid === '') continue
            const shares = history.paragraph(language, paragraph.pid)?.standing ?? new Map()
            const found = Object.fromEntries([...shares].map(([by, { words }]) => [String(by), words]))
            const words = wordsIn(wordsOf(paragraph))
            const expected = Object.fromEntries(
              [...Map.groupBy(words, (word) => String(first.get(word)))].map(([by, list]) => [by, list.length]),
            )
            expect(found).toEqual(expected)
          }
        }
      }),
      { numRuns: 60 },
    ))

  it('follows one another without a gap, and ends where the text stands', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1 }), fc.integer({ min: 1, max: 60 }), (seed, boundary) => {
        const { rows, server } = wrote(seed, 80)
        const history = historyOf(rows, [boundary])
        const trees = settledTrees(readTrees(server))
        for (const language of languages) {
          for (const paragraph of trees[language].paragraphs) {
            if (paragraph.pid === '') continue
            const { contributions = [], isGone } = history.paragraph(language, paragraph.pid) ?? {}
            expect(isGone).toBe(false)
            for (const { firstSeq, lastSeq } of contributions)
              expect(firstSeq > boundary || lastSeq <= boundary).toBe(true)
            const last = contributions.at(-1)?.after ?? null
            expect(last ? wordsOf(last) : '').toBe(wordsOf(bare(paragraph)))
          }
        }
      }),
      { numRuns: 40 },
    ))
})

describe('contributions', () => {
  it('go on while one person writes, and end with a pause, another person, or a version', () => {
    const text = new Written()
    text.row('anna', (words) => words.insert(0, 'Each Party shall'))
    text.row('anna', (words) => words.insert(16, ' act'))
    text.row('bernard', (words) => words.insert(20, ' now'))
    text.row('anna', (words) => words.insert(24, '.'))
    text.wait(31)
    text.row('anna', (words) => words.delete(24, 1))
    const version = text.row('anna', (words) => words.insert(24, '!'))
    text.row('anna', (words) => words.insert(25, '!'))
    expect(text.said([version])).toEqual([
      'anna: - > Each Party shall act',
      'bernard: Each Party shall act > Each Party shall act now',
      'anna: Each Party shall act now > Each Party shall act now.',
      'anna: Each Party shall act now. > Each Party shall act now!',
      'anna: Each Party shall act now! > Each Party shall act now!!',
    ])
  })

  it('that come to nothing are none', () => {
    const text = new Written()
    text.row('anna', (words) => words.insert(0, 'Each Party'))
    text.row('bernard', (words) => words.insert(0, 'x'))
    text.row('bernard', (words) => words.delete(0, 1))
    expect(text.said()).toEqual(['anna: - > Each Party'])
  })

  it('are of the suggestion once it is accepted, one by one where several were; its words are of who suggested them', () => {
    const text = new Written()
    text.row('anna', (words) => words.insert(0, 'Parties act'))
    text.row('bernard', (words) => words.insert(8, 'shall ', { 's_i_3-1': 1 }))
    text.row('chiara', (words) => words.insert(words.length, ' now', { 's_i_4-1': 1 }))
    expect(text.said()).toEqual(['anna: - > Parties act'])
    text.row(null, () => decide(text.doc, ['3-1', '4-1'], 'accept'))
    expect(text.said()).toEqual([
      'anna: - > Parties act',
      '3-1: Parties act > Parties shall act',
      '4-1: Parties shall act > Parties shall act now',
    ])
    expect(text.standing()).toEqual({ anna: 2, bernard: 1, chiara: 1 })
  })

  it('of suggestions that were rejected are none', () => {
    const text = new Written()
    text.row('anna', (words) => words.insert(0, 'Parties act'))
    text.row('bernard', (words) => words.insert(8, 'shall ', { 's_i_3-1': 1 }))
    text.row(null, () => decide(text.doc, ['3-1'], 'reject'))
    expect(text.said()).toEqual(['anna: - > Parties act'])
    expect(text.standing()).toEqual({ anna: 2 })
  })

  it('are none where the server puts back at once what somebody changed beyond suggesting; the words stay with who wrote them', () => {
    const text = new Written()
    text.row('anna', (words) => words.insert(0, 'Parties shall act'))
    text.row('bernard', (words) => words.insert(17, ' now', { 's_i_3-1': 1 }))
    text.row('chiara', (words) => {
      words.delete(8, 5)
      words.insert(words.length, ' soon', { 's_i_3-1': null })
    })
    text.wait(-1)
    // As Yjs tidies up.
    text.row(null, (words) => words.format(0, 7, { i: 1 }))
    text.wait(-1)
    text.row(null, (words) => {
      words.insert(8, 'shall', { 's_i_3-1': null })
      words.format(words.length - 5, 5, { 's_i_4-1': 1 })
    })
    expect(text.said()).toEqual(['anna: - > Parties shall act'])
    text.row('anna', (words) => words.insert(17, '!', { 's_i_3-1': null }))
    expect(text.said()).toEqual(['anna: - > Parties shall act!'])
    text.row(null, () => decide(text.doc, ['4-1', '3-1'], 'accept'))
    expect(text.standing()).toEqual({ anna: 3, bernard: 1, chiara: 1 })
  })

  it('of whoever brings words back are theirs, the words are of those who wrote them', () => {
    const text = new Written()
    text.row('anna', (words) => words.insert(0, 'Parties shall act'))
    text.row('bernard', (words) => words.delete(0, words.length))
    text.row('chiara', (words) => words.insert(0, 'States'))
    text.row(null, (words) => {
      words.delete(0, words.length)
      words.insert(0, 'Parties shall act')
    })
    expect(text.said().at(-1)).toBe('server: States > Parties shall act')
    expect(text.standing()).toEqual({ anna: 3 })
  })

  it('that only move a paragraph say so, and make nobody the writer of its words', () => {
    const text = new Written()
    text.row('anna', (words) => words.insert(0, 'Parties shall act'))
    text.row('bernard', () => text.move())
    expect(text.said().at(-1)).toBe('bernard: Parties shall act > Parties shall act moved')
    expect(text.standing()).toEqual({ anna: 3 })
  })

  it('are kept of a paragraph that is gone', () => {
    const text = new Written()
    text.row('anna', (words) => words.insert(0, 'Parties shall act'))
    text.row('bernard', () => rootOf(text.doc, 'en').delete(0, 1))
    expect(text.said()).toEqual(['anna: - > Parties shall act', 'bernard: Parties shall act > -'])
    expect(historyOf(text.rows).paragraph('en', 'a')).toMatchObject({ isGone: true, standing: new Map() })
  })

  it('between two positions are those of which some part was written there', () => {
    const text = new Written()
    text.row('anna', (words) => words.insert(0, 'Parties'))
    const version = text.row('anna', (words) => words.insert(7, ' shall'))
    const last = text.row('anna', (words) => words.insert(13, ' act'))
    const since = (from: number, to: number) =>
      saying(historyOf(text.rows, [version]).between(from, to)).map((line) => line.split(' > ')[1])
    expect(since(0, version)).toEqual(['Parties shall'])
    expect(since(version, last)).toEqual(['Parties shall act'])
  })
})

/** One paragraph, `a`, of an English text, and the log of what is done to it, a minute a row. */
class Written {
  readonly doc = new Y.Doc()
  readonly rows: LoggedRow[] = []
  #at = 0

  constructor() {
    this.doc.transact(() => rootOf(this.doc, 'en').insert(0, [newBlock({ pid: 'a', kind: 'operative' }, [])]))
    this.row(null, () => {}, new Y.Doc())
  }

  wait(minutes: number): void {
    this.#at += minutes * 60_000
  }

  /** Returns its position in the log. */
  row(by: string | null, write: (words: Y.XmlText) => void, since = this.doc): number {
    const before = Y.encodeStateVector(since)
    const block = rootOf(this.doc, 'en').get(0) as Y.XmlElement
    this.doc.transact(() => {
      const words = textsOf(block)[0] ?? new Y.XmlText()
      if (!words.parent) block.insert(0, [words])
      write(words)
    })
    this.wait(1)
    const seq = this.rows.length + 1
    this.rows.push({ seq, at: this.#at, by, bytes: Y.encodeStateAsUpdate(this.doc, before) })
    return seq
  }

  move(): void {
    const root = rootOf(this.doc, 'en')
    const [paragraph] = readTrees(this.doc).en.paragraphs
    root.delete(0, 1)
    root.insert(0, [newBlock(paragraph!, paragraph!.runs)])
  }

  said(boundaries: readonly number[] = []): string[] {
    return saying(historyOf(this.rows, boundaries).paragraph('en', 'a')?.contributions)
  }

  standing(): Record<string, number> {
    const standing = historyOf(this.rows).paragraph('en', 'a')?.standing ?? new Map()
    return Object.fromEntries([...standing].map(([by, { words }]) => [String(by), words]))
  }
}

function saying(contributions: readonly Contribution[] = []): string[] {
  return contributions.map(({ hand, before, after, isMove }) => {
    const who = hand.is === 'member' ? hand.id : hand.is === 'suggestions' ? hand.ids.join('+') : 'server'
    return `${who}: ${before ? wordsOf(before) : '-'} > ${after ? wordsOf(after) : '-'}${isMove ? ' moved' : ''}`
  })
}
