// What changed from one text to another: paragraph by paragraph by their permanent ids, then word by word. Pure; it
// knows no version.

import type { Language } from '../../domain/language.ts'
import type { ParagraphKind } from '../../domain/text/paragraph.ts'
import { settled } from '../suggestions/settled.ts'
import type { Paragraph, Tree } from '../tree/tree.ts'
import { type Row, rowsOf } from './redline/order.ts'
import { bare, paragraphBreak, readsSame, type Token, tokensOf } from './redline/tokens.ts'
import { compareWords, type Piece } from './redline/words.ts'

export type { Piece } from './redline/words.ts'

/** One language of a text with its printed numbers, as they were frozen or as they are counted now. */
export interface Numbered {
  readonly tree: Tree
  readonly numbers: ReadonlyMap<string, string>
}

interface Standing {
  readonly kind: ParagraphKind
  /** As printed; null for none. */
  readonly number: string | null
}

/** One paragraph of a comparison. `pieces` hold its words, of both texts where they differ. */
export interface ComparedParagraph {
  readonly pid: string
  readonly change: 'same' | 'changed' | 'inserted' | 'deleted' | 'split'
  /** Null in the text in which it does not stand; of one that is the second part of another, that other is `partOf`. */
  readonly before: Standing | null
  readonly after: Standing | null
  /** Shown at both ends: where it stood (its words as they were) and where it stands. */
  readonly moved: 'away' | 'here' | null
  readonly partOf: string | null
  /** Paragraphs that were joined to it. */
  readonly joins: readonly string[]
  readonly pieces: readonly Piece[]
  /** Nothing changed but punctuation, signs or spaces. */
  readonly isMinor: boolean
}

/** How many paragraphs; one that moved and changed counts in both. `changed` holds those with `minor` changes. */
interface ChangeCounts {
  readonly changed: number
  readonly minor: number
  readonly inserted: number
  readonly deleted: number
  readonly moved: number
  readonly split: number
  readonly joined: number
}

export interface Redline {
  readonly language: Language
  /** As the text stands now, with what is gone where it stood. */
  readonly paragraphs: readonly ComparedParagraph[]
  readonly counts: ChangeCounts
}

/** From `before` to `after`, both of one language. Suggestions and comment marks are left out of either. */
export function redline(before: Numbered, after: Numbered): Redline {
  const { language } = after.tree
  const [was, is] = [before, after].map(({ tree }) => settled(tree).paragraphs.map(bare)) as [Paragraph[], Paragraph[]]
  const compare = { language, before: before.numbers, after: after.numbers }
  const paragraphs = rowsOf(was, is, language).flatMap((row) => compareRow(row, compare))
  return { language, paragraphs, counts: countChanges(paragraphs) }
}

interface Comparing {
  readonly language: Language
  readonly before: ReadonlyMap<string, string>
  readonly after: ReadonlyMap<string, string>
}

const nothing = { moved: null, partOf: null, joins: [], isMinor: false } as const

function compareRow(row: Row, { language, before, after }: Comparing): ComparedParagraph[] {
  const { before: was, after: is, moved } = row
  const { pid } = (is ?? was)!
  const stood = was && { kind: was.kind, number: before.get(was.pid) ?? null }
  const stands = is && { kind: is.kind, number: after.get(is.pid) ?? null }
  const own = { ...nothing, pid, before: stood, after: stands, moved }
  if (!was || !is || moved === 'away') {
    const change = was && is ? 'same' : is ? 'inserted' : 'deleted'
    return [{ ...own, change, pieces: ((was ?? is) as Paragraph).runs.map((run) => ({ change, run })) }]
  }
  if (readsSame(was, is)) return [{ ...own, change: 'same', pieces: is.runs.map((run) => ({ change: 'same', run })) }]
  const pieces = compareWords(tokensOfAll([was, ...row.joins]), tokensOfAll([is, ...row.splits]), language)
  const [first = [], ...others] = row.splits.length > 0 ? cut(pieces) : [pieces]
  const isMinor = was.kind === is.kind && row.splits.length === 0 && pieces.every(isSmall)
  return [
    { ...own, change: 'changed', joins: row.joins.map((part) => part.pid), pieces: first, isMinor },
    ...row.splits.map((part, at) => ({
      ...{ ...nothing, pid: part.pid, change: 'split' as const, before: null, partOf: pid },
      after: { kind: part.kind, number: after.get(part.pid) ?? null },
      pieces: others[at] ?? [],
    })),
  ]
}

function isSmall({ change, isMinor }: Piece): boolean {
  return change === 'same' || isMinor === true
}

function tokensOfAll(paragraphs: readonly Paragraph[]): Token[] {
  return paragraphs.flatMap((paragraph, at) => [...(at > 0 ? [paragraphBreak] : []), ...tokensOf(paragraph)])
}

/** The pieces of each part, where breaks were put in; the sign stays at the end of the part before. */
function cut(pieces: readonly Piece[]): Piece[][] {
  const parts: Piece[][] = [[]]
  for (const piece of pieces) {
    parts.at(-1)?.push(piece)
    if (piece.isBreak && piece.change === 'inserted') parts.push([])
  }
  return parts
}

function countChanges(paragraphs: readonly ComparedParagraph[]): ChangeCounts {
  const count = (is: (paragraph: ComparedParagraph) => boolean) => paragraphs.filter(is).length
  return {
    changed: count(({ change }) => change === 'changed'),
    minor: count(({ isMinor }) => isMinor),
    inserted: count(({ change }) => change === 'inserted'),
    deleted: count(({ change }) => change === 'deleted'),
    moved: count(({ moved }) => moved === 'here'),
    split: count(({ change }) => change === 'split'),
    joined: paragraphs.reduce((sum, { joins }) => sum + joins.length, 0),
  }
}

/** The same with punctuation, signs and spaces left aside: such changes read as the text stands now. */
export function withoutMinor({ language, paragraphs }: Redline): Redline {
  const calm = paragraphs.map((paragraph): ComparedParagraph => {
    if (!paragraph.pieces.some(({ isMinor }) => isMinor)) return paragraph
    const pieces = paragraph.pieces.flatMap((piece): Piece[] => {
      if (!piece.isMinor) return [piece]
      return piece.change === 'deleted' ? [] : [{ change: 'same', run: piece.run }]
    })
    return { ...paragraph, pieces, isMinor: false, change: paragraph.isMinor ? 'same' : paragraph.change }
  })
  return { language, paragraphs: calm, counts: countChanges(calm) }
}
