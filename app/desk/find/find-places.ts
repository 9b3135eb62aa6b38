// The places of the page where words were found: read from the texts as they are shown, across runs of words; lit by
// the browser itself.

import type { Language } from '#server/domain/language.ts'
import { type Asked, type Span, spansIn } from './find.ts'

export interface Place extends Span {
  readonly language: Language
  readonly block: HTMLElement
}

/** Paragraphs whose words did not change are not searched again. */
export type Searched = WeakMap<HTMLElement, { readonly text: string; readonly spans: readonly Span[] }>

/** In the order of the texts, one language after the other. */
export function placesOf(asked: Asked, inLanguages: readonly Language[], searched: Searched): Place[] {
  return inLanguages.flatMap((language) => {
    const text = document.querySelector(`.draft[contenteditable][data-language="${language}"]`)
    return [...(text?.children ?? [])].flatMap((block): Place[] => {
      if (!(block instanceof HTMLElement)) return []
      const words = block.textContent ?? ''
      const before = searched.get(block)
      const spans = before?.text === words ? before.spans : spansIn(words, asked)
      if (spans !== before?.spans) searched.set(block, { text: words, spans })
      return spans.map((span) => ({ ...span, language, block }))
    })
  })
}

/** The same words on the page; null when they have gone meanwhile. */
export function rangeOf({ block, start, end }: Place): Range | null {
  if (!block.isConnected) return null
  const range = document.createRange()
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  let before = 0
  let isBegun = false
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const size = node.nodeValue?.length ?? 0
    if (!isBegun && start < before + size) {
      range.setStart(node, start - before)
      isBegun = true
    }
    if (isBegun && end <= before + size) {
      range.setEnd(node, end - before)
      return range
    }
    before += size
  }
  return null
}

/** So many are lit at most; the count is of all. */
const most = 1_000

/** Lights the places, and one of them more; none for an empty list. */
export function light(places: readonly Place[], now: Place | null): void {
  if (!('highlights' in CSS)) return
  const ranges = places.slice(0, most).flatMap((place) => rangeOf(place) ?? [])
  const range = now && rangeOf(now)
  if (ranges.length > 0) CSS.highlights.set('found', new Highlight(...ranges))
  else CSS.highlights.delete('found')
  if (range) {
    const highlight = new Highlight(range)
    highlight.priority = 1
    CSS.highlights.set('found-now', highlight)
  } else CSS.highlights.delete('found-now')
}
