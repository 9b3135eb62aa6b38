// Where words stand in other words: the pure half of find and replace.

export interface Asked {
  readonly words: string
  readonly isCaseExact: boolean
  readonly isWhole: boolean
}

export interface Span {
  /** UTF-16 units; `end` is behind the last. */
  readonly start: number
  readonly end: number
}

/**
 * Where `asked` stands in a text, from the beginning, without overlaps. All kinds of spaces and of apostrophes count as
 * the same.
 */
export function spansIn(text: string, asked: Asked): Span[] {
  const pattern = patternOf(asked)
  if (pattern === null) return []
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }))
}

function patternOf({ words, isCaseExact, isWhole }: Asked): RegExp | null {
  if (words === '') return null
  const plain = words
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replace(/['’]/g, "['’]")
    .replace(/\s/g, '\\s')
  const [before, after] = isWhole ? ['(?<![\\p{L}\\p{N}_])', '(?![\\p{L}\\p{N}_])'] : ['', '']
  return new RegExp(before + plain + after, isCaseExact ? 'gu' : 'giu')
}
