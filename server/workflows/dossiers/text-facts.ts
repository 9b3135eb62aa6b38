// What the path of a dossier asks of its text, counted from the tree.

import { blankPairs, openBrackets, pairFaults } from '../../document/pairs.ts'
import { settledTrees } from '../../document/suggestions/settled.ts'
import { type BothTrees, hasWords } from '../../document/tree/tree.ts'
import type { TextFacts } from '../../domain/dossiers/dossier.ts'

/** Counts over both languages, of the text as it stands without its suggestions. */
export function textFacts(live: BothTrees): TextFacts {
  const trees = settledTrees(live)
  const faults = pairFaults(trees)
  const brackets = openBrackets(trees)
  const operative = new Set(
    [...trees.en.paragraphs, ...trees.fr.paragraphs]
      .filter((paragraph) => paragraph.kind === 'operative' && hasWords(paragraph))
      .map((paragraph) => paragraph.pid),
  )
  return {
    operativeParagraphs: operative.size,
    missingPairs: faults.filter(({ fault }) => fault === 'missing').length,
    emptyPairs: faults.filter(({ fault }) => fault === 'no-words').length,
    strayPairs: faults.filter(({ fault }) => fault === 'order').length,
    blankPairs: blankPairs(trees),
    openBrackets: brackets.en + brackets.fr,
  }
}
