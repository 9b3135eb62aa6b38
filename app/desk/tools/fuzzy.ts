// Finding one of many from a few letters: accents and case do not count, letters may be left out, the beginnings of
// words weigh most. Pure.

/** Letters without accents, in lower case, signs as spaces. */
export function fold(words: string): string {
  return words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[^\p{L}\p{N}§@]+/gu, ' ')
    .trim()
}

/**
 * How well words answer what was typed: 0 not at all, more is better. Every word typed must be found: as a whole word,
 * the beginning of one, inside one, or with letters left out. Both sides come folded.
 */
export function fitOf(asked: string, words: string): number {
  if (asked === '') return 1
  let total = 0
  for (const part of asked.split(' ')) {
    const fit = fitOfWord(part, words)
    if (fit === 0) return 0
    total += fit
  }
  // The whole, as it was typed, is meant before its pieces; of two that fit the same, the shorter is.
  const isWhole = ` ${words}`.includes(` ${asked}`)
  return total + (isWhole ? 40 : 0) + 20 / (words.length + 1)
}

function fitOfWord(part: string, words: string): number {
  const padded = ` ${words} `
  if (padded.includes(` ${part} `)) return 100
  if (padded.includes(` ${part}`)) return 80
  if (words.includes(part)) return 40
  return part.length > 2 && hasInOrder(part, words) ? 10 : 0
}

/** All the letters in this order within few words: `sugch` finds `suggest changes`. */
function hasInOrder(part: string, words: string): boolean {
  let from = words.indexOf(part[0]!)
  while (from !== -1) {
    if (from === 0 || words[from - 1] === ' ') {
      let at = from
      for (const letter of part.slice(1)) {
        at = words.indexOf(letter, at + 1)
        if (at === -1) break
      }
      if (at !== -1 && at - from < part.length * 3) return true
    }
    from = words.indexOf(part[0]!, from + 1)
  }
  return false
}
