// What suggesting does to the words of one paragraph, as runs and offsets in its text. Pure: it knows no editor and no
// person.

import { isOneThing, joinRuns, type Run } from '#server/document/tree/tree.ts'
import { type Mark, readMark } from '#server/domain/text/suggestion.ts'

/** Whether a suggestion is of the person who writes. */
export type Mine = (suggestion: string) => boolean

export function lengthOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { text }) => sum + text.length, 0)
}

export function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('')
}

/** Words that the person suggested to put in: taking them out again needs no suggestion. */
export function isOwn({ marks }: Run, mine: Mine): boolean {
  return marks?.some((mark) => mark.startsWith('i_') && mine(readMark(mark).id)) === true
}

export function isStruck({ marks }: Run): boolean {
  return marks?.some((mark) => mark.startsWith('d_')) === true
}

function withMark(run: Run, mark: Mark): Run {
  return { ...run, marks: [...(run.marks ?? []), mark].sort() }
}

/** Before, within and after a span. A citation or a break that the span touches is within it as a whole. */
export function cut(runs: readonly Run[], from: number, to: number): [Run[], Run[], Run[]] {
  const parts: [Run[], Run[], Run[]] = [[], [], []]
  let start = 0
  for (const run of runs) {
    const end = start + run.text.length
    if (isOneThing(run)) parts[end <= from ? 0 : start >= to ? 2 : 1].push(run)
    else {
      const pieces = [
        run.text.slice(0, Math.max(0, from - start)),
        run.text.slice(Math.max(0, from - start), Math.max(0, to - start)),
        run.text.slice(Math.max(0, to - start)),
      ]
      for (const [at, text] of pieces.entries()) if (text !== '') parts[at]?.push({ ...run, text })
    }
    start = end
  }
  return parts
}

/** A place between words as `cut` sees it: one within a citation or a break is behind it. */
export function snap(runs: readonly Run[], at: number): number {
  let start = 0
  for (const run of runs) {
    const end = start + run.text.length
    if (isOneThing(run) && start < at && at < end) return end
    start = end
  }
  return Math.min(at, start)
}

/** Words as they stand after an act, and where the span that it was about now begins and ends. */
export interface Changed {
  readonly runs: Run[]
  readonly from: number
  readonly to: number
}

export interface Striking {
  readonly id: string
  readonly mine: Mine
  /** Whether words that somebody else struck are passed over; as part of a selection they are struck again. */
  readonly passes: boolean
}

/** Suggests to take a span out: own words really go, the others are struck. */
export function strike(runs: readonly Run[], from: number, to: number, { id, mine, passes }: Striking): Changed {
  const [before, within, after] = cut(runs, from, to)
  const kept = within.flatMap((run) => {
    if (isOwn(run, mine)) return []
    const isDone = passes ? isStruck(run) : isStruckBy(run, mine)
    return [isDone ? run : withMark(run, `d_${id}`)]
  })
  const start = lengthOf(before)
  return { runs: joinRuns([...before, ...kept, ...after]), from: start, to: start + lengthOf(kept) }
}

function isStruckBy({ marks }: Run, mine: Mine): boolean {
  return marks?.some((mark) => mark.startsWith('d_') && mine(readMark(mark).id)) === true
}

/** Puts pieces in; inside commented words they are commented too. */
export function put(runs: readonly Run[], at: number, pieces: readonly Run[]): Changed {
  const place = snap(runs, at)
  const [before, , after] = cut(runs, place, place)
  const left = before.at(-1)?.threads ?? []
  const right = after[0]?.threads ?? []
  const threads = left.filter((thread) => right.includes(thread))
  const put = pieces.map((piece) => (threads.length > 0 && !isOneThing(piece) ? { ...piece, threads } : piece))
  return { runs: joinRuns([...before, ...put, ...after]), from: place, to: place + lengthOf(put) }
}

/** Bits of a look: 1 bold, 2 italic. */
export const bold = 1
export const italic = 2

export function bitsOf(run: Run): number {
  return (run.bold ? bold : 0) | (run.italic ? italic : 0)
}

export function withBits(run: Run, bits: number): Run {
  const { bold: _bold, italic: _italic, ...rest } = run
  return { ...rest, ...(bits & bold && { bold: true as const }), ...(bits & italic && { italic: true as const }) }
}

/** The look that the person sees: proposed by them, or as it is. */
export function seenBits(run: Run, mine: Mine): number {
  const own = run.marks?.map(readMark).find(({ kind, id }) => kind === 'f' && mine(id))
  return own ? Number(own.value) : bitsOf(run)
}

export interface Looking {
  readonly id: string
  readonly mine: Mine
  /** From the bits that are seen to the bits that shall be. */
  readonly change: (bits: number) => number
}

/** Suggests another look for a span: own words get it, others a mark, which goes when it proposes what is. */
export function look(runs: readonly Run[], from: number, to: number, { id, mine, change }: Looking): Run[] {
  const [before, within, after] = cut(runs, from, to)
  const changed = within.map((run) => {
    const bits = change(seenBits(run, mine))
    if (isOwn(run, mine)) return withBits(run, bits)
    const own = run.marks?.map(readMark).find((mark) => mark.kind === 'f' && mine(mark.id))
    const { marks = [], ...rest } = run
    const others = marks.filter((mark) => readMark(mark).kind !== 'f' || !mine(readMark(mark).id))
    const now = bits === bitsOf(run) ? others : [...others, `f_${own?.id ?? id}=${bits}`].sort()
    return { ...rest, ...(now.length > 0 && { marks: now }) }
  })
  return joinRuns([...before, ...changed, ...after])
}

/** The suggestion of the person's that stands at a place: what is done there goes on under it. */
export function suggestionAt(runs: readonly Run[], at: number, mine: Mine): string | null {
  const [before, , after] = cut(runs, snap(runs, at), snap(runs, at))
  for (const run of [before.at(-1), after[0]]) {
    const own = run?.marks?.map(readMark).find(({ kind, id }) => kind !== 'f' && mine(id))
    if (own) return own.id
  }
  return null
}
