import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { rootOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { type joinRuns, wordsOf } from '#server/document/tree/tree.ts'
import { markThread, placeOfThread, seed, unmarkThread } from '#server/document/writing/edit.ts'
import { isRefused } from '#server/domain/refusal.ts'
import { openEditor } from '../gate/editors.ts'
import { docOf, pairs } from '../texts.ts'

const seeded = (en: Parameters<typeof joinRuns>[0]) => {
  const doc = new Y.Doc()
  seed(doc, [{ pid: 'p1', kind: 'recital', en, fr: [{ text: 'Rappelant' }] }])
  return doc
}
const first = (doc: Y.Doc) => readTrees(doc).en.paragraphs[0]?.runs
const mark = (doc: Y.Doc, start: number, end: number, threadId = 't1') =>
  markThread(doc, { language: 'en', pid: 'p1', start, end, threadId })

function codeOf(act: () => void): string {
  try {
    act()
  } catch (error) {
    if (isRefused(error)) return error.refusal.code
    throw error
  }
  return 'done'
}

describe('seeding', () => {
  it('refuses a text that has words, and leaves it as it was', () => {
    const doc = docOf(['recital', '', 'Rappelant'])
    expect(() => seed(doc, [])).toThrow('already has words')
    expect(wordsOf(readTrees(doc).fr.paragraphs[0]!)).toBe('Rappelant')
  })

  it('replaces blocks that have no words', () => {
    const doc = docOf(['recital', '', ''])
    seed(doc, [{ pid: 'new', kind: 'quote', en: [{ text: 'a' }], fr: [] }])
    expect(readTrees(doc).en.paragraphs.map((paragraph) => paragraph.pid)).toEqual(['new'])
    expect(readTrees(doc).fr.paragraphs.map((paragraph) => paragraph.pid)).toEqual(['new'])
  })
})

describe('the marks of a thread', () => {
  it('stand on the words given, in UTF-16 units, over a change of look', () => {
    const doc = seeded([{ text: 'Recalling ' }, { text: 'the', bold: true }, { text: ' Convention' }])
    mark(doc, 5, 12)
    expect(first(doc)).toEqual([
      { text: 'Recal' },
      { text: 'ling ', threads: ['t1'] },
      { text: 'th', bold: true, threads: ['t1'] },
      { text: 'e', bold: true },
      { text: ' Convention' },
    ])
    expect(placeOfThread(readTrees(doc), 't1')).toEqual({ language: 'en', pid: 'p1', quote: 'ling th' })
  })

  it('count through several texts of one block', () => {
    const doc = seeded([{ text: 'abc' }])
    const more = new Y.XmlText()
    more.insert(0, 'def')
    ;(rootOf(doc, 'en').get(0) as Y.XmlElement).insert(1, [more])
    mark(doc, 2, 4)
    expect(placeOfThread(readTrees(doc), 't1')?.quote).toBe('cd')
    unmarkThread(doc, 't1')
    expect(first(doc)).toEqual([{ text: 'abcdef' }])
  })

  it('overlap, and each goes without the other', () => {
    const doc = seeded([{ text: 'abcdef' }])
    mark(doc, 0, 4, 't1')
    mark(doc, 2, 6, 't2')
    expect(first(doc)?.[1]).toEqual({ text: 'cd', threads: ['t1', 't2'] })
    unmarkThread(doc, 't1')
    expect(first(doc)).toEqual([{ text: 'ab' }, { text: 'cdef', threads: ['t2'] }])
  })

  it('take a citation whole', () => {
    const doc = seeded([{ text: 'See ' }, { text: 'Article 23', cites: 'article:23' }, { text: ' now' }])
    mark(doc, 6, 8)
    expect(placeOfThread(readTrees(doc), 't1')?.quote).toBe('Article 23')
  })

  it('never cut a character in two', () => {
    const doc = seeded([{ text: 'a🧒b' }])
    mark(doc, 2, 3)
    expect(placeOfThread(readTrees(doc), 't1')?.quote).toBe('🧒')
    mark(doc, 0, 2, 't2')
    expect(placeOfThread(readTrees(doc), 't2')?.quote).toBe('a🧒')
  })

  it('are gone with their words', () => {
    const doc = seeded([{ text: 'abcdef' }])
    mark(doc, 2, 4)
    ;((rootOf(doc, 'en').get(0) as Y.XmlElement).get(0) as Y.XmlText).delete(1, 4)
    expect(placeOfThread(readTrees(doc), 't1')).toBeNull()
  })

  it.each([
    ['before the first word', -1, 2, 'not-valid'],
    ['past the last word', 2, 7, 'not-valid'],
    ['of nothing', 3, 3, 'not-valid'],
    ['backwards', 4, 2, 'not-valid'],
    ['of half a unit', 0.5, 2, 'not-valid'],
    ['of all the words', 0, 6, 'done'],
  ])('%s are answered with a reason or done', (_, start, end, code) => {
    const doc = seeded([{ text: 'abcdef' }])
    expect(codeOf(() => mark(doc, start, end))).toBe(code)
    expect(placeOfThread(readTrees(doc), 't1') !== null).toBe(code === 'done')
  })

  it('are refused in a paragraph that is not there', () => {
    expect(codeOf(() => markThread(docOf(), { language: 'fr', pid: 'p9', start: 0, end: 1, threadId: 't' }))).toBe(
      'not-found',
    )
  })

  it('change no word, and unmarking restores the text, wherever they are put', () =>
    fc.assert(
      fc.property(pairs, fc.nat(), fc.nat(), (rows, from, length) => {
        const doc = new Y.Doc()
        seed(doc, rows)
        const before = readTrees(doc)
        const paragraph = before.en.paragraphs.find((candidate) => wordsOf(candidate) !== '')
        if (!paragraph) return
        const words = wordsOf(paragraph)
        const start = from % words.length
        const end = start + 1 + (length % (words.length - start))
        markThread(doc, { language: 'en', pid: paragraph.pid, start, end, threadId: 't' })
        expect(readTrees(doc).en.paragraphs.map(wordsOf)).toEqual(before.en.paragraphs.map(wordsOf))
        expect(placeOfThread(readTrees(doc), 't')?.quote).toContain(words.slice(start, end))
        unmarkThread(doc, 't')
        expect(readTrees(doc)).toEqual(before)
      }),
    ))
})

describe('an editor', () => {
  it('loads what was seeded and marked, shows the same words, and writes nothing back', () =>
    fc.assert(
      fc.property(pairs, (rows) => {
        fc.pre(rows.length > 0)
        const doc = new Y.Doc()
        seed(doc, rows)
        const target = readTrees(doc).en.paragraphs.find((paragraph) => wordsOf(paragraph) !== '')
        if (target) {
          const place = { language: 'en', pid: target.pid, start: 0, end: wordsOf(target).length } as const
          markThread(doc, { ...place, end: 1, threadId: 't1' })
          markThread(doc, { ...place, threadId: 't2' })
        }
        const before = Y.encodeStateAsUpdate(doc)
        const editor = openEditor(doc, 'en')
        expect(editor.errors).toEqual([])
        expect(editor.words()).toEqual(readTrees(doc).en.paragraphs.map(wordsOf))
        editor.touchEverything()
        expect(editor.errors).toEqual([])
        expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
      }),
    ))

  it('keeps the marks and the citation while somebody types before them', () => {
    const doc = seeded([{ text: 'See ' }, { text: 'Article 23', cites: 'article:23' }, { text: ' now or later' }])
    mark(doc, 15, 18)
    const editor = openEditor(doc, 'en')
    editor.type('p1', 0, 'Please: ')
    expect(editor.errors).toEqual([])
    expect(first(doc)).toEqual([
      { text: 'Please: See ' },
      { text: 'Article 23', cites: 'article:23' },
      { text: ' ' },
      { text: 'now', threads: ['t1'] },
      { text: ' or later' },
    ])
  })

  it('takes over a mark and an unmarking while it is open', () => {
    const doc = seeded([{ text: 'Recalling the Convention' }])
    const editor = openEditor(doc, 'en')
    mark(doc, 0, 9)
    editor.type('p1', 0, 'x')
    expect(placeOfThread(readTrees(doc), 't1')?.quote).toMatch(/^x?Recalling$/)
    unmarkThread(doc, 't1')
    editor.type('p1', 0, 'y')
    expect(editor.errors).toEqual([])
    expect(placeOfThread(readTrees(doc), 't1')).toBeNull()
    expect(wordsOf(readTrees(doc).en.paragraphs[0]!)).toBe('yxRecalling the Convention')
  })
})
