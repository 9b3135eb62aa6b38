// Shows on the words which terms are to be avoided, without touching the text: the browser paints them (CSS
// highlights). Where it cannot, nothing is marked and the margin still lists them.

import { type RefObject, useCallback, useEffect } from 'react'
import { useSignal } from '#app/editor/signal.ts'
import type { Flag } from '#server/document/terms.ts'
import { rangeOf } from '../find/find-places.ts'
import { useDesk } from '../page/state.ts'
import { useWithEditors } from '../text/use-after-words.ts'

const severities = ['avoid', 'caution'] as const

/** Draws nothing of its own. */
export function TermMarks({ text }: { readonly text: RefObject<HTMLElement> }): null {
  const { found } = useDesk().wording
  // Of a paragraph whose words changed they are others, so that these are the marks of the words on the page.
  const { flags } = useSignal(found)
  const paintSoon = useCallback(() => {
    const sheets = text.current
    if (!sheets || !('highlights' in CSS)) return
    // After what was typed has been drawn.
    const soon = requestAnimationFrame(() => paint(sheets, flags))
    return () => cancelAnimationFrame(soon)
  }, [text, flags])
  useWithEditors(paintSoon)
  useEffect(
    () => () => {
      if ('highlights' in CSS) for (const severity of severities) CSS.highlights.delete(`term-${severity}`)
    },
    [],
  )
  return null
}

function paint(sheets: HTMLElement, flags: readonly Flag[]): void {
  for (const severity of severities) {
    const ranges = flags.flatMap((flag) => (flag.term.severity === severity ? (rangeIn(sheets, flag) ?? []) : []))
    if (ranges.length > 0) CSS.highlights.set(`term-${severity}`, new Highlight(...ranges))
    else CSS.highlights.delete(`term-${severity}`)
  }
}

/** Where the words stand on the page; null when they are not there, or others are. */
function rangeIn(sheets: HTMLElement, { language, pid, start, end }: Flag): Range | null {
  const blocks = sheets.querySelectorAll<HTMLElement>(`[data-language="${language}"] [data-pid="${CSS.escape(pid)}"]`)
  const block = [...blocks].find((one) => one.offsetParent !== null)
  return block ? rangeOf({ block, language, start, end }) : null
}
