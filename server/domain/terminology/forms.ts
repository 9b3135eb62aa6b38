// From a phrase of the list to a pattern that also finds its other forms: plural, agreement, hyphen, article. On folded
// text.

import type { Language } from '../language.ts'
import { folded } from './fold.ts'

/** The source of a pattern for the phrase in all its forms; `exact` are words that have no other form. */
export function patternOf(phrase: string, language: Language, exact: ReadonlySet<string> = new Set()): string {
  const words = folded(phrase).match(/[a-z0-9]+'?|[-()/]/g) ?? []
  return language === 'en' ? english(words, exact) : french(words, exact)
}

/** The same words in the same order, whatever stands between them: for titles, which are quoted word for word. */
export function titlePattern(title: string): string {
  return (folded(title).match(/[a-z0-9]+/g) ?? []).join('[^a-z0-9]+')
}

/** Bounds a pattern by what is no letter. */
export function asWords(pattern: string): string {
  return `(?<![a-z0-9])(?:${pattern})(?![a-z0-9])`
}

const between = '(?: +| ?- ?)'

const irregular: Readonly<Record<string, string>> = {
  child: "child(?:ren)?(?:'s?)?",
  children: "child(?:ren)?(?:'s?)?",
  had: 'ha(?:d|s|ve|ving)',
  person: '(?:persons?|people)',
}

function english(words: readonly string[], exact: ReadonlySet<string>): string {
  return join(words, (word) => {
    if (/^(?:a|an|the)$/.test(word)) return { pattern: '(?:(?:a|an|the|any|some) +)?', isJoined: true }
    if (exact.has(word)) return { pattern: word }
    return { pattern: irregular[word] ?? englishWord(word) }
  })
}

function englishWord(word: string): string {
  if (word.length < 4 && !/^(?:sex)$/.test(word)) return word
  const one = /[^s]s$/.test(word) ? word.slice(0, -1) : word
  if (/(?:[^aeiou]y|ie)$/.test(one)) return `${one.replace(/(?:y|ie)$/, '')}(?:y|ie|ies)(?:'s?)?`
  return `${one}(?:e?s)?(?:'s?)?`
}

const of = "(?:d'une? +|de +la +|de +l'|d'|de +|des +|du +)"
const aOrThe = "(?:une? +|des +|les +|le +|la +|l'|du +|de +|d')?"
const prepositions = new Set(['avec', 'sur', 'par', 'impliquant', 'contre', 'entre', 'envers'])

function french(words: readonly string[], exact: ReadonlySet<string>): string {
  let before = ''
  let isOpen = false
  return join(words, (word) => {
    const wasAfter = prepositions.has(before)
    before = /^(?:d'|de|des|du|la|l'|les|le|une?)$/.test(word) ? before : word
    if (/^(?:d'|de|des|du|la|l'|les|le|une?)$/.test(word)) {
      // Several small words in a row ("de la", "d'une") are one joint.
      if (isOpen) return null
      isOpen = true
      return { pattern: wasAfter ? aOrThe : of, isJoined: true }
    }
    const needsJoint = wasAfter && !isOpen
    isOpen = false
    const pattern = exact.has(word) ? word : frenchWord(word)
    return { pattern: needsJoint ? `${aOrThe}${pattern}` : pattern }
  })
}

function frenchWord(word: string): string {
  if (word.length < 4) return word
  const one = word.replace(/(?<=[^s])s$/, '')
  const forms: readonly (readonly [RegExp, string])[] = [
    [/t(?:eur|rice|euse)$/, 't(?:eure?|rice|euse)s?'],
    [/eu(?:r|se)$/, 'eu(?:re?|se)s?'],
    [/el(?:le)?$/, 'el(?:le)?s?'],
    [/i(?:f|ve)$/, 'i(?:f|ve)s?'],
    [/a(?:l|le|ux)$/, '(?:ale?s?|aux)'],
    [/e+$/, 'e{0,2}s?'],
  ]
  for (const [end, pattern] of forms) if (end.test(one)) return one.replace(end, pattern)
  return `${one}e?s?`
}

interface Piece {
  readonly pattern: string
  /** It brings the space behind it, or nothing at all. */
  readonly isJoined?: true
}

function join(words: readonly string[], piece: (word: string) => Piece | null): string {
  let pattern = ''
  let joint = ''
  for (const word of words) {
    if (word === '-') {
      joint = '[ -]?'
      continue
    }
    if (/^[()/]$/.test(word)) {
      pattern += word === '(' ? ' *\\(' : word === ')' ? '\\)' : '/'
      joint = word === ')' ? between : ''
      continue
    }
    const next = piece(word)
    if (next === null) continue
    pattern += joint + next.pattern
    joint = next.isJoined ? '' : between
  }
  return pattern
}
