// Words made comparable: no case, no accents, one kind of space, hyphen and apostrophe. It keeps where each letter came
// from.

/**
 * `text` in folded letters; `at(n)` is where its n-th unit begins in the words it was made from, `at(text.length)`
 * their end.
 */
export interface Folded {
  readonly text: string
  readonly at: (index: number) => number
}

const known = new Map<string, string>()
const plain = /^[ -~]*$/

/** Folds words. Soft hyphens, marks and signs without width are left out, so that they cannot hide a word. */
export function fold(words: string): Folded {
  if (plain.test(words)) return { text: words.toLowerCase(), at: (index) => index }
  let text = ''
  let places: number[] | null = null
  for (let index = 0; index < words.length; index += 1) {
    const letter = foldUnit(words, index)
    if (letter.length !== 1 && places === null) places = Array.from({ length: index }, (_, before) => before)
    if (places) for (let unit = 0; unit < letter.length; unit += 1) places.push(index)
    text += letter
  }
  const kept = places
  return { text, at: kept ? (index) => kept[index] ?? words.length : (index) => index }
}

/** The folded letters alone. */
export function folded(words: string): string {
  return fold(words).text
}

function foldUnit(words: string, index: number): string {
  const code = words.charCodeAt(index)
  if (code >= 97 && code <= 122) return words[index]!
  if (code < 128) return code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : code < 32 ? ' ' : words[index]!
  const sign = words[index]!
  let letter = known.get(sign)
  if (letter === undefined) {
    letter = foldSign(sign)
    known.set(sign, letter)
  }
  return letter
}

const unseen = /[\u00ad\u200b-\u200f\u2060\ufeff]|\p{M}/u

function foldSign(sign: string): string {
  if (unseen.test(sign)) return ''
  if (/\s/.test(sign)) return ' '
  if (/[\u2010-\u2015\u2212]/.test(sign)) return '-'
  if (/[\u2018\u2019\u02bc\u2032\u00b4]/.test(sign)) return "'"
  if (sign === 'œ' || sign === 'Œ') return 'oe'
  if (sign === 'æ' || sign === 'Æ') return 'ae'
  if (!/\p{L}/u.test(sign)) return sign
  return sign.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
