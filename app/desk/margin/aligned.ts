// Puts each note of the margin beside its paragraph, below the note before it. On a narrow page notes simply follow.

import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react'
import { atLeisure } from '#app/editor/idle.ts'
import type { Language } from '#server/domain/language.ts'

/** The page is wide enough for a margin beside the text (the same width as in desk.css). */
const wide = '(min-width: 68rem)'

/** Room for the outline at the left too, of one text or of two (the same widths as in desk-outline.css). */
const wider = { one: '(min-width: 75rem)', both: '(min-width: 90rem)' }

const gap = 12

/**
 * Milliseconds after a letter in which notes go to their places at once: gliding there, each would be drawn anew in the
 * frames of the next.
 */
const writing = 1_000

const motion = '(prefers-reduced-motion: no-preference)'

// Before the page is drawn, where there is a page.
const useEarlyEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect

/** True on the server, which prints for a wide page and lets the style sheet narrow it. */
export function useIsWide(): boolean {
  return useMatches(wide)
}

/** The page is wide enough for the outline beside the text as well. */
export function useHasOutlineRoom(areBothShown: boolean): boolean {
  return useMatches(areBothShown ? wider.both : wider.one)
}

export function isWideNow(): boolean {
  return window.matchMedia(wide).matches
}

function useMatches(query: string): boolean {
  const watch = useCallback(
    (hear: () => void) => {
      const width = window.matchMedia(query)
      width.addEventListener('change', hear)
      return () => width.removeEventListener('change', hear)
    },
    [query],
  )
  return useSyncExternalStore(
    watch,
    () => window.matchMedia(query).matches,
    () => true,
  )
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
  const wroteAt = useRef(Number.NEGATIVE_INFINITY)
  const active = useRef<string | null>(null)
  const placeAnew = useRef(() => {})
  // Another paragraph is looked at: nothing has to be found or watched anew for that.
  useEarlyEffect(() => {
    active.current = activePid
    placeAnew.current()
  }, [activePid])
  useEarlyEffect(() => {
    const [sheets, column] = [text.current, margin.current]
    if (!sheets || !column) return
    const isWide = window.matchMedia(wide)
    const paragraphs: Known = new Map()
    let heights: Heights = new WeakMap()
    const writes = () => {
      wroteAt.current = performance.now()
    }
    const now = () => {
      const mayGlide = performance.now() - wroteAt.current > writing && window.matchMedia(motion).matches
      const wish = { language, activePid: active.current, paragraphs, heights, isWide: isWide.matches, mayGlide }
      place(sheets, column, wish)
    }
    const soon = atLeisure(now)
    // In the frame that moves the paragraphs: one of its own would be one more that a key may have to wait for.
    const atOnce = () => {
      soon.stop()
      now()
    }
    const watcher = new ResizeObserver((changed) => {
      for (const { target, borderBoxSize } of changed) heights.set(target, borderBoxSize[0]?.blockSize ?? 0)
      // Of two texts the paragraphs have their places only once they are level again.
      if (shown !== 'both' || changed.some(({ target }) => target !== sheets)) soon.ask()
    })
    watcher.observe(sheets)
    const watched = new WeakSet<Element>()
    /** Whether there are others than before. */
    const watchNotes = () => {
      const fresh = [...column.querySelectorAll('.note, .margin-head')].filter((note) => !watched.has(note))
      for (const note of fresh) {
        watched.add(note)
        watcher.observe(note)
      }
      return fresh.length > 0
    }
    // Notes come and go without this being drawn anew; those that come are put in their places before the page is
    // drawn.
    const changes = new MutationObserver(() => {
      heights = new WeakMap()
      if (watchNotes()) atOnce()
      else soon.ask()
    })
    placeAnew.current = () => {
      heights = new WeakMap()
      now()
    }
    changes.observe(column, { childList: true, subtree: true })
    sheets.addEventListener('level', atOnce)
    sheets.addEventListener('beforeinput', writes, true)
    isWide.addEventListener('change', soon.ask)
    watchNotes()
    now()
    return () => {
      placeAnew.current = () => {}
      soon.stop()
      watcher.disconnect()
      changes.disconnect()
      sheets.removeEventListener('level', atOnce)
      sheets.removeEventListener('beforeinput', writes, true)
      isWide.removeEventListener('change', soon.ask)
    }
  }, [text, margin, language, shown])
}

interface Wish {
  readonly language: Language
  readonly activePid: string | null
  readonly paragraphs: Known
  readonly heights: Heights
  readonly isWide: boolean
  readonly mayGlide: boolean
}

/** Paragraphs of that language by pid, as they were found the last time. */
type Known = Map<string, HTMLElement>

/** Of notes, in pixels: as they were read, or as the browser has told since. */
type Heights = WeakMap<Element, number>

function place(text: HTMLElement, column: HTMLElement, wish: Wish): void {
  const { language, activePid, paragraphs, heights: known, isWide, mayGlide } = wish
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
    const pid = note.dataset.note
    const block = pid ? blockOf(text, pid, { language, paragraphs }) : null
    return block ? block.getBoundingClientRect().top - origin : Number.NaN
  })
  const heights = notes.map((note) => {
    const height = known.get(note) ?? note.offsetHeight
    known.set(note, height)
    return height
  })
  const active = notes.findIndex((note) => note.dataset.note === activePid && activePid !== null)
  const head = column.querySelector<HTMLElement>('.margin-head')
  const tops = stack(wished, heights, { active, from: head ? head.offsetHeight + gap : 0 })
  notes.forEach((note, index) => {
    const before = note.style.top
    const top = `${Math.round(tops[index]!)}px`
    if (before === top) return
    note.style.top = top
    // Those that nobody sees go to their place at once: in a long text they are many, and each step of each costs.
    const isNear = Math.abs(origin + tops[index]! - window.innerHeight / 2) < window.innerHeight
    if (mayGlide && isNear && before !== '') glide(note, Number.parseFloat(before) - tops[index]!)
  })
  const last = tops.length - 1
  column.style.minHeight = last < 0 ? '' : `${Math.round(tops[last]! + heights[last]!)}px`
}

/**
 * Shows a note on its way from `from` (pixels below its place) to where it stands by now, so that nothing is laid out
 * on the way.
 */
function glide(note: HTMLElement, from: number): void {
  note.animate([{ transform: `translateY(${from}px)` }, { transform: 'none' }], { duration: 150, easing: 'ease-out' })
}

type Where = Pick<Wish, 'language' | 'paragraphs'>

function blockOf(text: HTMLElement, pid: string, { language, paragraphs }: Where): HTMLElement | null {
  const known = paragraphs.get(pid)
  if (known?.dataset.pid === pid && known.isConnected) return known
  const selector = `[data-pid="${CSS.escape(pid)}"]`
  const found = [...text.querySelectorAll<HTMLElement>(selector)].filter((block) => block.offsetParent !== null)
  const own = found.find((block) => block.closest(`[data-language="${language}"]`))
  if (own) paragraphs.set(pid, own)
  return own ?? found[0] ?? null
}

/**
 * Where boxes of these heights stand: each at its wish or below the one before it, except that the active one keeps its
 * wish and those before it move up as far as there is room. A wish that is not a number follows the box before. The
 * first stands at `from` or below.
 */
export function stack(
  wished: readonly number[],
  heights: readonly number[],
  { active, from = 0 }: { readonly active: number; readonly from?: number },
): number[] {
  const tops: number[] = []
  let free = from
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
  // Nothing is pushed over what stands above the margin: where there is no room, the active one stands lower than its
  // wish.
  free = from
  return tops.map((top, index) => {
    const placed = Math.max(top, free)
    free = placed + heights[index]! + gap
    return placed
  })
}
