// Wording in square brackets (domain.md S07): what is not settled, who proposes it, and which stretches are
// alternatives. Pure.

import { type Language, languages } from '../domain/language.ts'
import { settled } from './suggestions/settled.ts'
import { type BothTrees, type Paragraph, wordsOf } from './tree/tree.ts'

/** One stretch: offsets in the words that are shown, the brackets included. */
export interface Bracket {
  readonly start: number
  readonly end: number
  /** What stands between the brackets, trimmed. */
  readonly words: string
  /** A Party's id, a body's id, `secretariat`, or '' for nobody named. */
  readonly by: string
  /** False for a bracket without its partner. */
  readonly isWhole: boolean
}

/** Stretches side by side, of which one is to be kept; a single stretch is kept or goes. */
export interface Alternatives {
  readonly language: Language
  readonly pid: string
  readonly brackets: readonly Bracket[]
}

/**
 * What is in brackets in the text as it stands, English first, in order. Brackets inside brackets belong to the outer
 * ones; a bracket without its partner stands for itself. Words that are only suggested do not count until they are
 * accepted.
 */
export function bracketsOf(trees: BothTrees): Alternatives[] {
  return languages.flatMap((language) =>
    settled(trees[language]).paragraphs.flatMap((paragraph) => alternativesIn(paragraph, language)),
  )
}

const known = new WeakMap<Paragraph, readonly Alternatives[]>()

/** The groups of one paragraph, in its words as they are given. */
export function alternativesIn(paragraph: Paragraph, language: Language): readonly Alternatives[] {
  const before = known.get(paragraph)
  if (before) return before
  const words = wordsOf(paragraph)
  const groups: Bracket[][] = []
  for (const bracket of words.includes('[') || words.includes(']') ? stretches(paragraph, words) : []) {
    const last = groups.at(-1)?.at(-1)
    if (last?.isWhole && bracket.isWhole && isJoint(words.slice(last.end, bracket.start))) groups.at(-1)!.push(bracket)
    else groups.push([bracket])
  }
  const found = groups.map((brackets) => ({ language, pid: paragraph.pid, brackets }))
  known.set(paragraph, found)
  return found
}

/** Nothing, a space, or a stroke between two stretches makes them alternatives. */
function isJoint(between: string): boolean {
  return /^\s*\/?\s*$/.test(between)
}

function stretches(paragraph: Paragraph, words: string): Bracket[] {
  const found: Bracket[] = []
  const add = (start: number, end: number, isWhole: boolean) => {
    const inside = isWhole ? words.slice(start + 1, end - 1) : words.slice(start, end)
    found.push({ start, end, words: inside.trim(), by: byAt(paragraph, start, end), isWhole })
  }
  const open: number[] = []
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] === '[') open.push(at)
    else if (words[at] === ']') {
      const start = open.pop()
      if (start === undefined) add(at, at + 1, false)
      else if (open.length === 0) add(start, at + 1, true)
    }
  }
  // A bracket that nobody closed stands alone, and what is inside it belongs to it.
  if (open.length > 0) add(open[0]!, open[0]! + 1, false)
  return found.sort((one, other) => one.start - other.start)
}

/** Who is named on the opening bracket, else the first who is named inside. */
function byAt({ runs }: Paragraph, start: number, end: number): string {
  let at = 0
  for (const { text, by } of runs) {
    if (by && at < end && at + text.length > start) return by
    at += text.length
  }
  return ''
}

/** Who proposes, in the few letters that stand in the text: `FR`, `ITU`, `SEC` for the Secretariat. */
export function initialsOf(by: string): string {
  return by === 'secretariat' ? 'SEC' : by.toUpperCase()
}
