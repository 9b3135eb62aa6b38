// Whose each letter is, and how words are counted by who wrote them.

import { describe, expect, it } from 'vitest'
import { wordsByWriter, written } from '#server/document/authorship/spans.ts'

describe('words by writer', () => {
  const by = (text: string, ...spans: readonly [string, number][]) =>
    Object.fromEntries(
      [
        ...wordsByWriter({ text, spans: spans.map(([name, length]) => ({ by: name, at: 0, length })) }, [
          { from: 0, to: text.length },
        ]),
      ].map(([name, { words }]) => [name, words]),
    )

  it('gives a word to whoever wrote most of it, and counts as a word processor does', () => {
    expect(by('l’enfant joue', ['anna', 8], ['bernard', 5])).toEqual({ anna: 1, bernard: 1 })
    expect(by('children', ['anna', 5], ['bernard', 3])).toEqual({ anna: 1 })
    expect(by(' , – ;', ['anna', 6])).toEqual({})
  })

  it('does not take a word for new because the next begins alike', () => {
    const before = { text: 'the therapy', spans: [{ by: 'anna', at: 0, length: 11 }] }
    const now = written(before, 'the then therapy', { by: 'bernard', at: 1 })
    expect(by(now.text, ...now.spans.map((span) => [String(span.by), span.length] as [string, number]))).toEqual({
      anna: 2,
      bernard: 1,
    })
  })
})

describe('words taken out, or put in, on both sides of a word', () => {
  const ofAnna = (text: string) => ({ text, spans: [{ by: 'anna', at: 0, length: text.length }] })

  it.each([
    ['so two0 ', 'so two two0 ten0 ', ['anna so', 'bernard two', 'anna two0', 'bernard ten0']],
    ['so two ', 'so twofold two ten ', ['anna so', 'bernard twofold', 'anna two', 'bernard ten']],
    ['so two0', 'so ten0 two0 tw tent0', ['anna so', 'bernard ten0', 'anna two0', 'bernard tw', 'bernard tent0']],
    [' wo so', ' ten wo two so', ['bernard ten', 'anna wo', 'bernard two', 'anna so']],
  ])('leave it to whoever wrote it, though its letters are in those as well: %s', (few, many, expected) => {
    const alone = written(ofAnna(few), many, { by: 'bernard', at: 1 })
    expect(writers(alone)).toEqual(expected)
    const again = written(alone, few, { by: 'chiara', at: 2 })
    expect(writers(again)).toEqual(expected.filter((word) => word.startsWith('anna')))
  })

  it('and a word of which a part is left is still of who wrote its letters', () => {
    expect(writers(written(ofAnna('children and parents'), 'childnts', { by: 'bernard', at: 1 }))).toEqual([
      'anna childnts',
    ])
  })

  function writers({ text, spans }: ReturnType<typeof written>): string[] {
    return [...text.matchAll(/\w+/g)].map(({ 0: word, index }) => {
      const range = { from: index, to: index + word.length }
      return `${[...wordsByWriter({ text, spans }, [range]).keys()].join('+')} ${word}`
    })
  }
})
