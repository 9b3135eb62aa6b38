// Keeps the two languages level: of each pair the shorter paragraph is made as tall as the longer, so that the same
// paragraph starts at the same height in both texts.

import { type RefObject, useEffect } from 'react'

export function usePairs(text: RefObject<HTMLElement>, areBothShown: boolean): void {
  useEffect(() => {
    const sheets = text.current
    if (!sheets || !areBothShown) return
    let frame = 0
    const watcher = new ResizeObserver(() => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => level(sheets))
    })
    // The editors take the place of the printed texts later; their sheets stay.
    for (const sheet of sheets.querySelectorAll('.sheet-text')) watcher.observe(sheet)
    return () => {
      cancelAnimationFrame(frame)
      watcher.disconnect()
      for (const block of blocksOf(sheets, '')) block.style.minHeight = ''
    }
  }, [text, areBothShown])
}

type Pair = readonly [HTMLElement, HTMLElement]

function level(sheets: HTMLElement): void {
  const pairs = pairsOf(sheets).filter(mayNotBeLevel)
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
  const french = new Map(blocksOf(sheets, '[data-language="fr"]').map((block) => [block.dataset.pid, block]))
  return blocksOf(sheets, '[data-language="en"]').flatMap((en) => {
    const fr = french.get(en.dataset.pid)
    return fr && en.dataset.pid ? [[en, fr] as const] : []
  })
}

/**
 * Not of the same height, or near the view: only there a paragraph can have become shorter, as the browser lays out no
 * other. Taking the height off all of a long text, to see what each would be without, costs more than a frame.
 */
function mayNotBeLevel([en, fr]: Pair): boolean {
  const { top, bottom } = en.getBoundingClientRect()
  const isNear = bottom > -2 * window.innerHeight && top < 3 * window.innerHeight
  return isNear || heightOf(en) !== heightOf(fr)
}

/** Not rounded: in a long text the rests would add up to lines. */
function heightOf(block: HTMLElement): number {
  return block.getBoundingClientRect().height
}

function blocksOf(sheets: HTMLElement, within: string): HTMLElement[] {
  return [...sheets.querySelectorAll<HTMLElement>(`${within} .block`)].filter((block) => block.offsetParent !== null)
}
