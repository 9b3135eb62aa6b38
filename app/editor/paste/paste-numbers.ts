// Literal numbers of a word processor: which words at the beginning of a paragraph are its number, and what kind of
// paragraph that makes.

import type { ParagraphKind } from '#server/domain/text/paragraph.ts'

/**
 * A number that stands as words: how many letters it takes with what sets it off, and its bare sign (`1`, `a`, `iv`,
 * `•`).
 */
export interface LiteralNumber {
  readonly length: number
  readonly sign: string
}

// Set off by a tab or several spaces, as a word processor does; a letter in brackets and a dot also by one space.
const setOff =
  /^[\s\u00a0]*(?:(\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivxl]{2,7})[.)]{1,2})|([•·▪●○◦■‣\uf0b7\uf0a7o–—*-]))(?:\t|[\s\u00a0]{2,})[\s\u00a0]*/i
const inBrackets = /^[\s\u00a0]*(?:\(([a-z]|[ivxl]{2,7})\)|([•▪●○◦■‣\uf0b7\uf0a7]))[\s\u00a0]+/i
const listLine = /^[\s\u00a0]*(?:([-–*])|(\d{1,3}[.)]))[\s\u00a0]+/

/**
 * The number that begins a paragraph of raw words (tabs and no-break spaces still in them); null when it begins with
 * words.
 */
export function literalNumber(words: string, isPlain = false): LiteralNumber | null {
  const [whole, sign, other] = setOff.exec(words) ?? inBrackets.exec(words) ?? ((isPlain && listLine.exec(words)) || [])
  if (whole === undefined) return null
  return { length: whole.length, sign: bare(sign ?? other ?? '') }
}

/** A sign without brackets and dots. */
export function bare(sign: string): string {
  return sign.replaceAll(/[\s\u00a0().]+$|^[\s\u00a0(]+/g, '').replace(/\)$/, '')
}

/** The kind that the signs of a list ask for, one after the other: (i) after (h) is a letter, elsewhere a number. */
export class Numbering {
  #letter = ''
  #roman = ''

  /** `level` counts from 1; null where the source does not say. */
  kindOf(sign: string, level: number | null): ParagraphKind {
    const kind = this.#read(sign.toLowerCase(), level)
    if (kind === 'operative') this.#letter = ''
    if (kind !== 'subitem') this.#roman = ''
    return kind
  }

  #read(sign: string, level: number | null): ParagraphKind {
    if (/^\d/.test(sign)) return byLevel(['operative', 'item', 'subitem'], level ?? sign.split('.').length)
    if (!/^[a-z]+$/.test(sign) || (sign === 'o' && level !== null)) return byLevel(['item', 'subitem'], level ?? 1)
    if (this.#isRoman(sign, level)) {
      this.#roman = sign
      return 'subitem'
    }
    this.#letter = sign
    return 'item'
  }

  #isRoman(sign: string, level: number | null): boolean {
    if (!/^[ivxl]+$/.test(sign)) return false
    if (sign.length > 1) return true
    if (sign === 'i') return this.#letter !== 'h' || (level ?? 1) > 2
    return this.#roman !== '' && this.#letter !== before(sign)
  }
}

function byLevel<T>(kinds: readonly T[], level: number): T {
  return kinds[Math.min(Math.max(level, 1), kinds.length) - 1]!
}

function before(letter: string): string {
  return String.fromCharCode(letter.charCodeAt(0) - 1)
}
