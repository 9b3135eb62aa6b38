// Words with their writers, and the words themselves one by one: what all who follow them work with. Pure.

/** So many letters (UTF-16 units) that one hand wrote at one time. `by` is a member's id; null for the server. */
export interface Span {
  readonly by: string | null
  /** UTC milliseconds. */
  readonly at: number
  readonly length: number
}

/** Words with their writers; the spans are as long as the text. */
export interface Authored {
  readonly text: string
  readonly spans: readonly Span[]
}

/** Who writes, and when. */
export interface Stroke {
  readonly by: string | null
  readonly at: number
}

export const unwritten: Authored = { text: '', spans: [] }

export function part({ text, spans }: Authored, from: number, to: number): Authored {
  const found: Span[] = []
  let at = 0
  for (const span of spans) {
    const length = Math.min(to, at + span.length) - Math.max(from, at)
    if (length > 0) found.push(length === span.length ? span : { ...span, length })
    at += span.length
    if (at >= to) break
  }
  return { text: text.slice(from, to), spans: found }
}

/** Neighbours of one hand and one time become one. */
export function joined(spans: readonly Span[]): Span[] {
  const list: Span[] = []
  for (const span of spans) {
    const last = list.at(-1)
    if (span.length === 0) continue
    if (last && last.by === span.by && last.at === span.at) {
      list[list.length - 1] = { ...last, length: last.length + span.length }
    } else list.push(span)
  }
  return list
}

export function hasWords(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

/** Whole words, spaces and signs, in order. */
export function wordsAndSigns(text: string): string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu) ?? []
}
