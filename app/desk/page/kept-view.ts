// Where a person is in the text, by paragraphs: the caret or what is selected, and what is in view. It outlives another
// view of the text, and the same page in another language. It knows no editor.

import { useCallback, useEffect, useRef } from 'react'
import type { Health } from '#app/editor/draft.ts'
import type { Language } from '#server/domain/language.ts'

/** A paragraph, and an offset in its words. */
interface Spot {
  readonly pid: string
  readonly at: number
}

/** What is selected in the text that has the focus. */
interface Selected {
  readonly language: Language
  readonly anchor: Spot
  readonly focus: Spot
}

/** A paragraph, and how far below the top of the window it begins. */
interface View {
  readonly pid: string
  readonly top: number
}

interface Place {
  readonly selected: Selected | null
  readonly view: View | null
}

/** Keeps the place through `onShow`, which shows the texts otherwise; `shown` tells which are shown. */
export function useKeptView<Shown>(shown: Shown, onShow: (shown: Shown) => void): (shown: Shown) => void {
  const left = useRef<Place | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each change of what is shown
  useEffect(() => {
    const { selected = null, view = null } = left.current ?? {}
    if (selected && isNowhere() && select(selected)) left.current = null
    if (view) scrollTo(view)
  }, [shown])
  return useCallback(
    (next) => {
      const { selected, view } = placeNow()
      // A text that is not shown has no focus: it gets it again when it is.
      left.current = { selected: selected ?? left.current?.selected ?? null, view }
      onShow(next)
    },
    [onShow],
  )
}

/** Brings a person back to where they were when they left this page for itself, once the text can be written in. */
export function useComeBack(healths: Readonly<Record<Language, Health>>): void {
  const place = useRef<Place | null>(null)
  useEffect(() => {
    place.current = isSamePage() ? takePlace() : null
    if (place.current?.view) scrollTo(place.current.view)
    // What leads to the other language has the focus by then.
    let last: Selected | null = null
    const notice = () => {
      last = selectedNow() ?? last
    }
    const leave = () => {
      const { selected, view } = placeNow()
      sessionStorage.setItem(keyOf(), JSON.stringify({ selected: selected ?? last, view }))
    }
    document.addEventListener('selectionchange', notice)
    window.addEventListener('pagehide', leave)
    return () => {
      document.removeEventListener('selectionchange', notice)
      window.removeEventListener('pagehide', leave)
    }
  }, [])
  useEffect(() => {
    const { selected, view } = place.current ?? {}
    if (!selected || healths[selected.language] !== 'healthy') return
    place.current = null
    if (isNowhere() && select(selected) && view) scrollTo(view)
  }, [healths])
}

/** Does something that shows the text anew, and leaves in view what is. */
export function keepView(step: () => void): void {
  const view = viewOf(selectedNow()?.focus.pid)
  step()
  if (view) scrollTo(view)
}

function keyOf(): string {
  return `recital.place.${window.location.pathname}`
}

function takePlace(): Place | null {
  const kept = sessionStorage.getItem(keyOf())
  sessionStorage.removeItem(keyOf())
  return kept === null ? null : (JSON.parse(kept) as Place)
}

/** Whether this page was opened from itself in the other language. A link to a paragraph leads there. */
function isSamePage(): boolean {
  if (window.location.hash !== '') return false
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  return navigation?.type === 'navigate' && pathOf(document.referrer) === window.location.pathname
}

function pathOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).pathname : null
}

function placeNow(): Place {
  const selected = selectedNow()
  return { selected, view: viewOf(selected?.focus.pid) }
}

const texts = '.draft[role=textbox]'

/** Nothing on the page has the focus. */
function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}

function selectedNow(): Selected | null {
  const text = document.activeElement
  if (!(text instanceof HTMLElement) || !text.matches(texts)) return null
  const chosen = document.getSelection()
  const anchor = spotOf(text, chosen?.anchorNode, chosen?.anchorOffset)
  const focus = spotOf(text, chosen?.focusNode, chosen?.focusOffset)
  return anchor && focus && { language: text.dataset.language as Language, anchor, focus }
}

function spotOf(text: HTMLElement, node: Node | null | undefined, offset = 0): Spot | null {
  if (!node || !text.contains(node)) return null
  const block = (node instanceof Element ? node : node.parentElement)?.closest<HTMLElement>('[data-pid]')
  if (!block?.dataset.pid) return null
  const before = document.createRange()
  before.setStart(block, 0)
  before.setEnd(node, offset)
  return { pid: block.dataset.pid, at: before.toString().length }
}

/** The paragraph of the caret where that is in view; else the first that is. */
function viewOf(caret: string | undefined): View | null {
  const inView = [...document.querySelectorAll<HTMLElement>('.sheet [data-pid]')].flatMap((block) => {
    const { top, bottom, height } = block.getBoundingClientRect()
    const pid = block.dataset.pid
    return pid && height > 0 && top >= 0 && bottom <= window.innerHeight ? [{ pid, top }] : []
  })
  return inView.find(({ pid }) => pid === caret) ?? inView[0] ?? null
}

function scrollTo({ pid, top }: View): void {
  const block = [...document.querySelectorAll(`.sheet ${named(pid)}`)].find((one) => one.getClientRects().length > 0)
  if (block) window.scrollBy({ top: block.getBoundingClientRect().top - top, behavior: 'instant' })
}

/** False where the text is not shown, or does not hold the paragraph any more. */
function select({ language, anchor, focus }: Selected): boolean {
  const text = document.querySelector<HTMLElement>(`${texts}[data-language=${language}]`)
  if (!text || text.offsetParent === null) return false
  const [from, to] = [pointOf(text, anchor), pointOf(text, focus)]
  if (!from || !to) return false
  text.focus({ preventScroll: true })
  document.getSelection()?.setBaseAndExtent(...from, ...to)
  return true
}

function pointOf(text: HTMLElement, { pid, at }: Spot): [Node, number] | null {
  const block = text.querySelector(named(pid))
  if (!block) return null
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  let left = at
  let last: Text | null = null
  while (walker.nextNode()) {
    last = walker.currentNode as Text
    if (left <= last.length) return [last, left]
    left -= last.length
  }
  return last ? [last, last.length] : [block, 0]
}

function named(pid: string): string {
  return `[data-pid="${CSS.escape(pid)}"]`
}
