// The terms to avoid in a whole text: where they stand, where one language has one and the other has not. It knows no
// waivers.

import { type Language, languages } from '../domain/language.ts'
import type { Linter, Term, TermFound } from '../domain/terminology/terminology.ts'
import { hasSides, type Reading, readingOf } from './suggestions/shown.ts'
import { type BothTrees, hasWords, type Paragraph, type Tree } from './tree/tree.ts'

/** A term where it stands: offsets in the words that are shown (`wordsOf`), in UTF-16 units. */
export interface Flag extends TermFound {
  readonly language: Language
  readonly pid: string
  /** The words as they are written there. */
  readonly words: string
  /**
   * `now`: a suggestion would take it out. `suggested`: it stands in a suggestion only. `both`: nothing is suggested
   * about it.
   */
  readonly stands: 'now' | 'suggested' | 'both'
}

/** The same words flagged in one language and not in the other, by the pair of their terms. */
export interface Mismatch {
  readonly pid: string
  readonly pair: string
  /** Where it is flagged. */
  readonly language: Language
  /** Whether the other language has the term in a legitimate context, or not at all. */
  readonly other: 'legitimate' | 'absent'
}

/**
 * All flags of a text in one language, in order, those in legitimate contexts too. A paragraph is read once for as long
 * as it lives.
 */
export type Flagger = (tree: Tree) => readonly Flag[]

export function flaggerOf(linters: Readonly<Record<Language, Linter>>): Flagger {
  const known = new WeakMap<Paragraph, readonly Flag[]>()
  return ({ language, paragraphs }) => {
    const flags = paragraphs.flatMap((paragraph) => {
      const before = known.get(paragraph)
      if (before) return before
      const now = flagsIn(paragraph, language, linters[language])
      known.set(paragraph, now)
      return now
    })
    return flags.some(({ context }) => context === 'definition') ? afterDefinitions(flags) : flags
  }
}

function flagsIn(paragraph: Paragraph, language: Language, linter: Linter): readonly Flag[] {
  const { pid } = paragraph
  const read = (reading: Reading) =>
    linter(reading).map((found) => ({
      ...found,
      ...reading.shownAt(found.start, found.end),
      words: reading.words.slice(found.start, found.end),
      language,
      pid,
    }))
  const settled = read(readingOf(paragraph, 'settled'))
  if (!hasSides(paragraph)) return settled.map((flag) => ({ ...flag, stands: 'both' as const }))
  const proposed = read(readingOf(paragraph, 'proposed'))
  const isIn = (flags: readonly Omit<Flag, 'stands'>[], { term, start, end }: TermFound) =>
    flags.some((one) => one.term === term && one.start === start && one.end === end)
  return [
    ...settled.map((flag) => ({ ...flag, stands: isIn(proposed, flag) ? ('both' as const) : ('now' as const) })),
    ...proposed.filter((flag) => !isIn(settled, flag)).map((flag) => ({ ...flag, stands: 'suggested' as const })),
  ].sort((one, other) => one.start - other.start)
}

/** Once a text has said what a term means, it may use it where the list says so. */
function afterDefinitions(flags: readonly Flag[]): readonly Flag[] {
  const defined = new Set<Term>()
  return flags.map((flag) => {
    const { term, context } = flag
    if (context === 'definition') defined.add(term)
    const isMeant = context === null && defined.has(term) && term.allowedContexts.includes('after-definition')
    return isMeant ? { ...flag, context: 'after-definition' } : flag
  })
}

/** In English order. A paragraph that has no words in one language yet is in no mismatch. */
export function mismatchesOf(trees: BothTrees, flags: Readonly<Record<Language, readonly Flag[]>>): Mismatch[] {
  const french = new Map(trees.fr.paragraphs.map((paragraph) => [paragraph.pid, paragraph]))
  const at = { en: Map.groupBy(flags.en, ({ pid }) => pid), fr: Map.groupBy(flags.fr, ({ pid }) => pid) }
  return trees.en.paragraphs.flatMap((paragraph) => {
    const { pid } = paragraph
    const twin = french.get(pid)
    if (pid === '' || !twin || (!at.en.has(pid) && !at.fr.has(pid))) return []
    if ([paragraph, twin].some((one) => !hasWords(one))) return []
    const pairs = languages.map((language) => sidesOf(at[language].get(pid) ?? []))
    const [en, fr] = [pairs[0]!, pairs[1]!]
    return [...new Set([...en.flagged, ...fr.flagged])].flatMap((pair): Mismatch[] => {
      if (en.flagged.has(pair) === fr.flagged.has(pair)) return []
      const language = en.flagged.has(pair) ? 'en' : 'fr'
      const other = language === 'en' ? fr : en
      return [{ pid, pair, language, other: other.legitimate.has(pair) ? 'legitimate' : 'absent' }]
    })
  })
}

function sidesOf(flags: readonly Flag[]): { flagged: ReadonlySet<string>; legitimate: ReadonlySet<string> } {
  const pairs = (isLegitimate: boolean) =>
    new Set(flags.filter(({ context }) => (context !== null) === isLegitimate).map(({ term }) => term.pair))
  return { flagged: pairs(false), legitimate: pairs(true) }
}
