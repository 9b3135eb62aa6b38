// Where the words of a comment thread are now: at their marks, else where they are found again, else at what became of
// their paragraph. Pure; it knows plain trees only.

import type { Language } from '../domain/language.ts'
import { type BothTrees, type Paragraph, type Tree, wordsOf } from './tree/tree.ts'

/** What a thread was made on, and where it was when last seen. */
export interface Anchor {
  readonly id: string
  readonly language: Language
  readonly pid: string
  readonly lastPid: string
  readonly quote: string
  readonly isWhole: boolean
  /** The words around those quoted, at most `around` UTF-16 units each. */
  readonly before: string
  readonly after: string
  /** Of the paragraph it was at, when last seen. */
  readonly lastWords: string
}

/** UTF-16 units kept of the words on either side of those quoted. */
const around = 32

/** The words on both sides of `start` to `end`. */
export function surroundings(words: string, start: number, end: number): { readonly before: string; after: string } {
  return { before: words.slice(Math.max(0, start - around), start), after: words.slice(end, end + around) }
}

/**
 * The paragraph a thread stands at now and its words; null when neither its words nor its paragraph nor a successor of
 * that are in the text of its language.
 */
export function placeOf(trees: BothTrees, anchor: Anchor): { readonly pid: string; readonly words: string } | null {
  const tree = trees[anchor.language]
  const { pid, lastPid, isWhole, quote } = anchor
  // A paragraph that an undo brings back is the one that was meant; words go on from where they were.
  const own = [pid, lastPid].flatMap(
    (known) => tree.paragraphs.find((paragraph) => paragraph.pid === known && known !== '') ?? [],
  )
  const now =
    tree.paragraphs.find(({ runs }) => runs.some((run) => run.threads?.includes(anchor.id))) ??
    (isWhole ? own[0] : own.findLast((paragraph) => wordsOf(paragraph).includes(quote))) ??
    foundAgain(tree, anchor) ??
    own[0] ??
    successor(tree, anchor.lastWords || (isWhole ? quote : ''))
  return now && now.pid !== '' ? { pid: now.pid, words: wordsOf(now) } : null
}

/** Fewer letters that agree, quoted and around, could be anywhere. */
const enough = 24

/** The paragraph that holds the quoted words in the surroundings most like those they had. */
function foundAgain(tree: Tree, anchor: Anchor): Paragraph | undefined {
  let best: { readonly paragraph: Paragraph; readonly agree: number } | undefined
  if (anchor.quote === '') return undefined
  for (const paragraph of tree.paragraphs) {
    const words = wordsOf(paragraph)
    for (let at = words.indexOf(anchor.quote); at !== -1; at = words.indexOf(anchor.quote, at + 1)) {
      const agree =
        anchor.quote.length +
        sameAtEnd(words.slice(0, at), anchor.before) +
        sameAtStart(words.slice(at + anchor.quote.length), anchor.after)
      if (agree >= enough && agree > (best?.agree ?? 0)) best = { paragraph, agree }
    }
  }
  return best?.paragraph
}

function sameAtStart(one: string, other: string): number {
  let count = 0
  while (count < other.length && one[count] === other[count]) count += 1
  return count
}

function sameAtEnd(one: string, other: string): number {
  let count = 0
  while (count < other.length && one.at(-1 - count) === other.at(-1 - count)) count += 1
  return count
}

/** At least this share of what a paragraph said must stand in another for that to be its successor. */
const least = 0.5

/** The paragraph into which most of these words went. */
export function successor(tree: Tree, words: string): Paragraph | undefined {
  const phrases = phrasesOf(words)
  if (phrases.size === 0) return undefined
  let best: { readonly paragraph: Paragraph; readonly share: number } | undefined
  for (const paragraph of tree.paragraphs) {
    const there = phrasesOf(wordsOf(paragraph))
    const share = [...phrases].filter((phrase) => there.has(phrase)).length / phrases.size
    if (share >= least && share > (best?.share ?? 0)) best = { paragraph, share }
  }
  return best?.paragraph
}

/** Each three words in a row: single words stand in every paragraph. */
function phrasesOf(words: string): ReadonlySet<string> {
  const each = words.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  if (each.length < 3) return new Set(each.length > 0 ? [each.join(' ')] : [])
  return new Set(each.slice(2).map((last, at) => `${each[at]} ${each[at + 1]} ${last}`))
}
