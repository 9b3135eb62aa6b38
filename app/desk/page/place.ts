// Where a person is on the page, remembered while something else has the focus. It knows no editor.

import { useCallback, useEffect, useRef } from 'react'
import { comes } from '#app/editor/sync/wake-event.ts'

/** Remembers the focus and what is selected; returns the way back, which does nothing when the place is gone. */
export function keepPlace(at: Element | null = document.activeElement): () => void {
  const selection = document.getSelection()
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? noSelection
  return () => {
    if (!(at instanceof HTMLElement) || !at.isConnected || at === document.body) return
    at.focus({ preventScroll: true })
    if (!anchorNode || !focusNode || !at.contains(anchorNode) || !at.contains(focusNode)) return
    // Others may have shortened the words meanwhile.
    document
      .getSelection()
      ?.setBaseAndExtent(
        anchorNode,
        Math.min(anchorOffset, sizeOf(anchorNode)),
        focusNode,
        Math.min(focusOffset, sizeOf(focusNode)),
      )
  }
}

const texts = '.draft[role=textbox]'

/**
 * The way back into the text from anywhere on the desk: to where the caret was when the text lost the focus, else to
 * its beginning.
 */
export function useWayBack(): () => void {
  const back = useRef<(() => void) | null>(null)
  useEffect(() => {
    const leave = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement && target.matches(texts)) back.current = keepPlace(target)
    }
    document.addEventListener('focusout', leave)
    return () => document.removeEventListener('focusout', leave)
  }, [])
  return useCallback(() => {
    back.current?.()
    if (document.activeElement?.matches(texts)) return
    const shown = [...document.querySelectorAll<HTMLElement>(texts)].find((text) => text.offsetParent !== null)
    shown?.focus()
  }, [])
}

const noSelection = { anchorNode: null, anchorOffset: 0, focusNode: null, focusOffset: 0 }

function sizeOf(node: Node): number {
  return node instanceof CharacterData ? node.length : node.childNodes.length
}

/** The paragraph with this id in a text that is shown; in the first of these languages that shows it. */
export function blockOf(pid: string, order: readonly string[]): HTMLElement | null {
  const all = [...document.querySelectorAll<HTMLElement>(`.sheet [data-pid="${CSS.escape(pid)}"]`)]
  const shown = all.filter((block) => block.offsetParent !== null)
  const ranked = order.map((language) => shown.find((block) => block.closest(`[data-language="${language}"]`)))
  return ranked.find(Boolean) ?? shown[0] ?? null
}

/** Brings a paragraph into view and puts the caret at its beginning, so that reading and writing go on there. */
export function goTo(pid: string, order: readonly string[]): boolean {
  // A text that stands still has other paragraphs when somebody comes to it.
  blockOf(pid, order)?.closest('.still')?.dispatchEvent(new Event(comes))
  const block = blockOf(pid, order)
  const text = block?.closest<HTMLElement>('[contenteditable]')
  if (!block) return false
  const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches
  block.scrollIntoView({ block: 'center', behavior: isCalm ? 'auto' : 'smooth' })
  if (!text) return true
  text.focus({ preventScroll: true })
  const first = document.createTreeWalker(block, NodeFilter.SHOW_TEXT).nextNode()
  document.getSelection()?.collapse(first ?? block, 0)
  return true
}
