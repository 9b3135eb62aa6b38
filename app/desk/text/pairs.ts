// Keeps the two languages level (level.ts): those near the view as soon as the page has a moment, the others when
// nothing has changed for a while.

import { type RefObject, useEffect } from 'react'
import { atLeisure, inSteps } from '#app/editor/idle.ts'
import { level, levelPieces, nearView, pairsOf, type Texts, textsOf } from './level.ts'

/**
 * Milliseconds in which neither text got another height: then the paragraphs far from the view are looked at as well.
 */
const still = 3_000

/**
 * Paragraphs, and pieces of a text that stands still, that are looked at in one step: far from the view there is no
 * hurry, and a key may come.
 */
const inStep = 100

export function usePairs(text: RefObject<HTMLElement>, areBothShown: boolean): void {
  useEffect(() => {
    const sheets = text.current
    if (!sheets || !areBothShown) return
    const places = [...sheets.querySelectorAll('.sheet-text')]
    const find = () => textsOf(places.map((place) => place.querySelector<HTMLElement>('.draft')))
    // The margin's notes follow the paragraphs.
    const tell = () => sheets.dispatchEvent(new Event('level'))
    let rest: ReturnType<typeof setTimeout> | undefined
    let stopFar = () => {}
    let before: Texts | null = null
    const lookFar = () => {
      stopFar()
      const texts = find()
      if (texts) stopFar = inSteps(farFrom(texts, tell))
    }
    const look = () => {
      const texts = find()
      if (!texts) return
      const [from, to] = nearView(texts)
      const pairs = pairsOf(texts, from, to)
      level(pairs)
      levelPieces(texts, [...new Set(pairs.flatMap(([, twin]) => pieceOf(texts, twin)))])
      if (areOthers(before, texts) || !startsLevel(texts, from)) lookFar()
      before = texts
      tell()
    }
    const near = atLeisure(look)
    const watcher = new ResizeObserver(() => {
      clearTimeout(rest)
      near.ask()
      rest = setTimeout(lookFar, still)
    })
    // The editors take the place of the printed texts later; their sheets stay.
    for (const place of places) watcher.observe(place)
    const comesIntoView = (event: Event) => {
      const { skipped, target } = event as ContentVisibilityAutoStateChangeEvent
      const piece = target as HTMLElement
      if (skipped || !piece.parentElement?.matches('.still')) return
      // What is seen is never cut off, level or not.
      piece.style.height = ''
      near.ask()
    }
    sheets.addEventListener('other', near.ask)
    sheets.addEventListener('contentvisibilityautostatechange', comesIntoView, true)
    return () => {
      near.stop()
      stopFar()
      clearTimeout(rest)
      watcher.disconnect()
      sheets.removeEventListener('other', near.ask)
      sheets.removeEventListener('contentvisibilityautostatechange', comesIntoView, true)
      const texts = find()
      for (const block of [...(texts?.ones ?? []), ...(texts?.others ?? [])]) block.style.minHeight = ''
    }
  }, [text, areBothShown])
}

/** Of a text that stands still only the pieces: their paragraphs are laid out when they come near the view. */
function* farFrom(texts: Texts, tell: () => void): Generator<void> {
  const { ones, pieces } = texts
  for (let from = 0; from < pieces.length; from += inStep) {
    levelPieces(texts, pieces.slice(from, from + inStep))
    yield
  }
  if (pieces.length > 0) return
  for (let from = 0; from < ones.length; from += inStep) {
    if (level(pairsOf(texts, from, from + inStep))) tell()
    yield
  }
}

/** Not so where what stands above is not level. */
function startsLevel({ ones, twinAt }: Texts, at: number): boolean {
  const [one, twin] = [ones[at], twinAt(at)]
  if (!one || !twin) return true
  return Math.abs(one.getBoundingClientRect().top - twin.getBoundingClientRect().top) < 1
}

function pieceOf({ pieces }: Texts, { parentElement }: HTMLElement): readonly HTMLElement[] {
  return parentElement && pieces.length > 0 ? [parentElement] : []
}

/** Paragraphs came or went, an editor took the place of the printed text, or a text stands still, or no more. */
function areOthers(before: Texts | null, now: Texts): boolean {
  return (['ones', 'others'] as const).some((which) => {
    const [was, are] = [before?.[which], now[which]]
    return was?.length !== are.length || was[0] !== are[0]
  })
}
