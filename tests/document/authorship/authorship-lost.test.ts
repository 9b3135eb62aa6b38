// Words that a change took out and put in elsewhere: found as by a look at everything that was lost, for the work of a
// look at a few.

import { diffArrays } from 'diff'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Authored,
  hasWords,
  joined,
  part,
  type Span,
  wordsAndSigns,
} from '#server/document/authorship/authored.ts'
import type { Change } from '#server/document/authorship/follow.ts'
import { History } from '#server/document/authorship/history.ts'
import { carried, Lost } from '#server/document/authorship/lost.ts'
import { chanceFrom } from '#tests/support/seeded.ts'

const stroke = { by: 'zoe', at: 9 }

/** A text in which few words stand often, each of somebody. */
function drawn(chance: ReturnType<typeof chanceFrom>, most: number): Authored {
  const vocabulary = ['a', 'b', 'c', 'the', 'Party', 'l’enfant', '12', '\u0301', ',', ';', '–', ' ', '  ', '\n']
  const words = Array.from({ length: chance.whole(most + 1) }, () =>
    chance.sometimes(0.3) ? ' ' : chance.pick(vocabulary),
  )
  const spans = words.map((word, at): Span => ({ by: chance.pick(['anna', 'bernard', null]), at, length: word.length }))
  return { text: words.join(''), spans }
}

/** Every piece that is nobody's yet is compared with each that was lost. */
function plainly(own: Authored, text: string, lost: readonly Authored[]): Span[] {
  let pieces: { text: string; spans: readonly Span[] | null }[] = [{ text, spans: null }]
  for (const old of [own, ...lost]) {
    if (!hasWords(old.text)) continue
    pieces = pieces.flatMap((piece) => {
      if (piece.spans !== null || !hasWords(piece.text)) return piece
      let at = 0
      return diffArrays(wordsAndSigns(old.text), wordsAndSigns(piece.text)).flatMap(({ added, removed, value }) => {
        const words = value.join('')
        if (added) return [{ text: words, spans: null }]
        const from = at
        at += words.length
        if (removed) return []
        return [{ text: words, spans: hasWords(words) ? part(old, from, at).spans : null }]
      })
    })
  }
  return pieces.flatMap((piece) => piece.spans ?? [{ ...stroke, length: piece.text.length }])
}

class Counted extends Lost {
  count = 0

  override next(...asked: Parameters<Lost['next']>) {
    this.count += 1
    return super.next(...asked)
  }
}

describe('words that one change took out', () => {
  it('are found as if each stretch that was lost were looked through in turn', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1 }), (seed) => {
        const chance = chanceFrom(seed)
        const lost = Array.from({ length: chance.whole(12) }, () => drawn(chance, chance.pick([1, 3, 12])))
        const [own, { text }] = [drawn(chance, 4), drawn(chance, 12)]
        const found = carried(own, text, { stroke, lost: new Lost(lost) })
        expect(joined(found)).toEqual(joined(plainly(own, text, lost)))
      }),
      { numRuns: 2_000 },
    ))

  it('cost a paragraph no more when ten times as many paragraphs lost some', () => {
    const counts = [200, 2_000].map((paragraphs) => {
      const old = (at: number) => `the Committee recalls number${at}, and invites Parties`
      const texts = Array.from({ length: paragraphs }, (_, at) => old(at))
      const lost = new Counted(texts.map((text) => ({ text, spans: [{ by: 'anna', at: 1, length: text.length }] })))
      const own = { text: '', spans: [] }
      for (let at = 0; at < paragraphs; at++) carried(own, `${old(at)} to exchange${at}; it notes`, { stroke, lost })
      return lost.count / paragraphs
    }) as [number, number]
    expect(counts[0]).toBeGreaterThan(0)
    expect(counts[1]).toBeLessThan(counts[0] * 1.5)
  })

  it('of all paragraphs at once are looked through about as fast as those of one after the other', () => {
    const [atOnce, inTurn] = [true, false].map((isAtOnce) =>
      Math.min(...[1, 2, 3].map(() => timeOfExchanging(1_000, isAtOnce))),
    ) as [number, number]
    // With every paragraph compared with every other it is a hundred times as long.
    expect(atOnce / inTurn).toBeLessThan(12)
  })
})

/** Milliseconds in which a word is exchanged in each of so many paragraphs, by one change or by one for each. */
function timeOfExchanging(paragraphs: number, isAtOnce: boolean): number {
  const list = (word: string) =>
    Array.from({ length: paragraphs }, (_, at) => ({
      ...{ pid: `p${at}`, kind: 'operative' as const },
      runs: [{ text: `${word}${at} invites each Party to answer.` }],
    }))
  const [were, are] = [list('so'), list('now')]
  const change = { language: 'en' as const, isMoved: false }
  const drafting = were.map((after): Change => ({ ...change, key: after.pid, before: null, after }))
  const exchanging = are.map((after, at): Change => ({ ...change, key: after.pid, before: were[at]!, after }))
  const history = new History()
  history.take({ seq: 1, at: 1, by: 'anna' }, drafting)
  const began = performance.now()
  const rows = isAtOnce ? [exchanging] : exchanging.map((one) => [one])
  for (const [at, row] of rows.entries()) history.take({ seq: 2 + at, at: 2, by: 'bernard' }, row)
  return performance.now() - began
}
