// Which paragraph of one text is which of the other: by their permanent ids. Moved, split and joined ones are
// recognised. Pure.

import { diffArrays } from 'diff'
import type { Language } from '../../../domain/language.ts'
import { type Paragraph, wordsOf } from '../../tree/tree.ts'
import { fine, tokensOf } from './tokens.ts'

/** A paragraph in both texts, or in one. */
export interface Row {
  readonly before: Paragraph | null
  readonly after: Paragraph | null
  /** Of a paragraph that stands elsewhere now: whether this row is where it stood or where it stands. */
  readonly moved: 'away' | 'here' | null
  /** Paragraphs that were put in right behind and hold words that this one lost. */
  readonly splits: readonly Paragraph[]
  /** Paragraphs that stood right behind, are gone, and whose words this one holds now. */
  readonly joins: readonly Paragraph[]
}

/** The part of a paragraph's words that must come from the other, and how many at the least. */
const mostlyFrom = 0.6
const leastWords = 2

/** In reading order: as the text stands now, with what is gone where it stood. */
export function rowsOf(before: readonly Paragraph[], after: readonly Paragraph[], language: Language): Row[] {
  const [were, are] = [byKey(before, 'before'), byKey(after, 'after')]
  const rows: Row[] = []
  for (const { removed, added, value } of diffArrays([...were.keys()], [...are.keys()])) {
    for (const key of value) {
      const [was, is] = [were.get(key) ?? null, are.get(key) ?? null]
      const moved = !was || !is || (!removed && !added) ? null : removed ? 'away' : 'here'
      rows.push({ before: was, after: is, moved, splits: [], joins: [] })
    }
  }
  return gather(rows, { before, after, language })
}

/** A paragraph without a pid, or with one that is taken, is in no other text. */
function byKey(paragraphs: readonly Paragraph[], side: string): Map<string, Paragraph> {
  const known = new Map<string, Paragraph>()
  for (const [at, paragraph] of paragraphs.entries()) {
    const isFirst = paragraph.pid !== '' && !known.has(paragraph.pid)
    known.set(isFirst ? paragraph.pid : `${side} ${at}`, paragraph)
  }
  return known
}

interface Texts {
  readonly before: readonly Paragraph[]
  readonly after: readonly Paragraph[]
  readonly language: Language
}

/** Splits and joins: the rows of the other parts go into the row of the paragraph that kept its id. */
function gather(rows: readonly Row[], { before, after, language }: Texts): Row[] {
  const [fresh, gone] = [new Set<Paragraph>(), new Set<Paragraph>()]
  for (const row of rows) {
    if (row.before === null && row.after) fresh.add(row.after)
    if (row.after === null && row.before) gone.add(row.before)
  }
  const taken = new Set<Paragraph>()
  const behind = (list: readonly Paragraph[], paragraph: Paragraph, among: ReadonlySet<Paragraph>) => {
    const at = list.indexOf(paragraph) + 1
    const end = list.findIndex((one, index) => index >= at && !among.has(one))
    return list.slice(at, end === -1 ? undefined : end)
  }
  const gathered = rows.map((row) => {
    const { before: was, after: is, moved } = row
    if (!was || !is || moved !== null || wordsOf(was) === wordsOf(is)) return row
    const splits = partsOf(behind(after, is, fresh), () => remainder(was, is, language), language)
    // One or the other: what was split and joined at once is read as words that changed.
    const joined = splits.length > 0 ? [] : behind(before, was, gone)
    const joins = partsOf(joined, () => remainder(is, was, language), language)
    for (const part of [...splits, ...joins]) taken.add(part)
    return { ...row, splits, joins }
  })
  return gathered.filter((row) => !taken.has((row.after ?? row.before)!) || (row.before !== null && row.after !== null))
}

/** How often each word stands in one paragraph beyond the other. */
function remainder(one: Paragraph, other: Paragraph, language: Language): Map<string, number> {
  const counts = countWords(one, language)
  for (const [word, count] of countWords(other, language)) counts.set(word, (counts.get(word) ?? 0) - count)
  return counts
}

function countWords(paragraph: Paragraph, language: Language): Map<string, number> {
  const counts = new Map<string, number>()
  for (const token of fine(tokensOf(paragraph), language)) {
    if (token.isWord) counts.set(token.key, (counts.get(token.key) ?? 0) + 1)
  }
  return counts
}

/** The first of them that are made of such words. */
function partsOf(candidates: readonly Paragraph[], remain: () => Map<string, number>, language: Language): Paragraph[] {
  if (candidates.length === 0) return []
  const words = remain()
  const end = candidates.findIndex((candidate) => {
    const own = [...countWords(candidate, language)]
    const total = own.reduce((sum, [, count]) => sum + count, 0)
    const from = own.reduce((sum, [word, count]) => sum + Math.min(count, Math.max(0, words.get(word) ?? 0)), 0)
    return from < Math.min(leastWords, total) || from < total * mostlyFrom || total === 0
  })
  return candidates.slice(0, end === -1 ? undefined : end)
}
