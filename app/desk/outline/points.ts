// What is still open in a text: points that somebody must settle before it is adopted, each with the paragraph it
// stands at. Pure.

import { pairFaults } from '#server/document/pairs.ts'
import { settled } from '#server/document/suggestions/settled.ts'
import { type BothTrees, type Paragraph, wordsOf } from '#server/document/tree/tree.ts'
import { type Language, languages } from '#server/domain/language.ts'
import { readMark } from '#server/domain/text/suggestion.ts'
import type { ThreadView } from '#server/workflows/comments/margin-views.ts'
import { beginningOf } from './outline.ts'

/** In the order in which they are shown. */
export const pointKinds = ['comment', 'suggestion', 'bracket', 'citation', 'term', 'translation'] as const
export type PointKind = (typeof pointKinds)[number]

export interface Point {
  readonly kind: PointKind
  /** Of its kind; the same for as long as it is the same point. */
  readonly key: string
  /** The paragraph to go to. */
  readonly pid: string
  readonly language: Language
  /** What one recognises it by: a few words. */
  readonly words: string
}

/** What others have found: of a kind that this file cannot see in the text. */
export type Flagged = Omit<Point, 'key'>

export function openPoints(
  trees: BothTrees,
  threads: readonly ThreadView[],
  flagged: readonly Flagged[] = [],
): Point[] {
  const { inText, missing } = pointsOf(trees)
  return [
    ...threads.filter(({ resolved }) => !resolved).map(commentPoint),
    ...inText,
    ...flagged.map((point, at) => ({ ...point, key: `${point.language} ${point.pid} ${point.words} ${at}` })),
    ...missing,
  ]
}

interface OfText {
  readonly inText: readonly Point[]
  readonly missing: readonly Point[]
}

const read = new WeakMap<BothTrees, OfText>()

/** What others find in a text comes later than the text: it is not read anew for that. */
function pointsOf(trees: BothTrees): OfText {
  const before = read.get(trees)
  if (before) return before
  const inText = languages.flatMap((language) => [
    ...suggestionsIn(trees, language),
    ...settled(trees[language]).paragraphs.flatMap((paragraph) => bracketsIn(paragraph, language)),
  ])
  const points = { inText: distinct(inText), missing: untranslated(trees) }
  read.set(trees, points)
  return points
}

export function isSamePoints(one: readonly Point[], other: readonly Point[]): boolean {
  const same = (a: Point, b: Point) =>
    a.kind === b.kind && a.key === b.key && a.pid === b.pid && a.words === b.words && a.language === b.language
  return one.length === other.length && one.every((point, at) => same(point, other[at]!))
}

function commentPoint({ id, pid, language, comments }: ThreadView): Point {
  const first = comments[0]
  const words = first ? `${first.author.name}: ${short(first.body)}` : ''
  return { kind: 'comment', key: id, pid, language, words }
}

/** A suggestion that marks several paragraphs, or both languages, is one point, where it begins. */
function distinct(points: readonly Point[]): Point[] {
  const seen = new Set<string>()
  return points.filter(({ kind, key }) => {
    if (seen.has(`${kind} ${key}`)) return false
    seen.add(`${kind} ${key}`)
    return true
  })
}

function suggestionsIn(trees: BothTrees, language: Language): Point[] {
  const marked = trees[language].paragraphs.filter((paragraph) => marksIn(paragraph).size > 0)
  return marked.flatMap((paragraph) =>
    [...marksIn(paragraph)].map(([id, words]) => ({
      kind: 'suggestion' as const,
      key: id,
      pid: paragraph.pid,
      language,
      words: short(words) || beginningOf(paragraph),
    })),
  )
}

const none: ReadonlyMap<string, string> = new Map()
const markedIn = new WeakMap<Paragraph, ReadonlyMap<string, string>>()

/** Suggestions that mark a paragraph or words of it, with the words they mark. */
export function marksIn(paragraph: Paragraph): ReadonlyMap<string, string> {
  const known = markedIn.get(paragraph)
  if (known) return known
  if (!paragraph.marks && !paragraph.runs.some(({ marks }) => marks)) return none
  const found = new Map<string, string>()
  for (const mark of paragraph.marks ?? []) found.set(readMark(mark).id, '')
  for (const { text, marks = [] } of paragraph.runs) {
    for (const id of new Set(marks.map((mark) => readMark(mark).id))) found.set(id, (found.get(id) ?? '') + text)
  }
  markedIn.set(paragraph, found)
  return found
}

const brackets = new WeakMap<Paragraph, readonly Point[]>()

/** Stretches in square brackets; what stands in a bracket belongs to it. */
function bracketsIn(paragraph: Paragraph, language: Language): readonly Point[] {
  const known = brackets.get(paragraph)
  if (known) return known
  const found = (wordsOf(paragraph).match(/\[(?:[^[\]]|\[[^\]]*\])*\]?/g) ?? []).map((words, at) => ({
    kind: 'bracket' as const,
    key: `${language} ${paragraph.pid} ${at}`,
    pid: paragraph.pid,
    language,
    words: short(words),
  }))
  brackets.set(paragraph, found)
  return found
}

/**
 * Paragraphs that have words in one language only; the point leads to the one that lacks them where there is such a
 * paragraph.
 */
function untranslated(trees: BothTrees): Point[] {
  return pairFaults(trees).flatMap((fault): Point[] => {
    if (fault.fault !== 'missing' && fault.fault !== 'no-words') return []
    const { pid, language } = fault
    const other = trees[language === 'en' ? 'fr' : 'en'].paragraphs.find((paragraph) => paragraph.pid === pid)
    return [{ kind: 'translation', key: `${language} ${pid}`, pid, language, words: other ? beginningOf(other) : '' }]
  })
}

const most = 70

function short(words: string): string {
  const line = words.replace(/\s+/g, ' ').trim()
  return line.length > most ? `${line.slice(0, most).trimEnd()}…` : line
}
