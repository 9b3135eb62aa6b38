// Opening verbs (domain.md B3.4, S05): whether a recital or an operative paragraph opens as such paragraphs do. The
// list is data. A paragraph without one is noted, never refused. It knows no text but the words.

import { type Language, languages } from '../language.ts'
import { folded } from './fold.ts'

/** The kinds of paragraph that open with a verb. */
export const openingKinds = ['recital', 'operative'] as const
export type OpeningKind = (typeof openingKinds)[number]

interface Opening {
  readonly en: readonly string[]
  readonly fr: readonly string[]
  readonly basis: 'seen' | 'judgement'
  readonly source: string
}

export interface OpeningVerbs extends Readonly<Record<OpeningKind, readonly Opening[]>> {
  /** What may stand before the verb: who speaks, and adverbs. */
  readonly before: Readonly<Record<Language, readonly string[]>>
}

/**
 * True when the words open with a verb of the list. Case, accents, kinds of apostrophe and space, and what opens a
 * quotation do not count.
 */
export type OpensWell = (words: string, kind: OpeningKind, language: Language) => boolean

/** Reads the list once. */
export function compileOpenings(verbs: OpeningVerbs): OpensWell {
  const patterns = new Map(
    languages.flatMap((language) =>
      openingKinds.map((kind) => [`${language} ${kind}`, opening(verbs, kind, language)] as const),
    ),
  )
  return (words, kind, language) => patterns.get(`${language} ${kind}`)!.test(folded(words))
}

export function isOpeningKind(kind: string): kind is OpeningKind {
  return openingKinds.some((one) => one === kind)
}

function opening(verbs: OpeningVerbs, kind: OpeningKind, language: Language): RegExp {
  const before = verbs.before[language].map(loosely).join('|')
  // The past participles of the list agree with who speaks, the Committee or a body.
  const agrees = language === 'fr' ? 'e?s?' : ''
  const verb = verbs[kind].flatMap((one) => one[language].map(loosely)).join('|')
  // Asterisks and underscores where somebody marks bold or italic by hand.
  const signs = '[\\s"“”«»\'(\\[*_]*'
  return new RegExp(`^${signs}(?:(?:${before})[ ,]+){0,3}${signs}(?:${verb})${agrees}(?![a-z0-9])`)
}

function loosely(words: string): string {
  return folded(words).replace(/ +/g, ' +').replace(/'/g, "' ?")
}
