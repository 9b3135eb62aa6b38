// A text as it would stand once suggestions are accepted or rejected, and where its words come from. Pure: what the
// server then writes into the live text is decide.ts.

import type { ParagraphKind } from '../../domain/text/paragraph.ts'
import { atStart, type Mark, readMark } from '../../domain/text/suggestion.ts'
import { type BothTrees, joinRuns, type Paragraph, type Run, type Tree } from '../tree/tree.ts'

/** What becomes of which suggestions; all others stay as they are. */
export interface Deciding {
  readonly decision: 'accept' | 'reject'
  readonly chosen: (suggestion: string) => boolean
}

/** Words and where they stood: in which paragraph, from which of its UTF-16 units on, and what they looked like. */
export interface Piece {
  readonly run: Run
  readonly was: Run
  readonly from: number
  readonly at: number
}

/** A paragraph as it would stand. `source` is the paragraph it was; null for one that begins at a suggested break. */
export interface Planned {
  readonly source: number | null
  readonly isMoved: boolean
  readonly pid: string
  readonly kind: ParagraphKind
  readonly marks: readonly Mark[]
  /** Null: the words are untouched. */
  readonly pieces: readonly Piece[] | null
}

interface Line extends Planned {
  readonly pieces: readonly Piece[] | null
  /** With the paragraph before it. */
  readonly joins: boolean
  /** Taken out, when no words are left in it. */
  readonly goes: boolean
  /** The mark of the move that was accepted. */
  readonly follows: Mark | null
}

const all: Deciding = { decision: 'accept', chosen: () => true }

/**
 * The text once the chosen suggestions are accepted (all when none are named); other suggestions stand in it as before.
 */
export function accepted(tree: Tree, chosen: Deciding['chosen'] = all.chosen): Tree {
  return decided(tree, { decision: 'accept', chosen })
}

/** Both languages, with every suggestion accepted. */
export function acceptedTrees(trees: BothTrees): BothTrees {
  return decidedTrees(trees, all)
}

/** One language once it was decided. A paragraph that nothing is decided on is the same object. */
export function decided(tree: Tree, deciding: Deciding): Tree {
  return { ...tree, paragraphs: plan(tree, deciding).map((line) => paragraphOf(tree, line)) }
}

/** Both languages once it was decided: a paragraph whose kind changes in one language has it in the other too. */
export function decidedTrees(trees: BothTrees, deciding: Deciding): BothTrees {
  const [en, fr] = [decided(trees.en, deciding), decided(trees.fr, deciding)]
  const [inEn, inFr] = [newKinds(trees.en, en), newKinds(trees.fr, fr)]
  return { en: withKinds(en, inFr, inEn), fr: withKinds(fr, inEn, inFr) }
}

/** The kinds that were changed, by pid. */
export function newKinds(before: Tree, after: Tree): ReadonlyMap<string, ParagraphKind> {
  const kinds = new Map(before.paragraphs.map(({ pid, kind }) => [pid, kind]))
  const changed = after.paragraphs.filter(({ pid, kind }) => (kinds.get(pid) ?? kind) !== kind)
  return new Map(changed.map(({ pid, kind }) => [pid, kind]))
}

type Kinds = ReturnType<typeof newKinds>

function withKinds(tree: Tree, theirs: Kinds, own: Kinds): Tree {
  if (theirs.size === 0) return tree
  const paragraphs = tree.paragraphs.map((paragraph) => {
    const kind = own.has(paragraph.pid) ? undefined : theirs.get(paragraph.pid)
    return kind && kind !== paragraph.kind ? { ...paragraph, kind } : paragraph
  })
  return { ...tree, paragraphs }
}

/** A planned paragraph as it will be read. */
export function paragraphOf(tree: Tree, { source, pid, kind, marks, pieces }: Planned): Paragraph {
  const before = source === null ? undefined : tree.paragraphs[source]
  if (before && isAsBefore(before, { kind, marks, pieces })) return before
  const runs = pieces ? joinRuns(pieces.map(({ run }) => run)) : (before?.runs ?? [])
  return { pid, kind, ...(marks.length > 0 && { marks }), runs }
}

function isAsBefore(before: Paragraph, now: Pick<Planned, 'kind' | 'marks' | 'pieces'>): boolean {
  return now.pieces === null && before.kind === now.kind && (before.marks ?? []).length === now.marks.length
}

/**
 * The paragraphs that would stand, in order. Those with a source that have not moved are in the order of their sources;
 * a text is never left without one.
 */
export function plan(tree: Tree, deciding: Deciding): Planned[] {
  const lines = tree.paragraphs.flatMap((paragraph, at) => linesOf(paragraph, at, deciding))
  const standing: Line[] = []
  for (const line of lines) {
    const before = standing.at(-1)
    if (line.goes && piecesOf(tree, line).length === 0) continue
    if (line.joins && before) {
      const pieces = [...piecesOf(tree, before), ...piecesOf(tree, line)]
      standing[standing.length - 1] = { ...before, pieces }
    } else standing.push(line)
  }
  const [first] = lines
  return standing.length > 0 || !first ? moved(standing) : [first]
}

function piecesOf(tree: Tree, { source, pieces }: Line): readonly Piece[] {
  return pieces ?? (source === null ? [] : asPieces(tree.paragraphs[source]!, source))
}

function asPieces({ runs }: Paragraph, from: number): Piece[] {
  let at = 0
  return runs.map((run) => {
    const piece = { run, was: run, from, at }
    at += run.text.length
    return piece
  })
}

/** A paragraph, in several parts when a break in it was accepted. */
function linesOf(paragraph: Paragraph, from: number, deciding: Deciding): Line[] {
  const { pid, kind, marks = [], runs } = paragraph
  const isChosen = (mark: Mark) => deciding.chosen(readMark(mark).id)
  const still = { joins: false, goes: false, follows: null, isMoved: false }
  const touchesWords = runs.some((run) => run.marks?.some(isChosen) || isStraySign(run))
  if (!touchesWords && !marks.some(isChosen)) return [{ ...still, source: from, pid, kind, marks, pieces: null }]
  const parts = partsOf(paragraph, from, deciding)
  const home = Math.max(
    0,
    parts.findIndex(({ isSettled }) => isSettled),
  )
  const left = marks.filter((mark) => !isChosen(mark))
  const done = deciding.decision === 'accept' ? marks.filter(isChosen) : []
  const last = (is: string) => done.findLast((mark) => mark.startsWith(is)) ?? null
  const newKind = last('k_')
  return parts.map((part, index): Line => {
    const isHome = index === home
    // Whether it is joined to the paragraph before is a question for its first part, all others for the one that keeps
    // the pid.
    const own = left.filter((mark) => (mark.startsWith('j_') ? index === 0 : isHome))
    return {
      source: isHome ? from : null,
      isMoved: false,
      pid: isHome ? pid : '',
      kind: isHome && newKind ? (readMark(newKind).value as ParagraphKind) : (part.kind ?? kind),
      marks: own,
      pieces: touchesWords ? part.pieces : null,
      joins: index === 0 && last('j_') !== null,
      goes: isHome && last('d_') !== null,
      follows: isHome ? last('m_') : null,
    }
  })
}

interface Part {
  /** What the break before it says; null for the first. */
  readonly kind: ParagraphKind | null
  readonly pieces: Piece[]
  /** Has words that nobody only suggests. */
  isSettled: boolean
}

function partsOf(paragraph: Paragraph, from: number, deciding: Deciding): Part[] {
  const parts: Part[] = [{ kind: null, pieces: [], isSettled: false }]
  for (const piece of asPieces(paragraph, from)) {
    const part = parts.at(-1)!
    const becomes = becomesOf(piece.was, deciding)
    if (becomes === 'break') parts.push({ kind: piece.was.breaks ?? null, pieces: [], isSettled: false })
    else if (becomes) {
      part.pieces.push({ ...piece, run: becomes })
      part.isSettled ||= !isPutIn(piece.was)
    }
  }
  return parts
}

/** What a decision makes of a run: null when it goes. */
function becomesOf(run: Run, { decision, chosen }: Deciding): Run | 'break' | null {
  if (isStraySign(run)) return null
  const { marks, ...rest } = run
  const done = marks?.filter((mark) => chosen(readMark(mark).id)) ?? []
  if (!marks || done.length === 0) return run
  const goes = decision === 'accept' ? 'd_' : 'i_'
  if (done.some((mark) => mark.startsWith(goes))) return null
  const left = marks.filter((mark) => !done.includes(mark))
  if (run.breaks && !left.some((mark) => mark.startsWith('i_'))) return 'break'
  const look = decision === 'accept' ? done.findLast((mark) => mark.startsWith('f_')) : undefined
  const now = look === undefined ? rest : withLook(rest, Number(readMark(look).value))
  return left.length > 0 ? { ...now, marks: left } : now
}

function withLook({ bold: _bold, italic: _italic, ...rest }: Run, bits: number): Run {
  return { ...rest, ...(bits & 1 && { bold: true as const }), ...(bits & 2 && { italic: true as const }) }
}

function isPutIn({ marks }: Run): boolean {
  return marks?.some((mark) => mark.startsWith('i_')) === true
}

/** The sign of a break that nobody suggests any more is part of no text. */
function isStraySign(run: Run): boolean {
  return run.breaks !== undefined && !isPutIn(run)
}

/**
 * Each behind the paragraph it would follow. Several of one suggestion that follow the same one keep their order; one
 * whose place is gone stays.
 */
function moved(lines: readonly Line[]): Line[] {
  const movers = lines.filter(({ follows }) => follows !== null)
  if (movers.length === 0) return [...lines]
  const order = [...lines]
  const lastAt = new Map<string, Line>()
  for (const line of movers) {
    const follows = line.follows!
    const target = lastAt.get(follows) ?? order.find(({ pid }) => pid !== '' && pid === readMark(follows).value)
    const isFirst = target === undefined && readMark(follows).value === atStart
    if (target === line || (!target && !isFirst)) continue
    order.splice(order.indexOf(line), 1)
    const now = { ...line, isMoved: true }
    order.splice(target ? order.indexOf(target) + 1 : 0, 0, now)
    lastAt.set(follows, now)
  }
  return order
}
