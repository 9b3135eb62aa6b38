// The numbers of a text: one pure function for editor, export, citations and frozen versions. It knows no words.

import type { Paragraph, Tree } from '../tree/tree.ts'
import { scopesOf } from './counts.ts'
import type { KeptNumbers } from './kept.ts'
import { keptSeries, labelsIn } from './kept-numbers.ts'

/** What a footnote call points at begins so; the pid of the footnote follows. */
const footnoteTarget = 'footnote:'

/**
 * Printed numbers by pid: '1', '2' … for recitals and operative paragraphs in one continuous count through headings
 * (domain.md B3.2); '(a)', '(b)' … '(z)', '(aa)' … for items, restarting after each numbered paragraph and each
 * appendix; '(i)', '(ii)' … for sub-items, restarting after each item as well; 'A', 'B' … for appendices. Titles,
 * headings, quotes, notes, footnotes and cells have none. A paragraph without a pid counts but cannot be looked up.
 * With `kept`, the paragraphs of that version keep their numbers (kept-numbers.ts); when it is left out, as the tree
 * says.
 */
export function numbersOf(tree: Tree, kept: KeptNumbers | undefined = tree.kept): ReadonlyMap<string, string> {
  const before = kept === tree.kept ? known.get(tree) : undefined
  if (before) return before
  const numbers = new Map<string, string>()
  const inOrder = numbersInOrder(tree.paragraphs, kept)
  tree.paragraphs.forEach(({ pid }, at) => {
    const number = inOrder[at]
    if (number && pid !== '') numbers.set(pid, number)
  })
  if (kept === tree.kept) known.set(tree, numbers)
  return numbers
}

const known = new WeakMap<Tree, ReadonlyMap<string, string>>()

/** The same by place, '' for paragraphs without a number: for an editor, whose new paragraphs have no pid yet. */
export function numbersInOrder(paragraphs: readonly Pick<Paragraph, 'pid' | 'kind'>[], kept?: KeptNumbers): string[] {
  const numbers = paragraphs.map(() => '')
  for (const [scope, { series, members }] of scopesOf(paragraphs)) {
    const pids = members.map((at) => paragraphs[at]?.pid ?? '')
    const labels = labelsIn(pids, series, kept && keptSeries(kept, scope))
    for (const [index, at] of members.entries()) numbers[at] = labels[index] ?? ''
  }
  return numbers
}

/**
 * The numbers of footnotes by pid, '1', '2' …, in the order of their first calls; one that nothing calls counts where
 * it stands. They are no numbers of paragraphs, and no version keeps them.
 */
export function noteNumbersOf(paragraphs: readonly Pick<Paragraph, 'pid' | 'kind' | 'runs'>[]): Map<string, string> {
  const numbers = new Map<string, string>()
  const notes = new Set(paragraphs.flatMap(({ pid, kind }) => (kind === 'footnote' ? pid : [])))
  if (notes.size === 0) return numbers
  const calls = paragraphs.map(({ runs }) => callsIn(runs).filter((pid) => notes.has(pid)))
  const called = new Set(calls.flat())
  const count = (pid: string) => {
    if (!numbers.has(pid)) numbers.set(pid, String(numbers.size + 1))
  }
  for (const [at, { pid, kind }] of paragraphs.entries()) {
    if (kind === 'footnote' && !called.has(pid)) count(pid)
    for (const call of calls[at] ?? []) count(call)
  }
  return numbers
}

/** The pids of the footnotes that words call; a call that is only suggested does not count yet. */
function callsIn(runs: Paragraph['runs']): string[] {
  return runs.flatMap(({ cites, marks }) =>
    cites?.startsWith(footnoteTarget) && !marks?.some((mark) => mark.startsWith('i_'))
      ? [cites.slice(footnoteTarget.length)]
      : [],
  )
}
