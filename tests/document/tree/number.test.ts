import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KeptNumbers } from '#server/document/numbering/kept.ts'
import { noteNumbersOf, numbersOf } from '#server/document/numbering/number.ts'
import type { Tree } from '#server/document/tree/tree.ts'
import { isNumbered, type ParagraphKind } from '#server/domain/text/paragraph.ts'
import { kinds, treeOf } from '../texts.ts'

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

  it('count sub-items in small Roman numerals, again after each item', () => {
    expect(numbers('operative', 'item', 'subitem', 'subitem', 'item', 'subitem', 'operative', 'subitem')).toEqual([
      '1',
      '(a)',
      '(i)',
      '(ii)',
      '(b)',
      '(i)',
      '2',
      '(i)',
    ])
    const many = numbers(...Array.from({ length: 49 }, () => 'subitem' as const))
    expect([3, 8, 13, 39, 48].map((at) => many[at])).toEqual(['(iv)', '(ix)', '(xiv)', '(xl)', '(xlix)'])
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

  it('count sub-points after each item, appendices in capitals, and no title, row or cell', () => {
    const list = ['title', 'operative', 'item', 'subitem', 'subitem', 'item', 'subitem', 'row', 'cell'] as const
    expect(numbers(...list, 'appendix', 'item', 'appendix')).toEqual(
      ['', '1', '(a)', '(i)', '(ii)', '(b)', '(i)', '', ''].concat(['A', '(a)', 'B']),
    )
  })

  it('follow the calls of footnotes, and the place of one that nothing calls', () => {
    const call = (pid: string) => ({ text: '*', cites: `footnote:${pid}` })
    const tree: Tree = {
      language: 'en',
      paragraphs: [
        { pid: 'p1', kind: 'operative', runs: [{ text: 'a' }, call('late'), call('early'), call('late')] },
        { pid: 'early', kind: 'footnote', runs: [] },
        { pid: 'late', kind: 'footnote', runs: [] },
        { pid: 'alone', kind: 'footnote', runs: [] },
        { pid: 'p2', kind: 'operative', runs: [{ ...call('last'), marks: ['i_1-1'] }, call('last')] },
        { pid: 'last', kind: 'footnote', runs: [] },
      ],
    }
    expect(Object.fromEntries(noteNumbersOf(tree.paragraphs))).toEqual({ late: '1', early: '2', alone: '3', last: '4' })
    expect(Object.fromEntries(numbersOf(tree))).toEqual({ p1: '1', p2: '2' })
  })
})

describe('numbers kept from a version', () => {
  const kept = (tree: Tree): KeptNumbers => {
    const own = numbersOf(tree)
    return tree.paragraphs.map(({ pid, kind }) => ({ pid, kind, number: own.get(pid) ?? '' }))
  }
  const row = (words: string, kind: ParagraphKind = 'operative') =>
    treeOf(...words.split(' ').map((pid) => [pid, kind, 'words'] as const))
  const renumbered = (before: string, now: string, kind: ParagraphKind = 'operative') =>
    [...numbersOf(row(now, kind), kept(row(before, kind)))].map(([pid, number]) => `${pid} ${number}`)

  it('leave a gap where a paragraph is gone, and call what is put in after what stands before it', () => {
    expect(renumbered('a b c d', 'a x y z c')).toEqual(['a 1', 'x 1 bis', 'y 1 ter', 'z 1 quater', 'c 3'])
  })

  it('go on counting behind the last, past numbers that were given before', () => {
    expect(renumbered('a b c', 'a b x y')).toEqual(['a 1', 'b 2', 'x 4', 'y 5'])
    expect(renumbered('a', 'x')).toEqual(['x 2'])
  })

  it('stay with a paragraph that moves', () => {
    expect(renumbered('a b c d', 'a d x b c')).toEqual(['a 1', 'd 4', 'x 4 bis', 'b 2', 'c 3'])
  })

  it('are minus one before the first, as in texts of the European Union', () => {
    expect(renumbered('a b', 'x y a b')).toEqual(['x -1', 'y -1 bis', 'a 1', 'b 2'])
  })

  it('tell 12 bis A from 12 bis, which stands in a version that kept numbers itself', () => {
    const first = kept(row('a b'))
    const second = row('a x b')
    const own = numbersOf(second, first)
    const later = second.paragraphs.map(({ pid, kind }) => ({ pid, kind, number: own.get(pid) ?? '' }))
    expect([...numbersOf(row('a y x z b w'), later).values()]).toEqual(['1', '1 bis A', '1 bis', '1 ter', '2', '3'])
  })

  it('are kept among items of one paragraph, and not in another one', () => {
    const before = treeOf(['p', 'operative', ''], ['a', 'item', ''], ['b', 'item', ''], ['q', 'operative', ''])
    const now = treeOf(
      ...([
        ['p', 'operative', ''],
        ['a', 'item', ''],
        ['x', 'item', ''],
      ] as const),
      ...([
        ['b', 'item', ''],
        ['q', 'operative', ''],
        ['y', 'item', ''],
      ] as const),
    )
    expect([...numbersOf(now, kept(before)).values()]).toEqual(['1', '(a)', '(a bis)', '(b)', '2', '(a)'])
  })

  it('never give one number twice, nor that of somebody else, and are those of the version for the version', () =>
    fc.assert(
      fc.property(fc.shuffledSubarray([...'abcdefgh']), fc.shuffledSubarray([...'abcdefghijklmn']), (old, now) => {
        const before = treeOf(...old.map((pid) => [pid, 'operative', ''] as const))
        const version = kept(before)
        const numbers = numbersOf(treeOf(...now.map((pid) => [pid, 'operative', ''] as const)), version)
        expect(new Set(numbers.values()).size).toBe(now.length)
        for (const { pid, number } of version) {
          for (const [other, given] of numbers) expect(given === number).toBe(other === pid)
        }
        expect(numbersOf(before, version)).toEqual(numbersOf(before))
      }),
    ))
})
