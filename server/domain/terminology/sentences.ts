// Where a sentence begins and ends, what stands in quotation marks, and what stands in brackets. Offsets in the words
// as written.

/** Half open, in UTF-16 units. */
export interface Stretch {
  readonly start: number
  readonly end: number
}

const closers: Readonly<Record<string, string>> = { '“': '”', '„': '“”', '«': '»', '"': '"', '‘': '’' }

/**
 * The outermost stretches between quotation marks, the marks included, in order. A mark without its partner quotes
 * nothing. A ’ closes only what a ‘ opened, and only before what is no letter: elsewhere it is an apostrophe.
 */
export function quotations(words: string): Stretch[] {
  const found: Stretch[] = []
  const unclosed = new Set<string>()
  for (let at = 0; at < words.length; at += 1) {
    const closer = closers[words[at]!]
    // What was looked for in vain once is not looked for again: the time is that of the words, not of their square.
    if (closer === undefined || unclosed.has(closer)) continue
    const end = closing(words, at + 1, closer)
    if (end === -1) {
      unclosed.add(closer)
      continue
    }
    found.push({ start: at, end: end + 1 })
    at = end
  }
  return found
}

function closing(words: string, from: number, closer: string): number {
  for (let at = from; at < words.length; at += 1) {
    if (closer.includes(words[at]!) && !(closer === '’' && /[\p{L}\p{N}]/u.test(words[at + 1] ?? ''))) return at
  }
  return -1
}

const ending = /[.!?…](?=\s+[^\p{Ll}\d\s(])/gu

/**
 * The sentences, in order, without a gap. A full stop inside quotation marks or before a small letter, a digit or a
 * bracket ends nothing.
 */
export function sentences(words: string, quoted: readonly Stretch[]): Stretch[] {
  const found: Stretch[] = []
  let start = 0
  for (const { index } of words.matchAll(ending)) {
    if (around(quoted, { start: index, end: index + 1 })) continue
    found.push({ start, end: index + 1 })
    start = index + 1
  }
  found.push({ start, end: words.length })
  return found
}

/**
 * What stands in round brackets within a stretch, the brackets left out; brackets inside brackets belong to the outer
 * ones.
 */
export function bracketed(words: string, { start, end }: Stretch): Stretch[] {
  const found: Stretch[] = []
  let depth = 0
  let from = start
  for (let at = start; at < end; at += 1) {
    if (words[at] === '(') {
      if (depth === 0) from = at + 1
      depth += 1
    } else if (words[at] === ')' && depth > 0) {
      depth -= 1
      if (depth === 0) found.push({ start: from, end: at })
    }
  }
  return found
}

export function holds(outer: Stretch, inner: Stretch): boolean {
  return outer.start <= inner.start && inner.end <= outer.end
}

/** The stretch that holds the inner one, of stretches that are in order and apart. */
export function around(stretches: readonly Stretch[], inner: Stretch): Stretch | undefined {
  let from = 0
  let to = stretches.length
  while (from < to) {
    const middle = (from + to) >> 1
    if (stretches[middle]!.end < inner.end) from = middle + 1
    else to = middle
  }
  const found = stretches[from]
  return found && holds(found, inner) ? found : undefined
}
