// What stands in the margin, paragraph by paragraph: what it interprets, recalls, rests on, and its comment threads.

import { numbersOf } from '#server/document/number.ts'
import { type BothTrees, type Paragraph, wordsOf } from '#server/document/tree.ts'
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
  const placed = threads.map((thread) => place(thread, trees))
  const notes = [...order, ...orphaned].map((pid) => ({
    pid,
    number: numbers.en.get(pid) ?? numbers.fr.get(pid) ?? null,
    isGone: orphaned.includes(pid),
    points: pointsOf(pid, trees),
    threads: placed.filter((at) => at.pid === pid),
  }))
  return {
    notes: notes.filter(({ pid, points, threads: on }) => points.length > 0 || on.length > 0 || asked.includes(pid)),
    loose: placed.filter((at) => !order.includes(at.pid) && !orphaned.includes(at.pid)),
  }
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

function pointsOf(pid: string, trees: BothTrees): Pointing[] {
  const pair = languages.map((language) => trees[language].paragraphs.find((paragraph) => paragraph.pid === pid))
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
