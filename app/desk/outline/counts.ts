// How many words, paragraphs and undecided changes a text has. A paragraph is counted once, and again only when it
// changed.

import { settled } from '#server/document/suggestions/settled.ts'
import { type Paragraph, type Tree, wordsOf } from '#server/document/tree/tree.ts'
import type { Language } from '#server/domain/language.ts'
import { isNumbered } from '#server/domain/text/paragraph.ts'
import { marksIn } from './points.ts'

export interface Counts {
  readonly words: number
  /** Those with a number. */
  readonly paragraphs: number
  /** Suggestions that nobody has decided. */
  readonly changes: number
}

const counted = new WeakMap<Paragraph, number>()
const segmenters = new Map<Language, Intl.Segmenter>()

/**
 * Counts the text as it stands, without suggestions, for as long as `mayGoOn` says; null when it said no: asked again,
 * it goes on where it stopped.
 */
export function countIn(tree: Tree, mayGoOn: () => boolean = () => true): Counts | null {
  const { language, paragraphs } = settled(tree)
  let words = 0
  for (const paragraph of paragraphs) {
    if (!counted.has(paragraph)) {
      if (!mayGoOn()) return null
      counted.set(paragraph, wordsIn(wordsOf(paragraph), language))
    }
    words += counted.get(paragraph)!
  }
  let numbered = 0
  for (const { kind } of paragraphs) if (isNumbered(kind)) numbered += 1
  return { words, paragraphs: numbered, changes: changesIn(tree) }
}

/** Words as a word processor counts them: `l’enfant` and `Party’s` are one each, a sign alone is none. */
export function wordsIn(text: string, language: Language): number {
  if (text.trim() === '') return 0
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' })
  segmenters.set(language, segmenter)
  let words = 0
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) words += 1
  return words
}

function changesIn({ paragraphs }: Tree): number {
  const ids = new Set<string>()
  for (const paragraph of paragraphs) {
    const marks = marksIn(paragraph)
    if (marks.size > 0) for (const id of marks.keys()) ids.add(id)
  }
  return ids.size
}
