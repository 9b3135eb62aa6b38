// Who wrote each paragraph of a text and when, kept up change by change. Pure; it knows no rows and no names.

import type { Language } from '../../domain/language.ts'
import { readMark } from '../../domain/text/suggestion.ts'
import { bare, readsSame } from '../compare/redline/tokens.ts'
import { decided } from '../suggestions/preview-decisions.ts'
import { without } from '../suggestions/settled.ts'
import { type Paragraph, wordsOf } from '../tree/tree.ts'
import { type Authored, part, unwritten } from './authored.ts'
import type { Contribution, Hand, ParagraphHistory } from './contribution.ts'
import type { Change } from './follow.ts'
import { Lost } from './lost.ts'
import { lostFrom, type Range, wordsByWriter, written } from './spans.ts'

/**
 * One row of the log: its position, when it was written (UTC milliseconds), and the member who wrote it; null for the
 * server.
 */
export interface LogStroke {
  readonly seq: number
  readonly at: number
  readonly by: string | null
}

/** Who comes back to a paragraph later than this contributes a second time. Milliseconds. */
const pause = 30 * 60_000

type Open = Omit<Contribution, 'language' | 'pid' | 'after'>
type Done = Omit<Contribution, 'language' | 'pid'>

interface Kept {
  /** With what is only suggested in it. */
  authored: Authored
  raw: Paragraph | null
  now: Paragraph | null
  readonly done: Done[]
  open: Open | null
  /** The words it had after each contribution, with their writers: when they come back, so do these. */
  readonly past: Map<string, Authored>
  /** How it was before the last row of a member that changed how it reads. */
  last: Last | null
  /** The last row of a member that changed anything in it. */
  touched: { readonly by: string; readonly at: number } | null
}

interface Last extends LogStroke, Pick<Kept, 'authored' | 'now' | 'open'> {
  readonly by: string
  /** How many were done. */
  readonly done: number
}

export class History {
  #boundaries: readonly number[] = []
  readonly #kept: Readonly<Record<Language, Map<string, Kept>>> = { en: new Map(), fr: new Map() }

  /** No contribution goes across a boundary from now on: the positions of the log at which versions were frozen. */
  bound(boundaries: readonly number[]): void {
    this.#boundaries = boundaries
  }

  /** What one row changed. Rows come in order. */
  take(stroke: LogStroke, changes: readonly Change[]): void {
    const gone = stroke.by === null ? vanished(changes) : new Set<string>()
    for (const { language, key, wasCalled } of changes) if (wasCalled) this.#rename(language, wasCalled, key)
    const lost = changes.length > 1 ? new Lost(changes.map((change) => this.#loses(change))) : null
    for (const change of changes) {
      const hand = this.#righted(stroke, change) ?? handOf(stroke, change, gone)
      this.#write(change, { stroke, hand, lost })
    }
  }

  /**
   * The server has taken a mark of others off words of a member at the same instant (others-words.ts): they are the
   * member's.
   */
  #righted({ at, by }: LogStroke, { language, key, after }: Change): Hand | null {
    const { raw, touched } = this.#of(language, key)
    const isMarksOnly = raw && after && wordsOf(raw) === wordsOf(after) && sameIds(raw, after)
    return by === null && touched?.at === at && isMarksOnly ? { is: 'member', id: touched.by } : null
  }

  #rename(language: Language, from: string, to: string): void {
    const side = this.#kept[language]
    const kept = side.get(from)
    if (!kept) return
    const earlier = side.get(to)
    if (earlier) kept.done.unshift(...earlier.done)
    kept.last = null
    side.delete(from)
    side.set(to, kept)
  }

  #loses({ language, key, after }: Change): Authored {
    const kept = this.#kept[language].get(key)
    return kept ? lostFrom(kept.authored, after ? wordsOf(after) : '') : unwritten
  }

  #of(language: Language, key: string): Kept {
    const side = this.#kept[language]
    const known = side.get(key)
    if (known) return known
    const kept = {
      authored: unwritten,
      raw: null,
      now: null,
      done: [],
      open: null,
      past: new Map<string, Authored>(),
      last: null,
      touched: null,
    }
    side.set(key, kept)
    return kept
  }

  #write(change: Change, { stroke, hand, lost }: Writing): void {
    const { language, key, after, isMoved } = change
    const kept = this.#of(language, key)
    const before = kept.raw
    const text = after ? wordsOf(after) : ''
    const now = standing(after)
    const by = stroke.by ?? mended(kept, stroke, now)
    if (stroke.by !== null) kept.touched = { by: stroke.by, at: stroke.at }
    const isChanged = !isSame(kept.now, now)
    const authored = written(kept.authored, text, { ...stroke, by }, lost)
    if (stroke.by !== null && isChanged) kept.last = { ...lastOf(kept), ...stroke, by: stroke.by }
    if (isChanged || (isMoved && stroke.by !== null)) {
      for (const [one, step] of steps({ ...change, before }, hand))
        this.#open(kept, { ...stroke, hand: one, isMoved }, step)
      if (hand.is !== 'member') close(kept)
    }
    kept.authored = (isChanged && now && wordsOf(now) === text && kept.past.get(text)) || authored
    kept.raw = after
    kept.now = now
    // Closed before its words were known to be whose they are.
    if (isChanged && kept.open === null) remember(kept)
  }

  /** Goes on with the contribution that is open, or begins another; then the paragraph reads as `now`. */
  #open(
    kept: Kept,
    { seq, at, hand, isMoved }: LogStroke & { hand: Hand; isMoved: boolean },
    now: Paragraph | null,
  ): void {
    const { open } = kept
    const goesOn =
      open?.hand.is === 'member' &&
      hand.is === 'member' &&
      open.hand.id === hand.id &&
      at - open.lastAt <= pause &&
      !this.#boundaries.some((boundary) => boundary >= open.lastSeq && boundary < seq)
    if (open && goesOn) kept.open = { ...open, lastSeq: seq, lastAt: at, isMove: open.isMove || isMoved }
    else {
      close(kept)
      const once = { firstSeq: seq, lastSeq: seq, firstAt: at, lastAt: at }
      kept.open = { hand, ...once, before: kept.now, isMove: isMoved }
    }
    kept.now = now
  }

  /** Of one paragraph, in one language; null when it never stood there. */
  paragraph(language: Language, pid: string): ParagraphHistory | null {
    const kept = this.#kept[language].get(pid)
    if (!kept) return null
    return {
      ...{ language, pid, isGone: kept.raw === null },
      contributions: contributionsOf(language, pid, kept),
      standing: wordsByWriter(kept.authored, kept.raw ? settledRanges(kept.raw) : []),
    }
  }

  /**
   * All contributions of which some part was written after position `from`, up to position `to`, in the order in which
   * they began.
   */
  between(from: number, to: number): Contribution[] {
    return (['en', 'fr'] as const)
      .flatMap((language) => [...this.#kept[language]].flatMap(([pid, kept]) => contributionsOf(language, pid, kept)))
      .filter(({ firstSeq, lastSeq }) => lastSeq > from && firstSeq <= to)
      .sort((one, other) => one.firstSeq - other.firstSeq)
  }
}

function lastOf({ authored, now, open, done }: Kept): Omit<Last, keyof LogStroke> {
  return { authored, now, open, done: done.length }
}

/**
 * What a member changed beyond suggestions the server puts back at the same instant (mend.ts, keep-marks.ts): then
 * neither did anything to how the paragraph reads, and what the two wrote is the member's. Returns whose, with the
 * paragraph as it was before both; null for any other row.
 */
function mended(kept: Kept, { at }: LogStroke, now: Paragraph | null): string | null {
  const { last } = kept
  if (last?.at !== at || !isSame(last.now, now)) return null
  Object.assign(kept, { authored: last.authored, now: last.now, open: last.open, last: null })
  kept.done.length = last.done
  return last.by
}

interface Writing {
  readonly stroke: LogStroke
  readonly hand: Hand
  readonly lost: Lost | null
}

/** The suggestions that stood in these paragraphs and stand in none of them any more. */
function vanished(changes: readonly Change[]): ReadonlySet<string> {
  const stand = new Set(changes.flatMap(({ after }) => [...suggestionsIn(after)]))
  return new Set(changes.flatMap(({ before }) => [...suggestionsIn(before)]).filter((id) => !stand.has(id)))
}

/** No suggestion was decided on. */
function sameIds(before: Paragraph, after: Paragraph): boolean {
  const stand = suggestionsIn(after)
  return [...suggestionsIn(before)].every((id) => stand.has(id))
}

function suggestionsIn(paragraph: Paragraph | null): Set<string> {
  const marks = [...(paragraph?.marks ?? []), ...(paragraph?.runs.flatMap((run) => run.marks ?? []) ?? [])]
  return new Set(marks.map((mark) => readMark(mark).id))
}

/**
 * Suggestions that marked the paragraph, else all that were decided on at once: a split makes a paragraph that none
 * could mark.
 */
function handOf({ by }: LogStroke, { before }: Change, gone: ReadonlySet<string>): Hand {
  if (by !== null) return { is: 'member', id: by }
  const own = [...suggestionsIn(before)].filter((id) => gone.has(id))
  const ids = own.length > 0 ? own : [...gone]
  return ids.length > 0 ? { is: 'suggestions', ids } : { is: 'server' }
}

/** How the paragraph reads after each suggestion of several that were accepted together, and whose that is. */
function steps({ language, key, before, after }: Change, hand: Hand): [Hand, Paragraph | null][] {
  const last = standing(after)
  if (hand.is !== 'suggestions' || hand.ids.length < 2 || !before || !after) return [[hand, last]]
  let raw = before
  return hand.ids.map((id, at): [Hand, Paragraph | null] => {
    const tree = decided({ language, paragraphs: [raw] }, { decision: 'accept', chosen: (one) => one === id })
    raw = tree.paragraphs.find(({ pid }) => pid === key) ?? raw
    return [{ is: 'suggestions', ids: [id] }, at === hand.ids.length - 1 ? last : standing(raw)]
  })
}

/** As it is counted and printed; null for nothing, and for a paragraph without words. */
function standing(paragraph: Paragraph | null): Paragraph | null {
  if (!paragraph) return null
  // Not `settled`, which remembers each tree and paragraph that it saw: these come once.
  const now = without(paragraph, () => true)
  return wordsOf(now) !== '' ? bare(now) : null
}

function isSame(one: Paragraph | null, other: Paragraph | null): boolean {
  return one === other || (one !== null && other !== null && readsSame(one, other))
}

function close(kept: Kept): void {
  const done = closed(kept)
  if (done) kept.done.push(done)
  kept.open = null
  remember(kept)
}

/** What is open, as if it were over now; null when it came to nothing. */
function closed({ open, now }: Kept): Done | null {
  if (!open || (!open.isMove && isSame(open.before, now))) return null
  return { ...open, after: now }
}

function remember({ now, raw, authored, past }: Kept): void {
  if (!now || !raw) return
  const kept = settledRanges(raw).map(({ from, to }) => part(authored, from, to))
  const text = kept.map((one) => one.text).join('')
  if (text === wordsOf(now) && !past.has(text)) past.set(text, { text, spans: kept.flatMap(({ spans }) => spans) })
}

/** The stretches of a paragraph's words that nobody only suggests. */
function settledRanges({ runs }: Paragraph): Range[] {
  let at = 0
  return runs.flatMap(({ text, marks, breaks }) => {
    const range = { from: at, to: at + text.length }
    at = range.to
    return breaks || marks?.some((mark) => mark.startsWith('i_')) ? [] : [range]
  })
}

function contributionsOf(language: Language, pid: string, kept: Kept): Contribution[] {
  const last = closed(kept)
  return [...kept.done, ...(last ? [last] : [])].map((one) => ({ language, pid, ...one }))
}
