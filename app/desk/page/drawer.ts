// On a narrow page the margin is a drawer over the text: where it opens, and where the focus goes. A wide page has
// none.

import { type RefObject, useEffect, useRef } from 'react'
import { isWideNow } from '../margin/aligned.ts'

interface Drawer {
  readonly text: RefObject<HTMLElement>
  readonly margin: RefObject<HTMLElement>
  readonly isOpen: boolean
  readonly onOpen: (open: boolean) => void
  readonly activeThread: string | null
}

export function useDrawer({ text, margin, isOpen, onOpen, activeThread }: Drawer): void {
  const openedBy = useRef<HTMLElement | null>(null)
  const active = useRef(activeThread)
  active.current = activeThread
  const touched = useRef<string | null>(null)
  useEffect(() => {
    const [sheets, drawer] = [text.current, margin.current]
    if (!sheets || !drawer || isWideNow()) return
    if (isOpen) {
      const place = placeToShow(sheets, drawer, touched.current ?? active.current)
      touched.current = null
      if (place) drawer.scrollTop = place.offsetTop - (firstChildHeight(drawer) ?? 0)
      // Opened by mouse or touch, the caret stays in the text.
      const opener = document.activeElement
      if (!(opener instanceof HTMLElement) || opener.getAttribute('aria-controls') !== drawer.id) return
      openedBy.current = opener
      drawer.querySelector('button')?.focus()
    } else {
      openedBy.current?.focus()
      openedBy.current = null
    }
  }, [text, margin, isOpen])

  // Commented words, touched, show what was said of them.
  useEffect(() => {
    const sheets = text.current
    const press = ({ target }: MouseEvent) => {
      const words = target instanceof Element ? target.closest<HTMLElement>('.commented') : null
      if (!words || isWideNow()) return
      touched.current = words.dataset.threads?.split(' ')[0] ?? null
      onOpen(true)
    }
    sheets?.addEventListener('click', press)
    return () => sheets?.removeEventListener('click', press)
  }, [text, onOpen])
}

/** The thread that is looked at, else the first note of a paragraph that is in view or below. */
function placeToShow(text: HTMLElement, drawer: HTMLElement, threadId: string | null): HTMLElement | null {
  const thread = threadId && drawer.querySelector<HTMLElement>(`[data-thread="${CSS.escape(threadId)}"]`)
  if (thread) return thread
  const blocks = [...text.querySelectorAll<HTMLElement>('[data-pid]')].filter((block) => block.offsetParent !== null)
  const below = new Set(
    blocks.filter((block) => block.getBoundingClientRect().bottom > barHeight()).map(({ dataset }) => dataset.pid),
  )
  return [...drawer.querySelectorAll<HTMLElement>('[data-note]')].find(({ dataset }) => below.has(dataset.note)) ?? null
}

function barHeight(): number {
  return document.querySelector('.desk-bar')?.getBoundingClientRect().bottom ?? 0
}

function firstChildHeight(drawer: HTMLElement): number | undefined {
  return drawer.firstElementChild?.getBoundingClientRect().height
}
