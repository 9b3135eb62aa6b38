// Whose each letter of a text is, as it is carried from one state of the text to the next. Pure; it knows neither Yjs
// nor paragraphs.

import { type Authored, joined, part, type Stroke, wordsAndSigns } from './authored.ts'
import { carried, type Lost } from './lost.ts'

/** The part of `before` that is gone and the part of `after` that is new: what both begin and end with is left out. */
function between(before: string, after: string): { readonly from: number; readonly was: number; readonly is: number } {
  const least = Math.min(before.length, after.length)
  let head = 0
  while (head < least && before.charCodeAt(head) === after.charCodeAt(head)) head += 1
  let tail = 0
  while (
    tail < least - head &&
    before.charCodeAt(before.length - 1 - tail) === after.charCodeAt(after.length - 1 - tail)
  ) {
    tail += 1
  }
  const [was, is] = [before.length - tail, after.length - tail]
  if (was === head || is === head) {
    const [less, more] = is > head ? [before, after] : [after, before]
    const to = Math.max(was, is)
    const back = slide(more, head, to)
    if (back > 0 || !standsWhole(less, more, head, to)) return { from: head - back, was: was - back, is: is - back }
  } else if (!/\s/.test(before.slice(head, was) + after.slice(head, is))) return { from: head, was, is }
  // Several words: whole ones, or letters of one would be credited to another's writer.
  const back = lettersBefore(after, head)
  const on = lettersAfter(after, is)
  return { from: head - back, was: was + on, is: is + on }
}

/**
 * Whether a word of the shorter text, at which the longer one has `from` to `to` besides, is one of the words between
 * and none of its ends.
 */
function standsWhole(less: string, more: string, from: number, to: number): boolean {
  const [back, on] = [lettersBefore(less, from), lettersAfter(less, from)]
  const isCut = (back > 0 && lettersAfter(more, from) > 0) || (on > 0 && lettersBefore(more, to) > 0)
  return isCut && wordsAndSigns(more.slice(from - back, to + on)).includes(less.slice(from - back, from + on))
}

const letter = /[\p{L}\p{M}\p{N}]/u

function lettersBefore(text: string, at: number): number {
  let count = 0
  while (count < at && letter.test(text[at - count - 1]!)) count += 1
  return count
}

function lettersAfter(text: string, at: number): number {
  let count = 0
  while (at + count < text.length && letter.test(text[at + count]!)) count += 1
  return count
}

/**
 * Words put in before words that begin with the same letters could as well have been put in some letters further left:
 * by so many, when a word begins there.
 */
function slide(text: string, from: number, to: number): number {
  for (let back = 0; ; back++) {
    const at = from - back
    if (at === 0 || !letter.test(text[at - 1]!)) return back
    if (text[at - 1] !== text[to - back - 1]) return 0
  }
}

/** What a text loses when it becomes another. */
export function lostFrom(before: Authored, after: string): Authored {
  const { from, was } = between(before.text, after)
  return part(before, from, was)
}

/**
 * The text as it is now. Words that stood keep their writers; so do words that the same change took out elsewhere
 * (`lost`): a split, a join or a move writes nothing. All others are of the stroke.
 */
export function written(before: Authored, after: string, stroke: Stroke, lost: Lost | null = null): Authored {
  if (before.text === after) return before
  const { from, was, is } = between(before.text, after)
  const fresh = carried(part(before, from, was), after.slice(from, is), { stroke, lost })
  const spans = [...part(before, 0, from).spans, ...fresh, ...part(before, was, before.text.length).spans]
  return { text: after, spans: joined(spans) }
}

/** Stretches of a text that are looked at. */
export interface Range {
  readonly from: number
  readonly to: number
}

/**
 * How many words each has in a text, and from when to when; a word is of whoever wrote most of its letters. Ranges are
 * in order.
 */
export function wordsByWriter({ text, spans }: Authored, ranges: readonly Range[]): Map<string | null, Share> {
  const shares = new Map<string | null, Share>()
  const kept = ranges.map(({ from, to }) => part({ text, spans }, from, to))
  const shown = kept.map((one) => one.text).join('')
  const all = kept.flatMap((one) => one.spans)
  let [span, spanAt] = [0, 0]
  for (const { 0: word, index } of shown.matchAll(wordForm)) {
    const letters = new Map<string | null, { count: number; at: number }>()
    const end = index + word.length
    while (span < all.length) {
      const { by, at, length } = all[span]!
      const count = Math.min(end, spanAt + length) - Math.max(index, spanAt)
      if (count > 0) {
        const last = letters.get(by)
        letters.set(by, { count: (last?.count ?? 0) + count, at: Math.max(last?.at ?? 0, at) })
      }
      if (spanAt + length > end) break
      spanAt += length
      span += 1
    }
    const [writer] = [...letters].sort(([, one], [, other]) => other.count - one.count)
    if (!writer) continue
    const [by, { at }] = writer
    const share = shares.get(by) ?? { words: 0, firstAt: at, lastAt: at }
    shares.set(by, {
      words: share.words + 1,
      firstAt: Math.min(share.firstAt, at),
      lastAt: Math.max(share.lastAt, at),
    })
  }
  return shares
}

/** Letters and figures, and the signs within a word: `l’enfant`, `co-operation`. */
const wordForm = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[’'‑-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu

export function countWords(text: string): number {
  return text.match(wordForm)?.length ?? 0
}

export interface Share {
  readonly words: number
  readonly firstAt: number
  readonly lastAt: number
}
