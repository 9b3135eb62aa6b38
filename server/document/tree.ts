// The plain tree of a text: what everything but the live editor starts from. It knows neither Yjs nor Lexical.

import type { Language } from '../domain/language.ts'
import type { ParagraphKind } from '../domain/paragraph.ts'

/** A run of words with one look. `cites` is a target (domain/citation.ts) when the run is a citation; `threads` are comment thread ids, sorted. */
export interface Run {
  readonly text: string
  readonly bold?: true
  readonly italic?: true
  readonly cites?: string
  readonly threads?: readonly string[]
}

/** One block. `pid` is permanent, minted by the server and shared with the other language; '' until the janitor has seen it. */
export interface Paragraph {
  readonly pid: string
  readonly kind: ParagraphKind
  readonly runs: readonly Run[]
}

/** One text in one language, in order. */
export interface Tree {
  readonly language: Language
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

/** True when two runs look the same and mark the same; their words are not compared. */
export function sameLook(one: Run, other: Run): boolean {
  return (
    one.bold === other.bold &&
    one.italic === other.italic &&
    one.cites === other.cites &&
    (one.threads ?? []).join() === (other.threads ?? []).join()
  )
}

/** Drops empty runs and merges neighbours of one look. A citation is one thing and is never merged with the next. */
export function joinRuns(runs: readonly Run[]): Run[] {
  const joined: Run[] = []
  for (const run of runs) {
    const last = joined.at(-1)
    if (run.text === '') continue
    if (last && !run.cites && sameLook(last, run)) joined[joined.length - 1] = { ...last, text: last.text + run.text }
    else joined.push(run)
  }
  return joined
}
