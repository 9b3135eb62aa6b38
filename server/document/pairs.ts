// What is wrong between the two languages of a text, and what is not settled in it. Pure reading; asked before
// circulation and vote.

import type { Language } from '../domain/language.ts'
import { isCell } from '../domain/text/paragraph.ts'
import { bracketsOf } from './brackets.ts'
import { straysIn } from './tree/order.ts'
import { type BothTrees, hasWords, type Paragraph, type Tree } from './tree/tree.ts'

/**
 * A fault in a pair. missing: no such paragraph in `language`; no-words: words only in the other language;
 * kind: the kinds differ; order: the paragraph stands elsewhere in French than in English.
 */
export type PairFault =
  | { readonly fault: 'missing' | 'no-words'; readonly pid: string; readonly language: Language }
  | { readonly fault: 'kind' | 'order'; readonly pid: string }

/**
 * All faults, in English order, then those of paragraphs that only French has. None means: the two languages are in
 * step.
 */
export function pairFaults({ en, fr }: BothTrees): PairFault[] {
  const faults: PairFault[] = []
  const french = new Map(fr.paragraphs.map((paragraph) => [paragraph.pid, paragraph]))
  const strays = straysIn(pidsOf(en), pidsOf(fr))
  for (const paragraph of en.paragraphs) {
    const { pid, kind } = paragraph
    const twin = french.get(pid)
    french.delete(pid)
    if (!twin) {
      faults.push({ fault: 'missing', pid, language: 'fr' })
      continue
    }
    const isWritten = hasWords(paragraph)
    if (isWritten !== hasWords(twin)) faults.push({ fault: 'no-words', pid, language: isWritten ? 'fr' : 'en' })
    if (kind !== twin.kind) faults.push({ fault: 'kind', pid })
    if (strays.has(pid)) faults.push({ fault: 'order', pid })
  }
  for (const pid of french.keys()) faults.push({ fault: 'missing', pid, language: 'en' })
  return faults
}

function pidsOf(tree: Tree): string[] {
  return tree.paragraphs.map(({ pid }) => pid)
}

/**
 * How many paragraphs are without words in both languages: they would be printed as a bare number. A cell of a table
 * may be empty.
 */
export function blankPairs({ en, fr }: BothTrees): number {
  const french = new Map(fr.paragraphs.map((paragraph) => [paragraph.pid, paragraph]))
  const isBlank = (paragraph: Paragraph | undefined) => paragraph !== undefined && !hasWords(paragraph)
  return en.paragraphs.filter(
    (paragraph) => !isCell(paragraph.kind) && isBlank(paragraph) && isBlank(french.get(paragraph.pid)),
  ).length
}

/**
 * How many stretches of square-bracketed wording are left in each language, alternatives one by one (`bracketsOf`). A
 * text is not adopted while one is left (domain.md B2).
 */
export function openBrackets(trees: BothTrees): Record<Language, number> {
  const count = { en: 0, fr: 0 }
  for (const { language, brackets } of bracketsOf(trees)) count[language] += brackets.length
  return count
}
