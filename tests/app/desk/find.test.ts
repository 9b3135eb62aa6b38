// Finding: words in words, and one of many commands and places from a few letters.

import { describe, expect, test } from 'vitest'
import { commands } from '#app/desk/commands/command-list.ts'
import { type Asked, spansIn } from '#app/desk/find/find.ts'
import { fitOf, fold } from '#app/desk/tools/fuzzy.ts'
import { offersFor } from '#app/desk/tools/palette-list.ts'
import type { Tree } from '#server/document/tree/tree.ts'

const asked = (words: string, how: Partial<Asked> = {}): Asked => ({
  words,
  isCaseExact: false,
  isWhole: false,
  ...how,
})
const found = (text: string, ...ask: Parameters<typeof asked>) =>
  spansIn(text, asked(...ask)).map(({ start, end }) => text.slice(start, end))

describe('words in a text', () => {
  test('are found in any case, or in one', () => {
    expect(found('Child, child and CHILD', 'child')).toEqual(['Child', 'child', 'CHILD'])
    expect(found('Child, child and CHILD', 'child', { isCaseExact: true })).toEqual(['child'])
    expect(found('Écrit par l’État', 'état')).toEqual(['État'])
  })

  test('are found whole when asked, also beside letters that English does not have', () => {
    expect(found('the child of children', 'child', { isWhole: true })).toEqual(['child'])
    expect(found('privé, privée', 'priv', { isWhole: true })).toEqual([])
    expect(found('privé, privée', 'privé', { isWhole: true })).toEqual(['privé'])
  })

  test('are taken as they are typed: signs mean themselves, spaces and apostrophes are all alike', () => {
    expect(found('a+b (c) [d]', '(c) [d]')).toEqual(['(c) [d]'])
    expect(found('a.b axb', 'a.b')).toEqual(['a.b'])
    expect(found('l’enfant\u00a0victime', "l'enfant victime")).toEqual(['l’enfant\u00a0victime'])
    expect(found('anything', '')).toEqual([])
    expect(found('aaaa', 'aa')).toEqual(['aa', 'aa'])
  })
})

const tree: Tree = {
  language: 'en',
  paragraphs: [
    { pid: 'h', kind: 'heading1', runs: [{ text: 'Recitals' }] },
    { pid: 'a', kind: 'recital', runs: [{ text: 'Recalling 12 earlier texts of the Committee;' }] },
    {
      pid: 'b',
      kind: 'operative',
      runs: [{ text: 'Invites Parties to apply ' }, { text: 'Article 23', cites: 'article:23' }],
    },
    ...Array.from({ length: 12 }, (_, at) => ({
      pid: `p${at}`,
      kind: 'operative' as const,
      runs: [{ text: 'Considers.' }],
    })),
  ],
}
const citable = {
  articles: [23, 24].map((number) => ({
    number,
    heading: { en: 'Solicitation of children', fr: 'Sollicitation d’enfants' },
    summary: { en: '', fr: '' },
    chapter: 'VI',
    chapterTitle: { en: '', fr: '' },
  })),
  texts: [],
  findings: [],
}
const offers = (query: string, language: 'en' | 'fr' = 'en') =>
  offersFor(query, { commands, tree, citable: citable as never, language }).map(({ id }) => id)

describe('the palette', () => {
  test('offers all commands to who has typed nothing', () => {
    expect(offers('')).toEqual(commands.map(({ id }) => id))
  })

  test('takes a number for the paragraph that has it, before one that only says it', () => {
    expect(offers('12')[0]).toBe('p9')
    expect(offers('12')).toContain('a')
  })

  test('finds commands in the language of the reader, without accents and with letters left out', () => {
    expect(offers('bold')[0]).toBe('write.bold')
    expect(offers('suggest')[0]).toBe('mode.suggest')
    expect(offers('retablir', 'fr')[0]).toBe('write.redo')
    expect(offers('proposer', 'fr')[0]).toBe('mode.suggest')
    expect(offers('proposer')).not.toContain('mode.suggest')
  })

  test('leads an article to the paragraph that cites it, and a heading to itself', () => {
    const [first] = offersFor('art 23', { commands: [], tree, citable: citable as never, language: 'en' }).filter(
      ({ kind }) => kind === 'article',
    )
    expect(first).toMatchObject({ number: 23, pid: 'b' })
    expect(offers('recitals')[0]).toBe('h')
  })

  test('finds nothing for what is nowhere', () => {
    expect(offers('zzzz')).toEqual([])
    expect(fitOf(fold('sugch'), fold('Suggest changes'))).toBeGreaterThan(0)
    expect(fitOf('', 'anything')).toBe(1)
  })
})
