// The numbers that a text keeps from one of its versions, in both languages. It knows no rows.

import { type Language, languages } from '../../domain/language.ts'
import { canonicalBytes } from '../canonical/canonical.ts'
import type { FrozenText } from '../canonical/parse-frozen.ts'
import { settled, settledTrees } from '../suggestions/settled.ts'
import type { BothTrees, Paragraph, Run, Tree } from '../tree/tree.ts'
import type { BothKept, KeptNumbers } from './kept.ts'
import { numbersOf } from './number.ts'

/** What a later text keeps from a frozen one. */
export function keptFrom({ trees, numbers }: FrozenText): BothKept {
  const of = ({ language, paragraphs }: Tree): KeptNumbers =>
    paragraphs.map(({ pid, kind }) => ({ pid, kind, number: numbers[language].get(pid) ?? '' }))
  return { en: of(trees.en), fr: of(trees.fr) }
}

/** The text as it stands, settled, with the numbers that it keeps, as if it were frozen now. */
export function asFrozen(trees: BothTrees): FrozenText {
  const stands = settledTrees(trees)
  return {
    trees: stands,
    numbers: { en: numbersOf(stands.en), fr: numbersOf(stands.fr) },
  }
}

/**
 * Whether two texts read the same, however they are numbered: whether their canonical bytes would be equal, without
 * writing all of them.
 */
export function readAlike(one: BothTrees, other: BothTrees): boolean {
  return languages.every((language) => {
    const [first, second] = [settled(one[language]).paragraphs, settled(other[language]).paragraphs]
    return first.length === second.length && first.every((paragraph, at) => isAlike(paragraph, second[at]!, language))
  })
}

function isAlike(one: Paragraph, other: Paragraph, language: Language): boolean {
  if (one.pid !== other.pid || one.kind !== other.kind) return false
  const isEqual =
    one.runs.length === other.runs.length &&
    one.runs.every((run, at) => run.text === other.runs[at]!.text && sameWordsLook(run, other.runs[at]!))
  if (isEqual) return true
  // Runs may be cut otherwise, letters composed otherwise, comments stand on them: the bytes say.
  const [first, second] = [one, other].map((paragraph) => canonicalBytes({ language, paragraphs: [paragraph] }))
  return Buffer.compare(first!, second!) === 0
}

/** As they are frozen; comments aside. */
function sameWordsLook(one: Run, other: Run): boolean {
  return one.bold === other.bold && one.italic === other.italic && one.cites === other.cites && one.by === other.by
}
