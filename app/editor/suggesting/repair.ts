// From words that were simply written to words that are suggested: what was taken away stands again, struck; what is
// new is marked. Pure.

import { onlySuggests } from '#server/document/suggestions/only-suggests.ts'
import { isOneThing, type Paragraph, type Run, type Tree } from '#server/document/tree/tree.ts'
import { bitsOf, cut, lengthOf, look, type Mine, put, strike, suggestionAt, textOf } from './runs.ts'

/** Whether a paragraph differs from what it was only in suggestions of the person: the rule of the room. */
export function isSuggested(was: Paragraph, now: Paragraph, mine: Mine): boolean {
  const tree = (paragraph: Paragraph): Tree => ({ language: 'en', paragraphs: [paragraph] })
  const none: Tree = { language: 'fr', paragraphs: [] }
  return onlySuggests({ en: tree(was), fr: none }, { en: tree(now), fr: none }, mine)
}

/** What was taken away and what came instead, both as spans of their own text. */
interface Difference {
  readonly from: number
  readonly wasTo: number
  readonly nowTo: number
}

/**
 * `caret` is where it stands now, null when it stands elsewhere: of several readings the one that ends there is meant.
 */
export function differenceOf(was: string, now: string, caret: number | null): Difference {
  const least = Math.min(was.length, now.length)
  const mostAfter = caret === null ? least : Math.min(least, now.length - caret)
  let after = 0
  while (after < mostAfter && was.at(-1 - after) === now.at(-1 - after)) after += 1
  let from = 0
  while (from < least - after && was[from] === now[from]) from += 1
  while (after < least - from && was.at(-1 - after) === now.at(-1 - after)) after += 1
  // Two signs may begin, or end, with the same half.
  if (/[\uD800-\uDBFF]/.test(was[from - 1] ?? '')) from -= 1
  if (after > 0 && /[\uDC00-\uDFFF]/.test(was.at(-after) ?? '')) after -= 1
  return { from, wasTo: was.length - after, nowTo: now.length - after }
}

export interface Repair {
  readonly caret: number | null
  readonly mine: Mine
  readonly fresh: () => string
}

/** The words as suggested, and where the caret stands then. */
export function asSuggested(
  was: readonly Run[],
  now: readonly Run[],
  { caret, mine, fresh }: Repair,
): { runs: Run[]; caret: number } {
  const { from, wasTo, nowTo } = differenceOf(textOf(was), textOf(now), caret)
  const id = suggestionAt(was, from, mine) ?? fresh()
  const struck = strike(was, from, wasTo, { id, mine, passes: false })
  const pieces = cut(now, from, nowTo)[1].flatMap((run) => pieceOf(run, id))
  const written = put(struck.runs, struck.to, pieces)
  const looks = changedLooks(was, now, { from, wasTo, nowTo })
  const runs = looks.reduce((runs, { from: start, to, bits }) => {
    const shift = start >= wasTo ? lengthOf(written.runs) - lengthOf(was) : 0
    return look(runs, start + shift, to + shift, { id, mine, change: () => bits })
  }, written.runs)
  return { runs, caret: pieces.length > 0 ? written.to : struck.from }
}

/** Words keep their look and what they cite; marks and comments belong to where they came from. */
function pieceOf({ text, bold, italic, cites }: Run, id: string): Run[] {
  const look = { ...(bold && { bold }), ...(italic && { italic }), ...(cites && { cites }) }
  return [{ text, ...look, marks: [`i_${id}`] }]
}

interface Look {
  readonly from: number
  readonly to: number
  readonly bits: number
}

/** Where words that stayed look another way than they did, in places of what was. */
function changedLooks(was: readonly Run[], now: readonly Run[], { from, wasTo, nowTo }: Difference): Look[] {
  const [wasBefore, , wasAfter] = cut(was, from, wasTo)
  const [nowBefore, , nowAfter] = cut(now, from, nowTo)
  const size = lengthOf(was)
  return [...compareLooks(wasBefore, nowBefore, 0), ...compareLooks(wasAfter, nowAfter, size - lengthOf(wasAfter))]
}

function compareLooks(was: readonly Run[], now: readonly Run[], start: number): Look[] {
  if (lengthOf(was) !== lengthOf(now)) return []
  const edges = [...new Set([...edgesOf(was), ...edgesOf(now)])].sort((a, b) => a - b)
  return edges.slice(1).flatMap((to, index) => {
    const from = edges[index] ?? 0
    const [before] = cut(was, from, to)[1]
    const [after] = cut(now, from, to)[1]
    const isSame = !before || !after || isOneThing(before) || bitsOf(before) === bitsOf(after)
    return isSame ? [] : [{ from: start + from, to: start + to, bits: bitsOf(after) }]
  })
}

function edgesOf(runs: readonly Run[]): number[] {
  let at = 0
  return [0, ...runs.map(({ text }) => (at += text.length))]
}
