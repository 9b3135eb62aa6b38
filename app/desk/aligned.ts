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
  /** Which texts are on the page: with them their paragraphs move. */
  readonly shown: string
  /** The note that stands exactly beside its paragraph; those before it make room upwards. */
  readonly activePid: string | null
}

export function useAligned({ text, margin, language, shown, activePid }: Parts): void {
  useEarlyEffect(() => {
    const [sheets, column] = [text.current, margin.current]
    if (!sheets || !column) return
    const isWide = window.matchMedia(wide)
    const paragraphs: Known = new Map()
    const now = () => place(sheets, column, { language, activePid, paragraphs, isWide: isWide.matches })
    let frame = 0
    const soon = () => {
      cancelAnimationFrame(frame)
      frame = requestAnimationFrame(now)
    }
    const watcher = new ResizeObserver(soon)
    watcher.observe(sheets)
    const watchNotes = () => {
      for (const note of column.querySelectorAll('.note')) watcher.observe(note)
      now()
    }
    // Notes come and go without this being drawn anew; their places are set before the page is.
    const changes = new MutationObserver(watchNotes)
    changes.observe(column, { childList: true, subtree: true })
    sheets.addEventListener('level', soon)
    isWide.addEventListener('change', soon)
    watchNotes()
    return () => {
      cancelAnimationFrame(frame)
      watcher.disconnect()
      changes.disconnect()
      sheets.removeEventListener('level', soon)
      isWide.removeEventListener('change', soon)
    }
  }, [text, margin, language, shown, activePid])
}

interface Wish {
  readonly language: Language
  readonly activePid: string | null
  readonly paragraphs: Known
  readonly isWide: boolean
}

/** Paragraphs of that language by pid, as they were found the last time. */
type Known = Map<string, HTMLElement>

function place(text: HTMLElement, column: HTMLElement, { language, activePid, paragraphs, isWide }: Wish): void {
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
    const block = blockOf(text, note.dataset.note ?? '', { language, paragraphs })
    return block ? block.getBoundingClientRect().top - origin : Number.NaN
  })
  const heights = notes.map((note) => note.offsetHeight)
  const active = notes.findIndex((note) => note.dataset.note === activePid && activePid !== null)
  const tops = stack(wished, heights, active)
  notes.forEach((note, index) => {
    // Those that nobody sees go to their place at once: in a long text they are many, and each step of each costs.
    note.toggleAttribute('data-near', Math.abs(origin + tops[index]! - window.innerHeight / 2) < window.innerHeight)
    note.style.top = `${Math.round(tops[index]!)}px`
  })
  const last = tops.length - 1
  column.style.minHeight = last < 0 ? '' : `${Math.round(tops[last]! + heights[last]!)}px`
}

type Where = Pick<Wish, 'language' | 'paragraphs'>

function blockOf(text: HTMLElement, pid: string, { language, paragraphs }: Where): HTMLElement | null {
  const known = paragraphs.get(pid)
  if (known?.dataset.pid === pid && known.offsetParent !== null) return known
  const selector = `[data-pid="${CSS.escape(pid)}"]`
  const found = [...text.querySelectorAll<HTMLElement>(selector)].filter((block) => block.offsetParent !== null)
  const own = found.find((block) => block.closest(`[data-language="${language}"]`))
  if (own) paragraphs.set(pid, own)
  return own ?? found[0] ?? null
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
