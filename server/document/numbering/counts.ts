// Which paragraphs are counted together, and how the members of a count are called. It knows no words.

import { isNumbered } from '../../domain/text/paragraph.ts'
import type { Paragraph } from '../tree/tree.ts'

/** How the members of one count are called. */
export interface Series {
  /** The `count`-th, from 1. */
  name(count: number): string
  /** As it is printed. */
  print(label: string): string
  /** The label of what was printed; null for what is of another form. */
  read(printed: string): string | null
}

interface Scope {
  readonly series: Series
  /** Places in the text. */
  readonly members: number[]
}

/** Paragraphs that are counted together, by a name that holds in every state of the text. */
export function scopesOf(paragraphs: readonly Pick<Paragraph, 'pid' | 'kind'>[]): Map<string, Scope> {
  const scopes = new Map<string, Scope>()
  let above = ''
  let item = ''
  const join = (name: string, series: Series, at: number) => {
    const scope = scopes.get(name)
    if (scope) scope.members.push(at)
    else scopes.set(name, { series, members: [at] })
  }
  for (const [at, { pid, kind }] of paragraphs.entries()) {
    const own = pid || `#${at}`
    if (isNumbered(kind)) join('numbered', numbered, at)
    else if (kind === 'appendix') join('appendix', appendices, at)
    else if (kind === 'item') join(`item ${above}`, items, at)
    else if (kind === 'subitem') join(`subitem ${item || above}`, subitems, at)
    if (isNumbered(kind) || kind === 'appendix') {
      above = own
      item = ''
    } else if (kind === 'item') item = own
  }
  return scopes
}

const inBrackets = (label: string) => `(${label})`
const numbered: Series = { name: String, print: String, read: (label) => (/^-?\d/.test(label) ? label : null) }
const appendices: Series = { name: (count) => letters(count).toUpperCase(), print: String, read: String }
const items: Series = { name: letters, print: inBrackets, read: (label) => /^\((.+)\)$/.exec(label)?.[1] ?? null }
const subitems: Series = { ...items, name: roman }

/** 1 is a, 26 is z, 27 is aa, 28 is ab. */
function letters(count: number): string {
  const before = Math.floor((count - 1) / 26)
  return (before > 0 ? letters(before) : '') + String.fromCharCode(97 + ((count - 1) % 26))
}

const romans = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
] as const

/** 1 is i, 4 is iv, 9 is ix. */
function roman(count: number): string {
  let left = count
  let words = ''
  for (const [value, letters] of romans) {
    for (; left >= value; left -= value) words += letters
  }
  return words
}
