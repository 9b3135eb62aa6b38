// The contexts in which a term to avoid is the right one. What counts as one is data; here is how it is recognised in a
// sentence.

import type { Language } from '../language.ts'
import { fold, folded } from './fold.ts'
import { asWords, titlePattern } from './forms.ts'
import { around, bracketed, holds, quotations, type Stretch, sentences } from './sentences.ts'

/**
 * Words of one paragraph. `cites` are its citation tokens with their stored targets (domain/convention/citation.ts).
 */
export interface Passage {
  readonly words: string
  /** The whole paragraph is a quotation. */
  readonly isQuote: boolean
  readonly cites: readonly (Stretch & { readonly target: string })[]
}

/** A context that is known by words in the same sentence; each is the beginning of a word or of several. */
interface MarkedContext {
  readonly context: string
  /** The term must stand in quotation marks as well, where it is one to avoid. */
  readonly quoted: boolean
  readonly en: readonly string[]
  readonly fr: readonly string[]
}

export interface ContextData {
  readonly headings: readonly { readonly article: number; readonly en: string; readonly fr: string }[]
  readonly titles: readonly { readonly en: string; readonly fr: string }[]
  readonly marked: readonly MarkedContext[]
  /** What makes words in round brackets a source. */
  readonly sources: { readonly en: readonly string[]; readonly fr: readonly string[] }
}

/** A place where a term was found, with what was asked of it. */
interface Place extends Stretch {
  readonly allowed: readonly string[]
  readonly isToAvoid: boolean
}

/** A passage that is asked about its places; what is found out about a sentence is found out once. */
export interface Surroundings {
  /** The first of the allowed contexts that the place stands in; null for none. */
  readonly contextOf: (place: Place) => string | null
  /** Whether the sentence of the place matches. */
  readonly says: (place: Stretch, words: RegExp) => boolean
}

/**
 * Reads the data of one language once. The rules of the contexts, in the order in which a term allows them:
 * - `article-heading:N`: inside the heading of Article N word for word, in quotation marks or where the sentence names
 * the Article; or any
 *   words in quotation marks where the sentence names it.
 * - `article-reference:N`: the sentence names Article N, as a citation or in words.
 * - `instrument-title`: inside a known title, word for word.
 * - `quotation`: in quotation marks, and behind them in the same sentence stands a citation or a source in round
 * brackets; or the whole
 *   paragraph is a quotation that holds one. Brackets hold a source when a digit or a word of the data stands in them.
 * - the others: a word of theirs stands in the same sentence (and, where the data asks for it, a term to avoid is in
 * quotation marks). `after-definition` depends on the paragraphs before and is decided by whoever has them.
 */
export function compileContexts(data: ContextData, language: Language): (passage: Passage) => Surroundings {
  const known: Known = {
    title: new RegExp(asWords(data.titles.map((title) => titlePattern(title[language])).join('|')), 'g'),
    headings: new Map(
      data.headings.map(({ article, ...heading }) => [
        article,
        new RegExp(asWords(titlePattern(heading[language])), 'g'),
      ]),
    ),
    marked: new Map(data.marked.map((one) => [one.context, { quoted: one.quoted, words: begins(one[language]) }])),
    source: begins(data.sources[language]),
  }
  return (passage) => new Read(known, passage)
}

interface Known {
  readonly title: RegExp
  readonly headings: ReadonlyMap<number, RegExp>
  readonly marked: ReadonlyMap<string, { readonly quoted: boolean; readonly words: RegExp }>
  readonly source: RegExp
}

/** Any of the words at the beginning of a word. */
export function begins(words: readonly string[]): RegExp {
  const patterns = words.map((word) => folded(word).replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`(?<![a-z0-9])(?:${patterns.join('|')})`)
}

class Read implements Surroundings {
  private readonly known: Known
  private readonly passage: Passage
  private readonly quoted: readonly Stretch[]
  private readonly sentences: readonly Stretch[]
  private readonly memory = new Map<string, unknown>()

  constructor(known: Known, passage: Passage) {
    this.known = known
    this.passage = passage
    this.quoted = quotations(passage.words)
    this.sentences = sentences(passage.words, this.quoted)
  }

  contextOf(place: Place): string | null {
    return place.allowed.find((context) => this.isIn(context, place)) ?? null
  }

  says(place: Stretch, words: RegExp): boolean {
    const sentence = this.sentenceOf(place)
    return this.once(`${sentence.start} ${words.source}`, () =>
      words.test(folded(this.passage.words.slice(sentence.start, sentence.end))),
    )
  }

  private isIn(context: string, place: Place): boolean {
    const [name, number] = context.split(':')
    if (name === 'article-heading') return this.isHeading(place, Number(number))
    if (name === 'article-reference') return this.names(place, Number(number))
    if (name === 'instrument-title') return this.isWithin(place, this.known.title)
    if (name === 'quotation') return this.isSourced(place)
    const marked = this.known.marked.get(context)
    if (marked === undefined || !this.says(place, marked.words)) return false
    return !marked.quoted || !place.isToAvoid || this.isQuoted(place)
  }

  private isHeading(place: Place, article: number): boolean {
    const isQuoted = this.isQuoted(place)
    const isNamed = this.names(place, article)
    if (isQuoted && isNamed) return true
    const heading = this.known.headings.get(article)
    return heading !== undefined && (isQuoted || isNamed) && this.isWithin(place, heading)
  }

  private names(place: Place, article: number): boolean {
    const sentence = this.sentenceOf(place)
    const target = new RegExp(`^article:${article}(?::|$)`)
    const isCited = this.once(`${sentence.start} cites ${article}`, () =>
      this.passage.cites.some((cite) => holds(sentence, cite) && target.test(cite.target)),
    )
    return isCited || this.says(place, new RegExp(`(?<![a-z])(?:articles?|art\\.?) +${article}(?![0-9])`))
  }

  private isWithin(place: Place, title: RegExp): boolean {
    const found = this.once(title.source, () => {
      const { text, at } = fold(this.passage.words)
      return [...text.matchAll(title)].map(({ index, 0: { length } }) => ({
        start: at(index),
        end: at(index + length),
      }))
    })
    return around(found, place) !== undefined
  }

  private isSourced(place: Place): boolean {
    const { isQuote, words } = this.passage
    if (isQuote) return this.sourceIn({ start: 0, end: words.length }) >= 0
    const quotation = around(this.quoted, place)
    return quotation !== undefined && this.sourceIn(this.sentenceOf(place)) >= quotation.end
  }

  /** Where the last source of a stretch begins; -1 for none. */
  private sourceIn(stretch: Stretch): number {
    return this.once(`${stretch.start} ${stretch.end} source`, () => {
      const { words, cites } = this.passage
      const isSource = (inside: string) => /\d/.test(inside) || this.known.source.test(folded(inside))
      const inBrackets = bracketed(words, stretch).filter(({ start, end }) => isSource(words.slice(start, end)))
      const sources = [...cites.filter((cite) => holds(stretch, cite)), ...inBrackets].map(({ start }) => start)
      return sources.reduce((last, start) => Math.max(last, start), -1)
    })
  }

  private isQuoted(place: Stretch): boolean {
    return around(this.quoted, place) !== undefined
  }

  private sentenceOf(place: Stretch): Stretch {
    return around(this.sentences, { start: place.start, end: place.start + 1 }) ?? this.sentences.at(-1)!
  }

  private once<T>(what: string, find: () => T): T {
    if (!this.memory.has(what)) this.memory.set(what, find())
    return this.memory.get(what) as T
  }
}
