// How far one press of a key deletes: over words that stand, past those that are struck already. Pure.

import { isOneThing, type Run } from '#server/document/tree/tree.ts'
import { breakSign } from '#server/domain/text/suggestion.ts'
import { isStruck } from './runs.ts'

export type Unit = 'character' | 'word' | 'line'

/** A piece of text that is not struck: a letter as people count them, or a citation or a break as a whole. */
interface Piece {
  readonly from: number
  readonly to: number
  readonly text: string
  readonly isOneThing: boolean
}

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * The span from `at` that one step deletes, struck words within it included; null when nothing is left in that
 * direction.
 */
export function stepFrom(
  runs: readonly Run[],
  at: number,
  step: { unit: Unit; isBackward: boolean },
): [number, number] | null {
  const { unit, isBackward } = step
  const all = piecesOf(runs).filter(({ from, to }) => (isBackward ? to <= at : from >= at))
  const ahead = isBackward ? all.reverse() : all
  const count = unit === 'character' ? 1 : unit === 'word' ? wordIn(ahead) : lineIn(ahead)
  const last = ahead[Math.min(count, ahead.length) - 1]
  if (!last) return null
  return isBackward ? [last.from, at] : [at, last.to]
}

function piecesOf(runs: readonly Run[]): Piece[] {
  const pieces: Piece[] = []
  let start = 0
  for (const run of runs) {
    if (!isStruck(run)) {
      if (isOneThing(run)) pieces.push({ from: start, to: start + run.text.length, text: run.text, isOneThing: true })
      else
        for (const { segment, index } of letters.segment(run.text)) {
          const from = start + index
          pieces.push({ from, to: from + segment.length, text: segment, isOneThing: false })
        }
    }
    start += run.text.length
  }
  return pieces
}

const isSpace = (piece: Piece) => !piece.isOneThing && /^\s+$/u.test(piece.text)
const isLetter = (piece: Piece) => !piece.isOneThing && /[\p{L}\p{N}_]/u.test(piece.text)

/** How many pieces one word takes: spaces before it, then letters, or else what is no letter. */
function wordIn(ahead: readonly Piece[]): number {
  let count = 0
  while (count < ahead.length && isSpace(ahead[count]!)) count += 1
  const first = ahead[count]
  if (!first || first.isOneThing) return Math.max(count, 1)
  const belongs = isLetter(first)
    ? isLetter
    : (piece: Piece) => !isLetter(piece) && !isSpace(piece) && !piece.isOneThing
  while (count < ahead.length && belongs(ahead[count]!)) count += 1
  return count
}

/** To the end of the paragraph, or to a break that somebody suggests. */
function lineIn(ahead: readonly Piece[]): number {
  const at = ahead.findIndex(({ isOneThing, text }) => isOneThing && text === breakSign)
  return at === -1 ? ahead.length : Math.max(at, 1)
}
