import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { numbersOf } from '#server/document/number.ts'
import { isNumbered, type ParagraphKind } from '#server/domain/paragraph.ts'
import { kinds, treeOf } from './texts.ts'

const numbers = (...list: readonly ParagraphKind[]) => {
  const tree = treeOf(...list.map((kind, at) => [`p${at}`, kind, 'words'] as const))
  const found = numbersOf(tree)
  return tree.paragraphs.map(({ pid }) => found.get(pid) ?? '')
}

describe('numbers', () => {
  it('run on through recitals, headings and the operative part', () => {
    expect(numbers('heading1', 'recital', 'recital', 'heading2', 'operative', 'quote', 'note', 'operative')).toEqual([
      '',
      '1',
      '2',
      '',
      '3',
      '',
      '',
      '4',
    ])
  })

  it('letter the items and begin again after each numbered paragraph, and only there', () => {
    expect(numbers('operative', 'item', 'quote', 'item', 'operative', 'item', 'heading1', 'item')).toEqual([
      '1',
      '(a)',
      '',
      '(b)',
      '2',
      '(a)',
      '',
      '(b)',
    ])
  })

  it('go on after z with aa', () => {
    const letters = numbers(...Array.from({ length: 703 }, () => 'item' as const))
    expect([0, 25, 26, 27, 51, 52, 701, 702].map((at) => letters[at])).toEqual([
      '(a)',
      '(z)',
      '(aa)',
      '(ab)',
      '(az)',
      '(ba)',
      '(zz)',
      '(aaa)',
    ])
  })

  it('count a paragraph that has no pid yet', () => {
    expect([...numbersOf(treeOf(['', 'recital', 'a'], ['p1', 'recital', 'b']))]).toEqual([['p1', '2']])
  })

  it('are 1 to n without a gap, for any text', () =>
    fc.assert(
      fc.property(fc.array(kinds), (list) => {
        const counted = numbers(...list).filter((_, at) => isNumbered(list[at] ?? 'note'))
        expect(counted).toEqual(counted.map((_, at) => String(at + 1)))
      }),
    ))
})
