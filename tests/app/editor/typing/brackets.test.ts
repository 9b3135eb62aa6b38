// Brackets and replaced terms in an editor, written and suggested: what stands in the text afterwards, and that nothing
// else changed.

import { $getRoot } from 'lexical'
import { afterEach, describe, expect, test } from 'vitest'
import { bracketWords, type Chosen, keepWording, nameProposer, removeWording } from '#app/editor/typing/brackets.ts'
import { replaceWords } from '#app/editor/typing/places.ts'
import { bracketsOf } from '#server/document/brackets.ts'
import { onlySuggests } from '#server/document/suggestions/only-suggests.ts'
import { settled } from '#server/document/suggestions/settled.ts'
import { readTrees } from '#server/document/tree/read.ts'
import { type Paragraph, wordsOf } from '#server/document/tree/tree.ts'
import { copyOf, type Desk, openDesk, seededDoc } from '../desks.ts'

let desk: Desk
const open = (words: string, mode: Desk['mode'] = 'edit') => {
  desk = openDesk(seededDoc([['p1', words]]))
  desk.mode = mode
}
afterEach(() => {
  expect(desk.errors).toEqual([])
  expect(desk.draft.health()).toBe('healthy')
  desk.draft.dispose()
})

const paragraph = () => readTrees(desk.doc).en.paragraphs[0] as Paragraph
/** Each run with its bracket sign or suggestion in front: `+six`, `-six`, `FR:[`. */
const runs = () =>
  paragraph().runs.map(({ text, by, marks = [] }) => {
    const kinds = marks.map((mark) => ({ i: '+', d: '-' })[mark[0]!]).join('')
    return `${kinds}${by ? `${by}:` : ''}${text}`
  })
const suggestions = () => new Set(paragraph().runs.flatMap(({ marks = [] }) => marks.map((mark) => mark.slice(2))))
const place = (words: string) => {
  const start = desk.editor
    .getEditorState()
    .read(() => $getRoot().getTextContent())
    .indexOf(words)
  return { pid: 'p1', start, end: start + words.length, words }
}
const chosen = (change: Partial<Chosen> = {}): Chosen => ({
  language: 'en',
  pid: 'p1',
  group: 0,
  at: 0,
  words: 'six',
  ...change,
})

describe('brackets, written', () => {
  test('are put around words in the name of who proposes them, and are one stretch', () => {
    open('within six months')
    expect(bracketWords(desk.editor, place('six'), { by: 'FR', mode: 'edit' })).toBe(true)
    expect(runs()).toEqual(['within ', 'FR:[', 'six] months'])
    expect(bracketsOf(readTrees(desk.doc)).slice(0, 1)).toMatchObject([{ brackets: [{ words: 'six', by: 'FR' }] }])
  })

  test('are put at the edges of a paragraph', () => {
    open('six')
    bracketWords(desk.editor, place('six'), { by: '', mode: 'edit' })
    expect(wordsOf(paragraph())).toBe('[six]')
  })

  test('are not put around words that are gone', () => {
    open('within six months')
    const six = place('six')
    open('within nine months')
    expect(bracketWords(desk.editor, six, { by: 'FR', mode: 'edit' })).toBe(false)
    expect(runs()).toEqual(['within nine months'])
  })

  test('one wording is kept: the others go, and its brackets', () => {
    open('within [six] [ twelve ] months')
    expect(keepWording(desk.editor, chosen({ at: 1, words: 'twelve' }), 'edit')).toBe(true)
    expect(runs()).toEqual(['within twelve months'])
    open('within [six] [twelve] months')
    keepWording(desk.editor, chosen(), 'edit')
    expect(runs()).toEqual(['within six months'])
  })

  test('one wording goes, with one of the spaces beside it', () => {
    open('within [six] [twelve] months')
    expect(removeWording(desk.editor, chosen())).toBe(true)
    expect(runs()).toEqual(['within [twelve] months'])
  })

  test('another is named, and nobody is', () => {
    open('within [six] months')
    nameProposer(desk.editor, chosen(), 'secretariat')
    expect(runs()).toEqual(['within ', 'secretariat:[', 'six] months'])
    nameProposer(desk.editor, chosen(), '')
    expect(wordsOf(paragraph())).toBe('within [six] months')
    expect(paragraph().runs.some(({ by }) => by)).toBe(false)
  })

  test('a wording that has changed meanwhile is left alone', () => {
    open('within [nine] months')
    expect(keepWording(desk.editor, chosen(), 'edit')).toBe(false)
    expect(removeWording(desk.editor, chosen())).toBe(false)
    expect(runs()).toEqual(['within [nine] months'])
  })
})

describe('brackets, suggested', () => {
  test('are one suggestion, which changes nothing that stands', () => {
    open('within six months', 'suggest')
    const before = readTrees(copyOf(desk.doc))
    expect(bracketWords(desk.editor, place('six'), { by: 'FR', mode: 'suggest' })).toBe(true)
    expect(suggestions().size).toBe(1)
    expect(onlySuggests(before, readTrees(desk.doc), desk.author.mine)).toBe(true)
    expect(wordsOf(settled(readTrees(desk.doc).en).paragraphs[0]!)).toBe('within six months')
    expect(
      paragraph()
        .runs.filter(({ marks }) => marks?.[0]?.startsWith('i_'))
        .map(({ text }) => text)
        .join(''),
    ).toBe('[six]')
    expect(paragraph().runs.find(({ text }) => text.startsWith('['))?.by).toBe('FR')
  })

  test('keeping one wording is one suggestion', () => {
    open('within [six] [twelve] months', 'suggest')
    expect(keepWording(desk.editor, chosen({ at: 1, words: 'twelve' }), 'suggest')).toBe(true)
    expect(suggestions().size).toBe(1)
    const kept = paragraph().runs.filter(({ marks = [] }) => !marks.some((mark) => mark.startsWith('d_')))
    expect(kept.map(({ text }) => text).join('')).toBe('within twelve months')
  })
})

describe('a term to avoid', () => {
  test('is replaced in every place at once', () => {
    open('Child porn and child porn.')
    const places = [place('Child porn'), place('child porn')]
    expect(replaceWords(desk.editor, places, ({ words }) => words.replace('porn', 'abuse'))).toBe(true)
    expect(runs()).toEqual(['Child abuse and child abuse.'])
  })

  test('is replaced by a suggestion where one suggests', () => {
    open('On child porn.', 'suggest')
    expect(replaceWords(desk.editor, [place('child porn')], () => 'abuse')).toBe(true)
    expect(suggestions().size).toBe(1)
    expect(runs()).toEqual(['On ', '-child porn', '+abuse', '.'])
  })

  test('is not replaced where other words stand now', () => {
    open('On children.')
    expect(replaceWords(desk.editor, [{ ...place('children'), words: 'child porn' }], () => 'x')).toBe(false)
    expect(runs()).toEqual(['On children.'])
  })
})
