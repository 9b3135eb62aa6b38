// Puts each note of the margin beside its paragraph, below the note before it. On a narrow page notes simply follow.

import { type RefObject, useEffect, useLayoutEffect, useSyncExternalStore } from 'react'
import type { Language } from '#server/domain/language.ts'

/** The page is wide enough for a margin beside the text (the same width as in desk.css). */
const wide = '(min-width: 68rem)'

const gap = 12

// Before the page is drawn, where there is a page.
const useEarlyEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect

/** True on the server, which prints for a wide page and lets the style sheet narrow it. */
export function useIsWide(): boolean {
  return useSyncExternalStore(watchWidth, isWideNow, () => true)
}

export function isWideNow(): boolean {
  return window.matchMedia(wide).matches
}

function watchWidth(hear: () => void): () => void {
  const width = window.matchMedia(wide)
  width.addEventListener('change', hear)
  return () => width.removeEventListener('change', hear)
}

interface Parts {
  readonly text: RefObject<HTMLElement>
  readonly margin: RefObject<HTMLElement>
  /** The language whose paragraphs the notes follow. */
  readonly language: Language
  /** The note that stands exactly beside its paragraph; those before it make room upwards. */
  readonly activePid: string | null
}

export function useAligned({ text, margin, language, activePid }: Parts): void {
  useEarlyEffect(() => {
    const [sheets, column] = [text.current, margin.current]
    if (!sheets || !column) return
    const isWide = window.matchMedia(wide)
    let frame = 0
    const soon = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(() => place(sheets, column, { language, activePid, isWide: isWide.matches }))
    }
    const watcher = new ResizeObserver(soon)
    watcher.observe(sheets)
    for (const note of column.querySelectorAll('.note')) watcher.observe(note)
    sheets.addEventListener('level', soon)
    isWide.addEventListener('change', soon)
    place(sheets, column, { language, activePid, isWide: isWide.matches })
    return () => {
      cancelAnimationFrame(frame)
      watcher.disconnect()
      sheets.removeEventListener('level', soon)
      isWide.removeEventListener('change', soon)
    }
  })
}

interface Wish {
  readonly language: Language
  readonly activePid: string | null
  readonly isWide: boolean
}

function place(text: HTMLElement, column: HTMLElement, { language, activePid, isWide }: Wish): void {
  const notes = [...column.querySelectorAll<HTMLElement>('.note')]
  if (!isWide) {
    for (const note of notes) note.style.top = ''
    column.style.minHeight = ''
    delete column.dataset.placed
    return
  }
  column.dataset.placed = ''
  const origin = column.getBoundingClientRect().top
  const wished = notes.map((note) => {
    const block = blockOf(text, note.dataset.note ?? '', language)
    return block ? block.getBoundingClientRect().top - origin : Number.NaN
  })
  const heights = notes.map((note) => note.offsetHeight)
  const active = notes.findIndex((note) => note.dataset.note === activePid && activePid !== null)
  const tops = stack(wished, heights, active)
  notes.forEach((note, index) => {
    note.style.top = `${Math.round(tops[index]!)}px`
  })
  const last = tops.length - 1
  column.style.minHeight = last < 0 ? '' : `${Math.round(tops[last]! + heights[last]!)}px`
}

function blockOf(text: HTMLElement, pid: string, language: Language): HTMLElement | null {
  const selector = `[data-pid="${CSS.escape(pid)}"]`
  const found = [...text.querySelectorAll<HTMLElement>(selector)].filter((block) => block.offsetParent !== null)
  return found.find((block) => block.closest(`[data-language="${language}"]`)) ?? found[0] ?? null
}

/**
 * Where boxes of these heights stand: each at its wish or below the one before it, except that the active one keeps its
 * wish and those before it move up. A wish that is not a number follows the box before.
 */
export function stack(wished: readonly number[], heights: readonly number[], active: number): number[] {
  const tops: number[] = []
  let free = 0
  wished.forEach((wish, index) => {
    const top = Number.isNaN(wish) ? free : Math.max(wish, index === active ? wish : free)
    tops.push(top)
    free = top + heights[index]! + gap
  })
  for (let index = active - 1; index >= 0; index -= 1) {
    const most = tops[index + 1]! - heights[index]! - gap
    if (tops[index]! <= most) break
    tops[index] = most
  }
  return tops
}
