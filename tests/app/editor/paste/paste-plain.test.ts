// What plain text and links bring into a text.

import { describe, expect, it } from 'vitest'
import { Numbering } from '#app/editor/paste/paste-numbers.ts'
import { cleanParagraphs, pastedFromPlain } from '#app/editor/paste/paste-words.ts'
import { wordsOfPasted } from '#app/editor/paste/pasted.ts'

const plain = (text: string) => pastedFromPlain(text, new Numbering()).map((one) => [one.kind, wordsOfPasted(one)])

describe('plain text', () => {
  it('of one line keeps a space at either end, so that no words are glued', () => {
    expect(plain(' and  all ')).toEqual([[null, ' and all ']])
    expect(plain('and all')).toEqual([[null, 'and all']])
    expect(plain(' one \n two ')).toEqual([
      [null, 'one'],
      [null, 'two'],
    ])
  })

  it('keeps joiners, so that signs and letters stay one', () => {
    const family = '\u{1F468}\u200d\u{1F469}\u200d\u{1F467}'
    expect(plain(`${family} می\u200cخواهم`)).toEqual([[null, `${family} می\u200cخواهم`]])
    expect(cleanParagraphs([{ kind: null, runs: [{ text: 'a\u200bb\u200ec' }] }], new Numbering())[0]?.runs).toEqual([
      { text: 'abc' },
    ])
  })

  it('with as many tabs in each line is a table, empty cells included', () => {
    expect(plain('Party\tYear\nAlbania\t2009\nAndorra\t\n')).toEqual([
      ['row', 'Party'],
      ['cell', 'Year'],
      ['row', 'Albania'],
      ['cell', '2009'],
      ['row', 'Andorra'],
      ['cell', ''],
    ])
    expect(plain('One\ttwo\nthree')).toEqual([
      [null, 'One two'],
      [null, 'three'],
    ])
    expect(plain('\tOne\n\tTwo')).toEqual([
      [null, 'One'],
      [null, 'Two'],
    ])
  })
})
