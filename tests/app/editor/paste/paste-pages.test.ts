// Clipboards of word processors and of the web, as they come, read into clean paragraphs. The words in them are ours.

import { readFileSync } from 'node:fs'
import { withDOM } from '@lexical/headless/dom'
import { describe, expect, it } from 'vitest'
import { pastedFrom } from '#app/editor/paste/paste.ts'
import type { Pasted, PastedRun } from '#app/editor/paste/pasted.ts'

const clipboard = (name: string) => readFileSync(new URL(`../clipboards/${name}.html`, import.meta.url), 'utf8')

/** `kind words`; bold as *…*, italic as _…_, a citation as {…}, a footnote as ^[…]. */
function say({ kind, runs, notes }: Pasted): string {
  const words = (list: readonly PastedRun[]): string =>
    list
      .map(({ text, bold, italic, cites, note }) => {
        if (note !== undefined) return `^[${words(notes?.get(note) ?? [])}]`
        const looked = italic ? `_${text}_` : text
        return cites ? `{${text}}` : bold ? `*${looked}*` : looked
      })
      .join('')
  return `${kind ?? '-'} ${words(runs)}`
}

const read = (html: string, plain = '') =>
  withDOM(() =>
    pastedFrom({ getData: (type) => (type === 'text/html' ? html : type === 'text/plain' ? plain : 'x') }),
  ).map(say)

describe('a clipboard', () => {
  it('of Word: lists of three levels, a typed number, a quotation, a table, footnotes, an appendix', () => {
    expect(read(clipboard('word-lists'))).toEqual([
      'title Draft opinion on helplines',
      'heading1 What the Committee has found',
      'operative Helplines are *free of charge* in most _Parties_.^[In three of them _a prefix_ is charged.]',
      'item by telephone, day and night;',
      'item by message, with two exceptions:',
      'subitem small islands;',
      'subitem feast days.',
      'item A bullet of its own.',
      'operative A number that was typed, recognised.',
      'quote Nobody told us that we could call.',
      'row Party',
      'cell Hours',
      'row First Party',
      'cell Day and night',
      'row Others did not answer.^[As of the day of the meeting.]',
      'cell ',
      'appendix questions asked',
    ])
  })

  it('of Word with tracked changes and comments: the text as it now reads, nothing of the comments, nothing hidden', () => {
    expect(read(clipboard('word-tracked'))).toEqual([
      '- Recalling that children must be able to report what was done to them without a lawyer;',
      '- Noting that a whole paragraph was put in;',
      '- Invites the Parties to answer within a year.',
    ])
  })

  it('of Word in a browser: each item its own list, looks from styles, a cell without words', () => {
    expect(read(clipboard('word-online'))).toEqual([
      'heading2 What follows',
      'operative Invites the Parties to _publish_ the numbers they hold.',
      'item by age;',
      'item *by region.*',
      'row Year',
      'cell Reports',
      'row 2025',
      'cell ',
    ])
  })

  it('of Google Docs: bold only where its styles say so, letters and Roman numbers, spanning cells, a footnote', () => {
    expect(read(clipboard('google-docs'))).toEqual([
      'heading2 Reporting by children',
      '- The Committee *welcomes* what the _Parties_ have done^[See the replies of the second round.]:',
      'item in schools;',
      'subitem first in towns;',
      'item in clubs.',
      'row School year',
      'cell Children heard',
      'row 2024',
      'cell 40',
      'row ',
      'cell 41',
    ])
  })

  it('of a web page: words, nothing that acts, French spaces, and of our own marks only kinds and citations', () => {
    expect(read(clipboard('web-page'))).toEqual([
      'heading1 Annual report',
      '- The first paragraph has *two **_looks_* and a line end.',
      '- «\u00a0Qui peut signaler\u00a0?\u00a0» se demandent-ils\u00a0: peu le savent.',
      'item one point',
      'subitem a point below',
      'item another point',
      '- said at length',
      'quote Said by a child.',
      '- Words in a frame.',
      '- Your name',
      'recital Recalling {Article 23} and nothing;',
    ])
  })

  it('without words brings nothing; one without HTML its plain text', () => {
    expect(read('<img src=x>')).toEqual([])
    expect(read('', 'One.\nTwo.\n')).toEqual(['- One.', '- Two.'])
  })
})

describe('plain text', () => {
  it.each([
    ['One\ngoes on.\n\nTwo.', ['- One goes on.', '- Two.']],
    ['1. First\n2. Second', ['operative First', 'operative Second']],
    ['(a) one\n(i) below\n(ii) below\n(b) two', ['item one', 'subitem below', 'subitem below', 'item two']],
    ['(g) seven\n(h) eight\n(i) nine\n(j) ten', ['item seven', 'item eight', 'item nine', 'item ten']],
    ['Points:\n\n- one\n- two\n\nEnd.', ['- Points:', 'item one', 'item two', '- End.']],
    ['zero\u200bwidth\u00ad and\u00a0\u00a0spaces\t ', ['- zerowidth and spaces ']],
    ['10\u00a0% «\u00a0oui\u00a0»', ['- 10\u00a0% «\u00a0oui\u00a0»']],
    ['2022 was a year', ['- 2022 was a year']],
    ['', []],
  ])('%j', (plain, expected) => {
    expect(read('', plain)).toEqual(expected)
  })
})

it('of a web page keeps the address of a link as text, unless it is what the link says', () => {
  const link = (href: string, words: string) => read(`<p>See <a href="${href}">${words}</a>.</p>`)
  expect(link('https://rm.coe.int/16', 'the report')).toEqual(['- See the report (https://rm.coe.int/16).'])
  expect(link('mailto:a@b.example', 'write')).toEqual(['- See write (a@b.example).'])
  expect(link('https://www.coe.int/', 'coe.int')).toEqual(['- See coe.int.'])
  for (const inside of ['#_ftn1', '/texts', 'javascript:alert(1)'])
    expect(link(inside, 'here')).toEqual(['- See here.'])
})
