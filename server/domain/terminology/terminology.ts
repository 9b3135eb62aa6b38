// Terms to avoid (domain.md D): where they stand in the words of a paragraph, and whether they are the right ones
// there. The list is data; it runs in the browser and on the server alike. It knows no text but the paragraph, no
// waivers and no people.

import { type Language, languages } from '../language.ts'
import { begins, type ContextData, compileContexts, type Passage } from './contexts.ts'
import { type Folded, fold, folded } from './fold.ts'
import { patternOf } from './forms.ts'

/** `avoid` stands in the way of adoption until it is replaced or waived; `caution` is only shown. */
type TermSeverity = 'avoid' | 'caution'

/** One entry of the list, in one language. `pair` joins it to its twin in the other. */
export interface Term {
  readonly id: string
  readonly pair: string
  readonly lang: Language
  /** Words in brackets at the end say what is meant and are no part of the term. */
  readonly avoid: string
  readonly variants: readonly string[]
  readonly prefer: string
  readonly severity: TermSeverity
  readonly allowedWhen: string
  readonly allowedContexts: readonly string[]
  readonly note: string
  readonly source: string
}

/** What a term needs beyond its entry, so that it is found where it is meant and not elsewhere. */
interface TermRule {
  readonly id: string
  /** Further forms of the term. */
  readonly forms?: readonly string[]
  /** Phrases that contain it and mean something else. */
  readonly except?: readonly string[]
  /** Of each list one word must begin in the same sentence. */
  readonly near?: readonly (readonly string[])[]
  /** Words that have this one form only. */
  readonly exact?: readonly string[]
}

export interface Terminology {
  readonly terms: readonly Term[]
  readonly rules: readonly TermRule[]
  readonly contexts: ContextData
}

/** A term found in a paragraph: offsets in its words, UTF-16 units. */
export interface TermFound {
  readonly term: Term
  readonly start: number
  readonly end: number
  /**
   * The legitimate context it stands in, or null. `definition`: the preferred words, which give it in brackets; from
   * there on it may be used where the list says `after-definition`.
   */
  readonly context: string | null
}

/** Finds the terms in a paragraph, in order, never overlapping. */
export type Linter = (passage: Passage) => readonly TermFound[]

/** Reads the list once, for both languages. */
export function compileTerminology(terminology: Terminology): Readonly<Record<Language, Linter>> {
  const [en, fr] = languages.map((language) => compile(terminology, language))
  return { en: en!, fr: fr! }
}

/** What a phrase means: a term, the definition of one, or nothing. */
interface Phrase {
  readonly pattern: string
  readonly length: number
  readonly term: Term | null
  readonly defines: boolean
}

/** A phrase that is looked for only where its first letters stand. */
interface Sought extends Phrase {
  readonly begins: string
  /** Made when it is first needed: most phrases never are. */
  regExp: RegExp | null
}

/** Letters by which phrases are looked up. */
const keyLength = 2

function compile({ terms, rules, contexts }: Terminology, language: Language): Linter {
  const own = terms.filter((term) => term.lang === language)
  const ruleOf = new Map(rules.map((rule) => [rule.id, rule]))
  // At one place the longest phrase is the one that is meant.
  const phrases = own.flatMap((term) => phrasesOf(term, ruleOf.get(term.id))).sort((a, b) => b.length - a.length)
  const sought = Map.groupBy(phrases.map(soughtOf), ({ begins: letters }) => letters.slice(0, keyLength))
  const near = new Map(own.map((term) => [term.id, (ruleOf.get(term.id)?.near ?? []).map(begins)]))
  const read = compileContexts(contexts, language)
  return (passage) => {
    const letters = fold(passage.words)
    const matches = matchesIn(letters.text, sought)
    if (matches.length === 0) return []
    const surroundings = read(passage)
    return matches.flatMap(({ phrase, ...match }) => {
      const { term, defines } = phrase
      if (term === null) return []
      const span = spanOf(letters, match)
      if (defines) return [{ term, ...span, context: 'definition' }]
      // What a citation is called is not written by anybody.
      if (passage.cites.some((cite) => cite.start < span.end && span.start < cite.end)) return []
      if (!near.get(term.id)?.every((words) => surroundings.says(span, words))) return []
      const place = { ...span, allowed: term.allowedContexts, isToAvoid: term.severity === 'avoid' }
      return [{ term, ...span, context: surroundings.contextOf(place) }]
    })
  }
}

interface Match {
  readonly phrase: Phrase
  /** Offsets in folded letters. */
  readonly start: number
  readonly end: number
}

/** Phrases in folded letters, word by word: the first that begins a phrase takes all of it. */
function matchesIn(text: string, sought: ReadonlyMap<string, readonly Sought[]>): Match[] {
  const matches: Match[] = []
  for (let at = 0; at < text.length; ) {
    if (!isLetter(text.charCodeAt(at))) {
      at += 1
      continue
    }
    const match = matchAt(text, at, sought.get(text.slice(at, at + keyLength)) ?? [])
    if (match) matches.push(match)
    at = match?.end ?? at + 1
    while (isLetter(text.charCodeAt(at))) at += 1
  }
  return matches
}

function matchAt(text: string, at: number, candidates: readonly Sought[]): Match | null {
  for (const phrase of candidates) {
    if (!text.startsWith(phrase.begins, at)) continue
    phrase.regExp ??= new RegExp(`${phrase.pattern}(?![a-z0-9])`, 'y')
    phrase.regExp.lastIndex = at
    if (phrase.regExp.test(text)) return { phrase, start: at, end: phrase.regExp.lastIndex }
  }
  return null
}

/** Of folded words: a small letter or a digit. */
function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57)
}

function soughtOf(phrase: Phrase): Sought {
  const [letters = ''] = /^[a-z0-9]+(?![?*{])/.exec(phrase.pattern) ?? []
  if (letters.length < keyLength) throw new Error(`a phrase that begins with nothing certain: ${phrase.pattern}`)
  return { ...phrase, begins: letters, regExp: null }
}

function spanOf({ at }: Folded, match: Omit<Match, 'phrase'>): { start: number; end: number } {
  // Up to the end of the last letter, marks without width behind it left out.
  return { start: at(match.start), end: at(match.end - 1) + 1 }
}

function phrasesOf(term: Term, rule: TermRule | undefined): Phrase[] {
  const exact = new Set(rule?.exact?.map(folded))
  const phrase = (words: string, what: Pick<Phrase, 'term' | 'defines'>) => ({
    pattern: patternOf(words, term.lang, exact),
    length: folded(words).length,
    ...what,
  })
  const avoided = [headword(term.avoid), ...term.variants, ...(rule?.forms ?? [])]
  const avoids = avoided.map((words) => phrase(words, { term, defines: false }))
  const excepted = (rule?.except ?? []).map((words) => phrase(words, { term: null, defines: false }))
  const holdsIt = avoided.some((words) => folded(term.prefer).includes(folded(words)))
  return [...avoids, ...excepted, ...(holdsIt ? [phrase(term.prefer, { term, defines: true })] : [])]
}

/** The term itself, without the words in brackets that say what is meant. */
export function headword(avoid: string): string {
  return avoid.replace(/ *\([^()]*\)$/, '')
}

/**
 * What to write instead, as a text is set: with the capital that the words have which it replaces, and printers'
 * apostrophes.
 */
export function asWritten(term: Pick<Term, 'prefer'>, replaced: string): string {
  const prefer = headword(term.prefer).replaceAll(/(?<=\p{L})'(?=\p{L})/gu, '’')
  const [first = ''] = replaced
  const isCapital = first !== first.toLowerCase()
  return isCapital ? prefer.slice(0, 1).toUpperCase() + prefer.slice(1) : prefer
}
