// Keeps the two languages level: of each pair the shorter paragraph is made as tall as the longer, so that the same
// paragraph starts at the same height in both texts.

import { type RefObject, useEffect } from 'react'
import type { Language } from '#server/domain/language.ts'
import { atLeisure } from './idle.ts'

/** Milliseconds in which neither text got another height: then the paragraphs far from the view are looked at as well. */
const still = 3_000

export function usePairs(text: RefObject<HTMLElement>, areBothShown: boolean): void {
  useEffect(() => {
    const sheets = text.current
    if (!sheets || !areBothShown) return
    let rest: ReturnType<typeof setTimeout> | undefined
    let before: readonly Pair[] = []
    const look = (isAtRest: boolean) => {
      const pairs = pairsOf(sheets)
      level(sheets, isAtRest || areOthers(before, pairs) ? pairs.filter(mayNotBeLevel) : nearView(pairs))
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
    return () => {
      near.stop()
      clearTimeout(rest)
      watcher.disconnect()
      for (const block of blocksOf(sheets)) block.style.minHeight = ''
    }
  }, [text, areBothShown])
}

type Pair = readonly [HTMLElement, HTMLElement]

function level(sheets: HTMLElement, pairs: readonly Pair[]): void {
  const before = pairs.map(([en, fr]) => [en.style.minHeight, fr.style.minHeight] as const)
  for (const block of pairs.flat()) block.style.minHeight = ''
  const heights = pairs.map(([en, fr]) => [heightOf(en), heightOf(fr)] as const)
  pairs.forEach(([en, fr], index) => {
    const [tall, small] = heights[index]!
    if (tall > small) fr.style.minHeight = `${tall}px`
    if (small > tall) en.style.minHeight = `${small}px`
  })
  const isSame = pairs.every(([en, fr], index) => {
    const [was, had] = before[index]!
    return en.style.minHeight === was && fr.style.minHeight === had
  })
  // The margin's notes follow the paragraphs.
  if (!isSame) sheets.dispatchEvent(new Event('level'))
}

function pairsOf(sheets: HTMLElement): Pair[] {
  const french = new Map(blocksOf(sheets, 'fr').map((block) => [block.dataset.pid, block]))
  return blocksOf(sheets, 'en').flatMap((en) => {
    const fr = french.get(en.dataset.pid)
    return fr && en.dataset.pid ? [[en, fr] as const] : []
  })
}

/** Paragraphs came or went, or an editor took the place of the printed text. */
function areOthers(before: readonly Pair[], now: readonly Pair[]): boolean {
  return before.length !== now.length || before[0]?.[0] !== now[0]?.[0] || before[0]?.[1] !== now[0]?.[1]
}

/**
 * Not of the same height, or near the view: only there a paragraph can have become shorter, as the browser lays out no
 * other. Taking the height off all of a long text, to see what each would be without, costs more than a frame.
 */
function mayNotBeLevel([en, fr]: Pair): boolean {
  const { top, bottom, height } = en.getBoundingClientRect()
  const isNear = bottom > above() && top < below()
  return isNear || height !== heightOf(fr)
}

const above = () => -2 * window.innerHeight
const below = () => 3 * window.innerHeight

/** Those near the view, without asking the others where they are: while people type, a line that is full must not cost a frame. */
function nearView(pairs: readonly Pair[]): readonly Pair[] {
  const first = firstFrom(pairs, (pair) => bottomOf(pair) > above())
  const end = firstFrom(pairs, (pair) => topOf(pair) >= below())
  return pairs.slice(first, end)
}

const topOf = ([en]: Pair) => en.getBoundingClientRect().top
const bottomOf = ([en]: Pair) => en.getBoundingClientRect().bottom

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
