// The words of a paragraph as they stand and as they would stand with every suggestion accepted, each with the way back
// to what is shown. Pure.

import type { Passage } from '../../domain/terminology/contexts.ts'
import type { Paragraph, Run } from '../tree/tree.ts'

/** Words to be read, and where each of them stands among the words that are shown (`wordsOf` of the paragraph). */
export interface Reading extends Passage {
  readonly shownAt: (start: number, end: number) => { readonly start: number; readonly end: number }
}

/** `settled` without what is suggested to be put in; `proposed` without what is suggested to be taken out. */
export type Side = 'settled' | 'proposed'

/** The paragraph read from one side. */
export function readingOf(paragraph: Paragraph, side: Side): Reading {
  const cites: { start: number; end: number; target: string }[] = []
  const pieces: { at: number; shown: number }[] = []
  let words = ''
  let shown = 0
  for (const run of paragraph.runs) {
    if (!isLeftOut(run, side)) {
      pieces.push({ at: words.length, shown })
      if (run.cites) cites.push({ start: words.length, end: words.length + run.text.length, target: run.cites })
      words += run.text
    }
    shown += run.text.length
  }
  const place = (at: number) => {
    const piece = pieces.findLast((one) => one.at <= at)
    return piece ? piece.shown + at - piece.at : at
  }
  return {
    words,
    isQuote: paragraph.kind === 'quote',
    cites,
    // The end is that of the last letter: what is left out behind it is no part.
    shownAt: (start, end) => ({ start: place(start), end: end > start ? place(end - 1) + 1 : place(start) }),
  }
}

/** Whether some words stand on one side only. */
export function hasSides(paragraph: Paragraph): boolean {
  return paragraph.runs.some((run) => isLeftOut(run, 'settled') || isLeftOut(run, 'proposed'))
}

function isLeftOut({ marks, breaks }: Run, side: Side): boolean {
  if (side === 'settled') return breaks !== undefined || (marks?.some((mark) => mark.startsWith('i_')) ?? false)
  return marks?.some((mark) => mark.startsWith('d_')) ?? false
}
