// The numbers that a text keeps from one of its versions, in both languages. It knows no rows.

import { canonicalText } from '../canonical/canonical.ts'
import type { FrozenText } from '../canonical/parse-frozen.ts'
import { settledTrees } from '../suggestions/settled.ts'
import type { BothTrees, Tree } from '../tree/tree.ts'
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

/** Whether two texts read the same, however they are numbered. */
export function readAlike(one: BothTrees, other: BothTrees): boolean {
  const [first, second] = [one, other].map(({ en, fr }) => canonicalText({ en: counted(en), fr: counted(fr) }).sha256)
  return first === second
}

function counted({ language, paragraphs }: Tree): Tree {
  return { language, paragraphs }
}
