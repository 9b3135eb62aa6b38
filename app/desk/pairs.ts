// Keeps the two languages level: of each pair the shorter paragraph is made as tall as the longer, so that the same
// paragraph starts at the same height in both texts.

import { type RefObject, useEffect } from 'react'
import type { Language } from '#server/domain/language.ts'
import { atLeisure } from '../editor/idle.ts'

/** Milliseconds in which neither text got another height: then the paragraphs far from the view are looked at as well. */
const still = 3_000

/** The pieces of a text that stands still (see ../editor/still.ts). */
const piecesOfStill = '.draft.still > *'

export function usePairs(text: RefObject<HTMLElement>, areBothShown: boolean): void {
  useEffect(() => {
    const sheets = text.current
    if (!sheets || !areBothShown) return
    let rest: ReturnType<typeof setTimeout> | undefined
    let before: readonly Pair[] = []
    const look = (isAtRest: boolean) => {
      const still = sheets.querySelector<HTMLElement>('.draft.still')
      const pairs = pairsOf(sheets, still)
      const areAll = isAtRest || areOthers(before, pairs)
      level(sheets, areAll && !still ? pairs.filter(mayNotBeLevel) : nearView(pairs))
      if (still) levelPieces(still, pairs)
      before = pairs
    }
    const near = atLeisure(() => look(false))
    const watcher = new ResizeObserver(() => {
      clearTimeout(rest)
      near.ask()
      rest = setTimeout(() => look(true), still)
    })
    // The editors take the place of the printed texts later; their sheets stay.
    for (const sheet of sheets.querySelectorAll('.sheet-text')) watcher.observe(sheet)
    const comesIntoView = (event: Event) => {
      const { skipped, target } = event as ContentVisibilityAutoStateChangeEvent
      const piece = target as HTMLElement
      if (skipped || !piece.matches(piecesOfStill)) return
      // What is seen is never cut off, level or not.
      piece.style.height = ''
      near.ask()
    }
    sheets.addEventListener('other', near.ask)
    sheets.addEventListener('contentvisibilityautostatechange', comesIntoView, true)
    return () => {
      near.stop()
      clearTimeout(rest)
      watcher.disconnect()
      sheets.removeEventListener('other', near.ask)
      sheets.removeEventListener('contentvisibilityautostatechange', comesIntoView, true)
      for (const block of blocksOf(sheets)) block.style.minHeight = ''
    }
  }, [text, areBothShown])
}

/** The same paragraph in either text; of a text that stands still the second. */
type Pair = readonly [HTMLElement, HTMLElement]

function level(sheets: HTMLElement, pairs: readonly Pair[]): void {
  const before = pairs.map(([one, other]) => [one.style.minHeight, other.style.minHeight] as const)
  for (const block of pairs.flat()) block.style.minHeight = ''
  const heights = pairs.map(([one, other]) => [heightOf(one), heightOf(other)] as const)
  pairs.forEach(([one, other], index) => {
    const [tall, small] = heights[index]!
    if (tall > small) other.style.minHeight = `${tall}px`
    if (small > tall) one.style.minHeight = `${small}px`
  })
  const isSame = pairs.every(([one, other], index) => {
    const [was, had] = before[index]!
    return one.style.minHeight === was && other.style.minHeight === had
  })
  // The margin's notes follow the paragraphs.
  if (!isSame) sheets.dispatchEvent(new Event('level'))
}

/**
 * Makes each piece of a text that stands still, and is not laid out, as tall as its paragraphs are in the other one: for the browser it is as
 * tall as it last was, and what it was said to be counts only until it is seen for the first time.
 */
function levelPieces(still: HTMLElement, pairs: readonly Pair[]): void {
  const twins = new Map(pairs.map(([one, other]) => [other, one]))
  const pieces = [...still.children] as HTMLElement[]
  const firsts = pieces.map((piece) => piece.firstElementChild as HTMLElement)
  const tops = firsts.map((first) => twins.get(first)?.getBoundingClientRect().top)
  const areLaidOut = firsts.map((first) => first.checkVisibility({ contentVisibilityAuto: true }))
  for (const [at, piece] of pieces.entries()) {
    const [top, next] = [tops[at], tops[at + 1]]
    if (areLaidOut[at]) piece.style.height = ''
    else if (top !== undefined && next !== undefined) piece.style.height = `${next - top}px`
  }
}

function pairsOf(sheets: HTMLElement, still: HTMLElement | null): Pair[] {
  const [one, other] = still?.dataset.language === 'en' ? (['fr', 'en'] as const) : (['en', 'fr'] as const)
  const twins = new Map(blocksOf(sheets, other).map((block) => [block.dataset.pid, block]))
  return blocksOf(sheets, one).flatMap((block) => {
    const twin = twins.get(block.dataset.pid)
    return twin && block.dataset.pid ? [[block, twin] as const] : []
  })
}

/** Paragraphs came or went, an editor took the place of the printed text, or a text stands still, or no more. */
function areOthers(before: readonly Pair[], now: readonly Pair[]): boolean {
  return before.length !== now.length || before[0]?.[0] !== now[0]?.[0] || before[0]?.[1] !== now[0]?.[1]
}

/**
 * Not of the same height, or near the view: only there a paragraph can have become shorter, as the browser lays out no
 * other. Taking the height off all of a long text, to see what each would be without, costs more than a frame.
 */
function mayNotBeLevel([one, other]: Pair): boolean {
  const { top, bottom, height } = one.getBoundingClientRect()
  const isNear = bottom > above() && top < below()
  return isNear || height !== heightOf(other)
}

const above = () => -2 * window.innerHeight
const below = () => 3 * window.innerHeight

/**
 * Those near the view, without asking the others where they are: while people type, a line that is full must not cost a frame. Of a text that
 * stands still all of each piece: the whole of it is laid out as soon as a part is in view.
 */
function nearView(pairs: readonly Pair[]): readonly Pair[] {
  let first = firstFrom(pairs, (pair) => bottomOf(pair) > above())
  let end = firstFrom(pairs, (pair) => topOf(pair) >= below())
  while (first > 0 && areInOnePiece(pairs[first - 1], pairs[first])) first--
  while (end < pairs.length && areInOnePiece(pairs[end - 1], pairs[end])) end++
  return pairs.slice(first, end)
}

function areInOnePiece(before: Pair | undefined, after: Pair | undefined): boolean {
  const piece = after?.[1].parentElement
  return piece?.matches(piecesOfStill) === true && piece === before?.[1].parentElement
}

const topOf = ([one]: Pair) => one.getBoundingClientRect().top
const bottomOf = ([one]: Pair) => one.getBoundingClientRect().bottom

/** The place of the first of which it holds; they stand one below the other, so that it holds of all after it. */
function firstFrom(pairs: readonly Pair[], holds: (pair: Pair) => boolean): number {
  let [low, high] = [0, pairs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(pairs[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}

/** Not rounded: in a long text the rests would add up to lines. */
function heightOf(block: HTMLElement): number {
  return block.getBoundingClientRect().height
}

/** The paragraphs of the texts that are shown; asked of each text and not of each paragraph, of which there may be thousands. */
function blocksOf(sheets: HTMLElement, language?: Language): HTMLElement[] {
  const within = language ? `[data-language="${language}"]` : ''
  return [...sheets.querySelectorAll<HTMLElement>(`.draft${within}`)]
    .filter((text) => text.offsetParent !== null)
    .flatMap((text) => [...text.querySelectorAll<HTMLElement>('.block')])
}
