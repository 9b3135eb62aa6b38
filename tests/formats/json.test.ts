import { describe, expect, it } from 'vitest'
import type { Tree } from '#server/document/tree/tree.ts'
import { jsonText } from '#server/formats/json.ts'
import { printed } from '#server/formats/printed.ts'

const en: Tree = {
  language: 'en',
  paragraphs: [
    {
      pid: 'a',
      kind: 'recital',
      runs: [{ text: 'See ' }, { text: 'Article 23', cites: 'article:23', threads: ['t1'] }],
    },
    { pid: 'b', kind: 'item', runs: [] },
  ],
}
const fr: Tree = {
  language: 'fr',
  paragraphs: [{ pid: 'c', kind: 'note', runs: [{ text: 'Voir', cites: 'finding:R-01' }] }],
}

describe('a text for machines', () => {
  it('has this shape', () => {
    const numbers = { en: new Map([['a', '12 bis']]), fr: new Map([['c', '3']]) }
    const title = { en: 'Opinion', fr: 'Avis' }
    expect(jsonText({ symbol: 'T-ES(2026)01', title, hash: 'ab' }, { trees: { en, fr }, numbers })).toEqual({
      symbol: 'T-ES(2026)01',
      title,
      hash: 'ab',
      paragraphs: [
        { pid: 'a', number: '12 bis', kind: 'recital', text: { en: 'See Article 23', fr: '' }, cites: ['article:23'] },
        { pid: 'b', number: null, kind: 'item', text: { en: '', fr: '' }, cites: [] },
        { pid: 'c', number: '3', kind: 'note', text: { en: '', fr: 'Voir' }, cites: ['finding:R-01'] },
      ],
    })
  })
})

describe('a printed text', () => {
  it('counts a draft as it stands and shows no comment mark', () => {
    expect(printed(en)).toEqual([
      { pid: 'a', number: '1', kind: 'recital', runs: [{ text: 'See ' }, { text: 'Article 23', cites: 'article:23' }] },
      { pid: 'b', number: '(a)', kind: 'item', runs: [] },
    ])
  })

  it('keeps the numbers of a frozen text', () => {
    expect(printed(en, new Map([['a', '12 bis']])).map((paragraph) => paragraph.number)).toEqual(['12 bis', null])
  })
})
