// What is wrong between the two languages of a text, and what is not settled in it. Pure reading; asked before circulation and vote.

import { type Language, languages } from '../domain/language.ts'
import { type BothTrees, type Paragraph, type Tree, wordsOf } from './tree.ts'

/**
 * A fault in a pair. missing: no such paragraph in `language`; no-words: words only in the other language;
 * kind: the kinds differ; order: the paragraph stands elsewhere in French than in English.
 */
export type PairFault =
  | { readonly fault: 'missing' | 'no-words'; readonly pid: string; readonly language: Language }
  | { readonly fault: 'kind' | 'order'; readonly pid: string }

/** All faults, in English order, then those of paragraphs that only French has. None means: the two languages are in step. */
export function pairFaults({ en, fr }: BothTrees): PairFault[] {
  const faults: PairFault[] = []
  const french = new Map(fr.paragraphs.map((paragraph) => [paragraph.pid, paragraph]))
  const strays = outOfOrder(en, fr)
  for (const paragraph of en.paragraphs) {
    const { pid, kind } = paragraph
    const twin = french.get(pid)
    french.delete(pid)
    if (!twin) {
      faults.push({ fault: 'missing', pid, language: 'fr' })
      continue
    }
    const hasWords = wordsOf(paragraph).trim() !== ''
    if (hasWords !== (wordsOf(twin).trim() !== '')) {
      faults.push({ fault: 'no-words', pid, language: hasWords ? 'fr' : 'en' })
    }
    if (kind !== twin.kind) faults.push({ fault: 'kind', pid })
    if (strays.has(pid)) faults.push({ fault: 'order', pid })
  }
  for (const pid of french.keys()) faults.push({ fault: 'missing', pid, language: 'en' })
  return faults
}

/** How many paragraphs are without words in both languages: they would be printed as a bare number. */
export function blankPairs({ en, fr }: BothTrees): number {
  const french = new Map(fr.paragraphs.map((paragraph) => [paragraph.pid, paragraph]))
  const isBlank = (paragraph: Paragraph | undefined) => paragraph !== undefined && wordsOf(paragraph).trim() === ''
  return en.paragraphs.filter((paragraph) => isBlank(paragraph) && isBlank(french.get(paragraph.pid))).length
}

/** The fewest paragraphs that would have to move in French: those outside one longest run of common order. */
function outOfOrder(en: Tree, fr: Tree): Set<string> {
  const ranks = new Map(en.paragraphs.map((paragraph, rank) => [paragraph.pid, rank]))
  const common = fr.paragraphs.map((paragraph) => paragraph.pid).filter((pid) => ranks.has(pid))
  if (common.every((pid, at) => at === 0 || (ranks.get(common[at - 1] ?? '') ?? 0) < (ranks.get(pid) ?? 0)))
    return new Set()
  const best: string[][] = []
  for (const [at, pid] of common.entries()) {
    const rank = ranks.get(pid) ?? 0
    const before = best.slice(0, at).filter((_, earlier) => (ranks.get(common[earlier] ?? '') ?? 0) < rank)
    best.push([...before.reduce<string[]>(longer, []), pid])
  }
  const inOrder = new Set(best.reduce<string[]>(longer, []))
  return new Set(common.filter((pid) => !inOrder.has(pid)))
}

function longer(one: string[], other: string[]): string[] {
  return other.length > one.length ? other : one
}

/**
 * How many stretches of square-bracketed wording are left in each language. Brackets inside brackets count with the outer ones;
 * a bracket without its partner counts as one. A text is not adopted while one is left (domain.md B2).
 */
export function openBrackets(trees: BothTrees): Record<Language, number> {
  const [en = 0, fr = 0] = languages.map((language) =>
    trees[language].paragraphs.reduce((total, paragraph) => total + bracketsIn(wordsOf(paragraph)), 0),
  )
  return { en, fr }
}

function bracketsIn(words: string): number {
  let depth = 0
  let count = 0
  for (const character of words) {
    if (character === '[') {
      if (depth === 0) count += 1
      depth += 1
    } else if (character === ']') {
      if (depth === 0) count += 1
      depth = Math.max(depth - 1, 0)
    }
  }
  return count
}
