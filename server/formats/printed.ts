// A text ready to be shown: each paragraph with its printed number. Pages render it; no markup is made here.

import { noteNumbersOf, numbersOf } from '../document/numbering/number.ts'
import type { Run, Tree } from '../document/tree/tree.ts'
import type { ParagraphKind } from '../domain/text/paragraph.ts'

/**
 * One paragraph as printed. `number` is '12', '(b)', '(ii)' or null; for a footnote '1', '2' … as it is called. Runs
 * carry looks and citations, never comment marks.
 */
export interface PrintedParagraph {
  readonly pid: string
  readonly number: string | null
  readonly kind: ParagraphKind
  readonly runs: readonly Run[]
}

/** The paragraphs in order. A frozen text passes its frozen numbers; a draft is counted as it stands. */
export function printed(tree: Tree, numbers: ReadonlyMap<string, string> = numbersOf(tree)): PrintedParagraph[] {
  const notes = noteNumbersOf(tree.paragraphs)
  return tree.paragraphs.map(({ pid, kind, runs }) => ({
    pid,
    number: notes.get(pid) ?? numbers.get(pid) ?? null,
    kind,
    runs: runs.map(({ threads: _, ...run }) => run),
  }))
}
