// A link from the outline to a paragraph of the text. What happens when it is followed is heard once for all of them,
// so that a long outline is not drawn anew whenever the desk is.

import { type MouseEvent, type ReactNode, useRef } from 'react'
import { isLanguage, type Language } from '#server/domain/language.ts'
import { goTo } from '../page/place.ts'
import type { DeskState } from '../page/state.ts'

interface JumpProps {
  readonly pid: string
  /** Of the text that it leads into; the one that is worked on, when left out. */
  readonly language?: Language
  readonly threadId?: string
  readonly isCurrent?: boolean
  readonly tabIndex?: number
  readonly children: ReactNode
}

export function Jump({ pid, language, threadId, isCurrent = false, tabIndex, children }: JumpProps) {
  return (
    <a
      href={`#p-${pid}`}
      data-jump={pid}
      data-into={language}
      data-to={threadId}
      tabIndex={tabIndex}
      aria-current={isCurrent ? 'location' : undefined}
    >
      {children}
    </a>
  )
}

/** Follows the link that was pressed, if one was: the caret goes to its paragraph, and a drawer closes. */
export function follow(event: MouseEvent, desk: DeskState): void {
  const link = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-jump]') : null
  const { jump: pid, into, to } = link?.dataset ?? {}
  if (!pid) return
  event.preventDefault()
  const language = isLanguage(into) ? into : desk.language
  if (desk.outlineAs === 'drawer') desk.onOutline(false)
  if (desk.shown !== 'both' && desk.shown !== language) desk.onShow(language)
  // A text that was not shown until now is there after the next drawing.
  requestAnimationFrame(() => goTo(pid, [language]))
  desk.onActivate({ pid, threadId: to ?? null })
}

/** The same list for as long as it says the same. */
export function useSame<T>(now: T, isSame: (one: T, other: T) => boolean): T {
  const before = useRef(now)
  if (!isSame(before.current, now)) before.current = now
  return before.current
}
