import { performance } from 'node:perf_hooks'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { isUnreadable, rootOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { joinRuns } from '#server/document/tree/tree.ts'
import { seed } from '#server/document/writing/edit.ts'
import { docOf, pairs } from '../texts.ts'

const blockOf = (doc: Y.Doc) => rootOf(doc, 'en').get(0) as Y.XmlElement
const textOf = (doc: Y.Doc) => blockOf(doc).get(0) as Y.XmlText

function refusalOf(damage: (doc: Y.Doc) => void): string {
  const doc = docOf(['recital', 'Recalling', 'Rappelant'])
  damage(doc)
  try {
    readTrees(doc)
  } catch (error) {
    if (isUnreadable(error)) return error.message
    throw error
  }
  return 'read without complaint'
}

describe('reading the live text', () => {
  it('gives back what was seeded', () =>
    fc.assert(
      fc.property(pairs, (rows) => {
        const doc = new Y.Doc()
        seed(doc, rows)
        const paragraphs = (language: 'en' | 'fr') =>
          rows.map((row) => ({ pid: row.pid, kind: row.kind, runs: joinRuns(row[language]) }))
        expect(readTrees(doc)).toEqual({
          en: { language: 'en', paragraphs: paragraphs('en') },
          fr: { language: 'fr', paragraphs: paragraphs('fr') },
        })
      }),
    ))

  it('reads several texts in one block as one line of words', () => {
    const doc = docOf(['recital', 'Recalling', ''])
    const more = new Y.XmlText()
    more.insert(0, ' Article 23')
    blockOf(doc).insert(1, [more])
    expect(readTrees(doc).en.paragraphs[0]?.runs).toEqual([{ text: 'Recalling Article 23' }])
  })

  it('reads looks, citations and sorted comment marks', () => {
    const doc = docOf(['recital', 'abc', ''])
    textOf(doc).format(0, 2, { p: { __format: 3 }, s_c_t2: 1, s_c_t1: 1 })
    textOf(doc).format(2, 1, { p: { __mode: 1 }, s_ref: 'article:23', i: 1 })
    expect(readTrees(doc).en.paragraphs[0]?.runs).toEqual([
      { text: 'ab', bold: true, italic: true, threads: ['t1', 't2'] },
      { text: 'c', cites: 'article:23' },
    ])
  })

  it('merges neighbours that differ only in the separator, but keeps two citations of one target apart', () => {
    const doc = docOf(['recital', 'abcd', ''])
    textOf(doc).format(1, 1, { i: 1 })
    textOf(doc).format(2, 1, { p: { __mode: 1 }, s_ref: 'article:23', i: 2 })
    textOf(doc).format(3, 1, { p: { __mode: 1 }, s_ref: 'article:23', i: 3 })
    expect(readTrees(doc).en.paragraphs[0]?.runs).toEqual([
      { text: 'ab' },
      { text: 'c', cites: 'article:23' },
      { text: 'd', cites: 'article:23' },
    ])
  })

  it('keeps citations of one target apart in two texts of a block', () => {
    const doc = docOf(['recital', 'c', ''])
    const more = new Y.XmlText()
    more.insert(0, 'd', { s_ref: 'article:23' })
    textOf(doc).format(0, 1, { s_ref: 'article:23' })
    blockOf(doc).insert(1, [more])
    expect(readTrees(doc).en.paragraphs[0]?.runs).toHaveLength(2)
  })

  it('takes a block without kind as operative, as the editor does', () => {
    const doc = docOf(['recital', 'a', ''])
    blockOf(doc).removeAttribute('s_kind')
    expect(readTrees(doc).en.paragraphs[0]?.kind).toBe('operative')
  })

  it.each<[string, (doc: Y.Doc) => void]>([
    ['a root named "other"', (doc) => doc.getMap('other').set('a', 1)],
    ['attributes on a root', (doc) => rootOf(doc, 'en').setAttribute('__dir', 'rtl')],
    ['a root holds no block', (doc) => rootOf(doc, 'en').insert(0, [new Y.XmlText()])],
    ['a root holds no block', (doc) => rootOf(doc, 'en').insert(0, [new Y.XmlElement('iframe')])],
    ['a root holds no block', (doc) => rootOf(doc, 'en').insert(0, [new Y.XmlHook('block') as unknown as Y.XmlText])],
    ['a block has the attribute __style', (doc) => blockOf(doc).setAttribute('__style', 'color:red')],
    ['a block has the kind "marquee"', (doc) => blockOf(doc).setAttribute('s_kind', 'marquee')],
    ['a pid is not a string', (doc) => blockOf(doc).setAttribute('s_pid', 1 as unknown as string)],
    ['a block holds something else than words', (doc) => blockOf(doc).insert(0, [new Y.XmlElement('block')])],
    ['attributes on words as a whole', (doc) => textOf(doc).setAttribute('a', 'b')],
    ['an object among the words', (doc) => textOf(doc).insertEmbed(0, { image: 'x' })],
    ['words have the attribute t', (doc) => textOf(doc).format(0, 1, { t: 'tab' })],
    ['words have the attribute s_other', (doc) => textOf(doc).format(0, 1, { s_other: 1 })],
    ['words have the attribute s_c_t1', (doc) => textOf(doc).format(0, 1, { s_c_t1: 'yes' })],
    ['words have the property __style', (doc) => textOf(doc).format(0, 1, { p: { __style: 'color:red' } })],
    ['words in an unknown format', (doc) => textOf(doc).format(0, 1, { p: { __format: 8 } })],
    ['words in an unknown mode', (doc) => textOf(doc).format(0, 1, { p: { __mode: 2 } })],
    ['properties that are not an object', (doc) => textOf(doc).format(0, 1, { p: 'bold' })],
    ['a separator that is not an integer', (doc) => textOf(doc).format(0, 1, { i: 'x' })],
    ['a citation of nothing known', (doc) => textOf(doc).format(0, 1, { s_ref: 'article:99' })],
  ])('refuses %s', (message, damage) => {
    expect(refusalOf(damage)).toBe(`unreadable text: ${message}`)
  })

  it('reads 200 paragraphs of 150 words within a tenth of a second, the first reading included', () => {
    const text = 'children and the Convention '.repeat(38)
    const doc = docOf(...Array.from({ length: 200 }, () => ['recital', text, text] as const))
    const start = performance.now()
    readTrees(doc)
    expect(performance.now() - start).toBeLessThan(100)
  })
})
