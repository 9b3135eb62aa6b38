// What stands in the margin, paragraph by paragraph: what it interprets, recalls, rests on, and its comment threads.

import { numbersOf } from '#server/document/number.ts'
import { type BothTrees, type Paragraph, type Tree, wordsOf } from '#server/document/tree.ts'
import { parseTarget, type Relation, relationOf } from '#server/domain/citation.ts'
import { type Language, languages } from '#server/domain/language.ts'
import type { ThreadView } from '#server/workflows/views.ts'

export interface Pointing {
  readonly target: string
  readonly relation: Relation
  /** The only language whose text says so although both have words; null when both do, or one has no words yet. */
  readonly only: Language | null
}

export interface PlacedThread {
  readonly thread: ThreadView
  /** The words it was made on are gone or rewritten; it stays under its paragraph. */
  readonly isGone: boolean
  /** Of the paragraph it stands at, or stood at. */
  readonly pid: string
}

/** The margin of one paragraph (a pid, both languages). `number` is null for headings, quotes and notes. */
export interface Note {
  readonly pid: string
  readonly number: string | null
  /** The paragraph is in neither language any more; only where its note was asked for. */
  readonly isGone: boolean
  readonly points: readonly Pointing[]
  readonly threads: readonly PlacedThread[]
}

export interface Margin {
  /** In the order of the text; only paragraphs that have something, and those asked for. */
  readonly notes: readonly Note[]
  /** Threads whose paragraph is in neither language any more. */
  readonly loose: readonly PlacedThread[]
}

/** `asked` are pids whose note is wanted even when empty, or its paragraph gone (a comment is being written on it). */
export function marginOf(trees: BothTrees, threads: readonly ThreadView[], asked: readonly string[] = []): Margin {
  const order = [...new Set(languages.flatMap((language) => trees[language].paragraphs.map(({ pid }) => pid)))].filter(
    Boolean,
  )
  const orphaned = asked.filter((pid) => !order.includes(pid))
  const numbers = { en: numbersOf(trees.en), fr: numbersOf(trees.fr) }
  const paragraphs = { en: byPid(trees.en), fr: byPid(trees.fr) }
  const placed = threads.map((thread) => place(thread, trees))
  const threadsAt = Map.groupBy(placed, ({ pid }) => pid)
  const notes = [...order, ...orphaned].flatMap((pid): Note[] => {
    const points = pointsOf([paragraphs.en.get(pid), paragraphs.fr.get(pid)])
    const on = threadsAt.get(pid) ?? []
    if (points.length + on.length === 0 && !asked.includes(pid)) return []
    const number = numbers.en.get(pid) ?? numbers.fr.get(pid) ?? null
    return [{ pid, number, isGone: orphaned.includes(pid), points, threads: on }]
  })
  const known = new Set([...order, ...orphaned])
  return { notes, loose: placed.filter((at) => !known.has(at.pid)) }
}

/** Whether they would be drawn the same. A thread that was read again is another one. */
export function isSameNote(one: Note, other: Note): boolean {
  const { points, threads } = other
  return (
    one.pid === other.pid &&
    one.number === other.number &&
    one.isGone === other.isGone &&
    one.points.length === points.length &&
    one.points.every((point, at) => point.target === points[at]?.target && point.only === points[at]?.only) &&
    one.threads.length === threads.length &&
    one.threads.every((placed, at) => placed.thread === threads[at]?.thread && placed.isGone === threads[at]?.isGone)
  )
}

/** The first of a pid, where two have the same. */
function byPid({ paragraphs }: Tree): ReadonlyMap<string, Paragraph> {
  return new Map(paragraphs.map((paragraph) => [paragraph.pid, paragraph] as const).reverse())
}

/** Threads that wait for an answer. */
export function countOpen(threads: readonly ThreadView[]): number {
  return threads.filter(({ resolved }) => !resolved).length
}

/**
 * A thread stands where its marked words stand now; without marks, where it was made. Words without their mark are gone
 * when the paragraph no longer contains what was quoted. A comment on a whole paragraph has no marks, and nothing is gone
 * while its paragraph stands.
 */
function place(thread: ThreadView, trees: BothTrees): PlacedThread {
  const now = trees[thread.language].paragraphs.find(({ runs }) => runs.some((run) => run.threads?.includes(thread.id)))
  const there = trees[thread.language].paragraphs.find(({ pid }) => pid === thread.pid)
  const holds = there && (thread.isWhole || wordsOf(there).includes(thread.quote))
  const isGone = now === undefined && !holds
  return { thread, isGone, pid: now?.pid ?? thread.pid }
}

const noPoints: Pointing[] = []

/** Of a paragraph in English and in French, where there is one. */
function pointsOf(pair: readonly (Paragraph | undefined)[]): Pointing[] {
  if (!pair.some((paragraph) => paragraph?.runs.some((run) => run.cites))) return noPoints
  const [en, fr] = pair.map((paragraph) => new Set(paragraph?.runs.flatMap((run) => run.cites ?? [])))
  const bothWritten = pair.every((paragraph) => paragraph !== undefined && hasWords(paragraph))
  return [...new Set([...en!, ...fr!])].flatMap((target) => {
    const parsed = parseTarget(target)
    if (!parsed) return []
    const isInBoth = en!.has(target) && fr!.has(target)
    return {
      target,
      relation: relationOf(parsed),
      only: isInBoth || !bothWritten ? null : en!.has(target) ? 'en' : 'fr',
    }
  })
}

function hasWords({ runs }: Paragraph): boolean {
  return runs.some(({ text }) => text.trim() !== '')
}
