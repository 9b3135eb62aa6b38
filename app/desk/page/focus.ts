// Where the focus goes when the margin is drawn anew, or a field of it goes away. It knows no state of the desk.

import { flushSync } from 'react-dom'

/**
 * Draws at once. A thread that stands elsewhere afterwards (it was resolved, reopened, its paragraph is gone) is
 * another element: whoever was in it stays with it. Nobody who is elsewhere is fetched back.
 */
export function drawMargin(draw: () => void): void {
  const at = document.activeElement
  const thread = at?.closest<HTMLElement>('[data-thread]') ?? at?.closest('details')?.querySelector('[data-thread]')
  const threadId = thread instanceof HTMLElement ? thread.dataset.thread : undefined
  flushSync(draw)
  if (threadId !== undefined && isNowhere()) focusThread(threadId)
}

/** The first thing to do in a thread, or what folds it away. */
function focusThread(threadId: string): void {
  const thread = document.querySelector(`[data-thread="${CSS.escape(threadId)}"]`)
  const fold = thread?.closest<HTMLElement>('details:not([open])')?.querySelector('summary')
  const next = fold ?? thread?.querySelector<HTMLElement>('textarea, .thread-acts button')
  next?.focus()
}

/** Whether the person is still in `place`, or was in something that is gone: then the focus may be led on. */
export function isAt(place: Element | null): boolean {
  return isNowhere() || place?.contains(document.activeElement) === true
}

/** What had the focus is gone. */
export function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body
}
