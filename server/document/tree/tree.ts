// The plain tree of a text: what everything but the live editor starts from. It knows neither Yjs nor Lexical.

import type { Language } from '../../domain/language.ts'
import type { ParagraphKind } from '../../domain/text/paragraph.ts'
import type { Mark } from '../../domain/text/suggestion.ts'
import type { KeptNumbers } from '../numbering/kept.ts'

/**
 * A run of words with one look. `cites` is a target (domain/convention/citation.ts) when the run is a citation; `by` is
 * who proposes words in square brackets (a Party's id, or `secretariat`); `breaks` makes it the sign of a paragraph
 * break that somebody suggests, before a paragraph of that kind; `threads` are comment thread ids, sorted; `marks`
 * those of suggestions, sorted.
 */
export interface Run {
  readonly text: string
  readonly bold?: true
  readonly italic?: true
  readonly cites?: string
  readonly by?: string
  readonly breaks?: ParagraphKind
  readonly threads?: readonly string[]
  readonly marks?: readonly Mark[]
}

/**
 * One block. `pid` is permanent, minted by the server and shared with the other language; '' until the janitor has seen
 * it. `marks` are those of suggestions about the paragraph as such, sorted.
 */
export interface Paragraph {
  readonly pid: string
  readonly kind: ParagraphKind
  readonly marks?: readonly Mark[]
  readonly runs: readonly Run[]
}

/** One text in one language, in order. */
export interface Tree {
  readonly language: Language
  /** The numbers that it keeps from one of its versions; left out when it keeps none. */
  readonly kept?: KeptNumbers
  readonly paragraphs: readonly Paragraph[]
}

/** Both authentic languages of one text. */
export interface BothTrees {
  readonly en: Tree
  readonly fr: Tree
}

/** The words of a paragraph without any marks. */
export function wordsOf(paragraph: Paragraph): string {
  return paragraph.runs.map((run) => run.text).join('')
}

/** Whether it has any words: more than spaces. */
export function hasWords({ runs }: Paragraph): boolean {
  return runs.some(({ text }) => /\S/.test(text))
}

/** True when two runs look the same and mark the same; their words are not compared. */
export function sameLook(one: Run, other: Run): boolean {
  return (
    one.bold === other.bold &&
    one.italic === other.italic &&
    one.cites === other.cites &&
    one.by === other.by &&
    one.breaks === other.breaks &&
    areSame(one.threads, other.threads) &&
    areSame(one.marks, other.marks)
  )
}

// Asked for each word of a text that is compared: mostly there are none.
function areSame(one: readonly string[] | undefined, other: readonly string[] | undefined): boolean {
  return one === other || (one ?? []).join() === (other ?? []).join()
}

/** A citation, or the sign of a break: it comes and goes as a whole, and is never merged with the next. */
export function isOneThing(run: Run): boolean {
  return run.cites !== undefined || run.breaks !== undefined
}

/** Drops empty runs and merges neighbours of one look. */
export function joinRuns(runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (run.text === '') continue
    if (last && !isOneThing(run) && sameLook(last, run))
      joined[joined.length - 1] = { ...last, text: last.text + run.text }
    else joined.push(run)
  }
  return joined
}
