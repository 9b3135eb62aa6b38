// The outline of a text: its headings and numbered paragraphs, with the words each begins with. Pure; read anew only
// where the text changed.

import { numbersOf } from '#server/document/numbering/number.ts'
import { settled } from '#server/document/suggestions/settled.ts'
import { type Paragraph, type Tree, wordsOf } from '#server/document/tree/tree.ts'
import { isNumbered, type ParagraphKind } from '#server/domain/text/paragraph.ts'

export interface OutlineRow {
  readonly pid: string
  /** 0 for what stands under a heading; 1 to 3 for headings, the title and an appendix being as high as the highest. */
  readonly level: 0 | 1 | 2 | 3
  /** '' for headings. */
  readonly number: string
  /** The first words, or '' where there are none yet. */
  readonly words: string
}

const levels: Partial<Record<ParagraphKind, 1 | 2 | 3>> = {
  title: 1,
  appendix: 1,
  heading1: 1,
  heading2: 2,
  heading3: 3,
}

/** In the order of the text. A paragraph that has no permanent id yet is left out: nothing can lead to it. */
export function outlineOf(tree: Tree): OutlineRow[] {
  const text = settled(tree)
  const numbers = numbersOf(text)
  return text.paragraphs.flatMap((paragraph): OutlineRow[] => {
    const { pid, kind } = paragraph
    const level = levels[kind]
    if (pid === '' || (level === undefined && !isNumbered(kind))) return []
    return [{ pid, level: level ?? 0, number: numbers.get(pid) ?? '', words: beginningOf(paragraph) }]
  })
}

export function isSameOutline(one: readonly OutlineRow[], other: readonly OutlineRow[]): boolean {
  return one.length === other.length && one.every((row, at) => isSameRow(row, other[at]!))
}

function isSameRow(one: OutlineRow, other: OutlineRow): boolean {
  return one.pid === other.pid && one.level === other.level && one.number === other.number && one.words === other.words
}

/**
 * What changes neither the outline nor the open points: a paragraph is called the same, and neither marked nor
 * bracketed, before and after.
 */
export function isQuietForOutline(was: Paragraph, now: Paragraph): boolean {
  const isPlain = (paragraph: Paragraph) =>
    !paragraph.marks && !paragraph.runs.some(({ marks, breaks, text }) => marks || breaks || /[[\]]/.test(text))
  return isPlain(was) && isPlain(now) && beginningOf(was) === beginningOf(now)
}

/**
 * Rows that are shown of a long outline besides its headings: more are of no use at once, and cost with every frame of
 * the page.
 */
const near = 60

/**
 * The rows to show: all of a short outline; of a long one the headings, and under the heading of `current` (a pid of a
 * row, or null) the paragraphs around it.
 */
export function rowsNear(rows: readonly OutlineRow[], current: string | null): readonly OutlineRow[] {
  const under = rows.filter(({ level }) => level === 0)
  if (under.length <= near) return rows
  const at = Math.max(
    0,
    rows.findIndex(({ pid }) => pid === current),
  )
  const begins = rows.slice(0, at + 1).findLastIndex(({ level }) => level > 0)
  const next = rows.findIndex(({ level }, index) => index > at && level > 0)
  const from = Math.max(begins + 1, at - near / 2)
  const to = Math.min(next === -1 ? rows.length : next, from + near)
  return rows.filter(({ level }, index) => level > 0 || (index >= from && index < to))
}

/** Characters, as many as a line of the outline may hold. */
const most = 60

const begun = new WeakMap<Paragraph, string>()

/** The first words of a paragraph, cut between two of them. */
export function beginningOf(paragraph: Paragraph): string {
  const known = begun.get(paragraph)
  if (known !== undefined) return known
  const words = wordsOf(paragraph).trim()
  const cut = words.length > most ? `${words.slice(0, most).replace(/\s+\S*$/, '')}…` : words
  begun.set(paragraph, cut)
  return cut
}
