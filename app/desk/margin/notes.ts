// What stands in the margin, paragraph by paragraph: what it interprets, recalls, rests on, and its comment threads.

import { isWithin, type Naming, nameWithin, namingsOf } from '#server/document/numbering/labels.ts'
import { numbersOf } from '#server/document/numbering/number.ts'
import { without } from '#server/document/suggestions/settled.ts'
import type { Standing } from '#server/document/suggestions/suggestions.ts'
import { type BothTrees, hasWords, type Paragraph, type Run, type Tree, wordsOf } from '#server/document/tree/tree.ts'
import { parseTarget, type Relation, relationOf } from '#server/domain/convention/citation.ts'
import { type Language, languages, type Words } from '#server/domain/language.ts'
import type { ThreadView } from '#server/workflows/comments/margin-views.ts'
import { standingIn } from '../suggestions/standing-suggestions.ts'
import { type IsQuiet, isSameButPlain } from '../text/quiet.ts'

export interface Pointing {
  readonly target: string
  readonly relation: Relation
  /** The only language whose text says so although both have words; null when both do, or one has no words yet. */
  readonly only: Language | null
  /** How the text calls a part of itself; null for what stands elsewhere, and for a part that is gone. */
  readonly place: Words | null
}

export interface PlacedThread {
  readonly thread: ThreadView
  /** The words it was made on are gone or rewritten; it stays under its paragraph. */
  readonly isGone: boolean
  /** The words, or the paragraph, do not say what they said when it was made. */
  readonly isChanged: boolean
  /** Of the paragraph it stands at, or stood at. */
  readonly pid: string
}

export interface PlacedSuggestion {
  readonly standing: Standing
  /** Printed number of the paragraph that one would follow which is moved; null where there is none. */
  readonly behind: string | null
}

/** The margin of one paragraph (a pid, both languages). `number` is null for headings, quotes and notes. */
export interface Note {
  readonly pid: string
  readonly number: string | null
  /** The paragraph is in neither language any more; only where its note was asked for. */
  readonly isGone: boolean
  readonly points: readonly Pointing[]
  readonly threads: readonly PlacedThread[]
  /** At the first paragraph that each marks. */
  readonly suggestions: readonly PlacedSuggestion[]
}

export interface Margin {
  /** Threads on the text as a whole. */
  readonly general: readonly PlacedThread[]
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
  const [standing, wanted] = [new Set(order), new Set(asked)]
  const orphaned = [...wanted].filter((pid) => !standing.has(pid))
  const numbers = { en: numbersOf(trees.en), fr: numbersOf(trees.fr) }
  let named: Namings | null = null
  const namings = () => {
    named ??= namingsOf(trees)
    return named
  }
  const paragraphs = { en: byPid(trees.en), fr: byPid(trees.fr) }
  const marked = { en: markedIn(trees.en), fr: markedIn(trees.fr) }
  const placed = threads.map((thread) => place(thread, { marked, paragraphs }))
  const threadsAt = Map.groupBy(placed, ({ pid }) => pid)
  const suggestedAt = Map.groupBy(
    standingIn(trees).map((one) => ({ standing: one, behind: behind(one, numbers[one.language]) })),
    (placed) => placed.standing.pids[0] ?? '',
  )
  const notes = [...order, ...orphaned].flatMap((pid): Note[] => {
    const points = pointsOf([paragraphs.en.get(pid), paragraphs.fr.get(pid)], namings)
    const on = threadsAt.get(pid) ?? []
    const suggestions = suggestedAt.get(pid) ?? []
    if (points.length + on.length + suggestions.length === 0 && !wanted.has(pid)) return []
    const number = numbers.en.get(pid) ?? numbers.fr.get(pid) ?? null
    return [{ pid, number, isGone: !standing.has(pid), points, threads: on, suggestions }]
  })
  const known = new Set([...order, ...orphaned, ''])
  const general = threadsAt.get('') ?? []
  return { general, notes, loose: placed.filter((at) => !known.has(at.pid)) }
}

/** What changes nothing in the margin. Comments read the words of the paragraphs that they were made on. */
export function isQuietForMargin(threads: readonly ThreadView[]): IsQuiet {
  const commented = new Set(threads.map(({ pid }) => pid))
  return (was, now) => !commented.has(now.pid) && isSameButPlain(was, now)
}

function behind({ does }: Standing, numbers: ReadonlyMap<string, string>): string | null {
  const move = does.find((deed) => deed.is === 'move')
  return move ? (numbers.get(move.after) ?? null) : null
}

/** Whether they would be drawn the same. A thread that was read again is another one. */
export function isSameNote(one: Note, other: Note): boolean {
  const { points, threads } = other
  return (
    one.pid === other.pid &&
    one.number === other.number &&
    one.isGone === other.isGone &&
    one.points.length === points.length &&
    one.points.every((point, at) => isSamePoint(point, points[at]!)) &&
    JSON.stringify(one.suggestions) === JSON.stringify(other.suggestions) &&
    one.threads.length === threads.length &&
    one.threads.every((placed, at) => isSamePlaced(placed, threads[at]!))
  )
}

function isSamePlaced(one: PlacedThread, other: PlacedThread): boolean {
  return one.thread === other.thread && one.isGone === other.isGone && one.isChanged === other.isChanged
}

function isSamePoint(one: Pointing, other: Pointing): boolean {
  return one.target === other.target && one.only === other.only && one.place?.en === other.place?.en
}

/** The first of a pid, where two have the same. */
function byPid({ paragraphs }: Tree): ReadonlyMap<string, Paragraph> {
  return new Map(paragraphs.map((paragraph) => [paragraph.pid, paragraph] as const).reverse())
}

interface Where {
  readonly marked: Readonly<Record<Language, Marked>>
  readonly paragraphs: Readonly<Record<Language, ReadonlyMap<string, Paragraph>>>
}

/**
 * A thread stands where its marked words stand now; without marks, where it was made. Words without their mark are gone
 * when the paragraph no longer contains what was quoted. A comment on a whole paragraph has no marks, and nothing is
 * gone while its paragraph stands; one on the text as a whole (pid '') stands with the text.
 */
function place(thread: ThreadView, { marked, paragraphs }: Where): PlacedThread {
  const { language, pid, isWhole, quote } = thread
  if (pid === '') return { thread, isGone: false, isChanged: false, pid }
  const now = marked[language].get(thread.id)
  const there = paragraphs[language].get(pid)
  const holds = there !== undefined && (isWhole || wordsOf(there).includes(quote))
  const isChanged = now ? !now.said.includes(quote) : isWhole && there !== undefined && !says(there).includes(quote)
  return { thread, isGone: now === undefined && !holds, isChanged, pid: now?.pid ?? pid }
}

/** By thread: the first paragraph with words that it marks, and those words in all paragraphs, as `says` gives them. */
type Marked = ReadonlyMap<string, { readonly pid: string; readonly said: readonly string[] }>

const marksOf = new WeakMap<Paragraph, ReadonlyMap<string, readonly string[]>>()

function markedIn({ paragraphs }: Tree): Marked {
  const found = new Map<string, { readonly pid: string; readonly said: readonly string[] }>()
  for (const paragraph of paragraphs) {
    for (const [id, said] of threadsIn(paragraph)) {
      const before = found.get(id)
      found.set(
        id,
        before ? { ...before, said: before.said.map((one, at) => one + said[at]) } : { pid: paragraph.pid, said },
      )
    }
  }
  return found
}

function threadsIn(paragraph: Paragraph): ReadonlyMap<string, readonly string[]> {
  const known = marksOf.get(paragraph)
  if (known) return known
  const ids = new Set(paragraph.runs.flatMap(({ threads }) => threads ?? []))
  const found = new Map(
    [...ids].map((id) => [id, says(paragraph, ({ threads }) => threads?.includes(id) === true)] as const),
  )
  marksOf.set(paragraph, found)
  return found
}

/** What a paragraph, or some of its runs, says: with what is suggested there, and as it stands without. */
function says(paragraph: Paragraph, isMeant: (run: Run) => boolean = () => true): readonly string[] {
  const words = (of: Paragraph) => wordsOf({ ...of, runs: of.runs.filter(isMeant) })
  return [words(paragraph), words(without(paragraph, () => true))]
}

const noPoints: Pointing[] = []

type Namings = Readonly<Record<Language, Naming>>

/**
 * Of a paragraph in English and in French, where there is one, as they stand. The call of a footnote says nothing of
 * itself.
 */
function pointsOf(live: readonly (Paragraph | undefined)[], namings: () => Namings): Pointing[] {
  if (!live.some((paragraph) => paragraph?.runs.some((run) => run.cites))) return noPoints
  const pair = live.map((paragraph) => paragraph && without(paragraph, () => true))
  const [en, fr] = pair.map((paragraph) => new Set(paragraph?.runs.flatMap((run) => run.cites ?? [])))
  const bothWritten = pair.every((paragraph) => paragraph !== undefined && hasWords(paragraph))
  return [...new Set([...en!, ...fr!])].flatMap((target) => {
    const parsed = parseTarget(target)
    if (!parsed || parsed.kind === 'footnote') return []
    const isInBoth = en!.has(target) && fr!.has(target)
    const [inEn, inFr] = !isWithin(parsed)
      ? []
      : languages.map((language) => nameWithin(parsed, namings()[language], language))
    return {
      target,
      relation: relationOf(parsed),
      only: isInBoth || !bothWritten ? null : en!.has(target) ? 'en' : 'fr',
      place: inEn && inFr ? { en: inEn, fr: inFr } : null,
    }
  })
}
