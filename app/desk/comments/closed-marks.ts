// Lights the words of threads that only some may read: the shared text carries no mark of them. Loaded where there are
// such threads.

import type { ThreadView } from '#server/workflows/comments/margin-views.ts'
import { rangeOf } from '../find/find-places.ts'

/** The words of each in the paragraph where it stands, and more so those of the one that is looked at. */
export function lightIn(text: HTMLElement, threads: readonly ThreadView[], active: string | null): void {
  const lit = threads.flatMap((thread) => {
    const range = rangeIn(text, thread)
    return range ? [{ id: thread.id, range }] : []
  })
  CSS.highlights.set('closed-thread', new Highlight(...lit.map(({ range }) => range)))
  const now = lit.filter(({ id }) => id === active).map(({ range }) => range)
  const highlight = new Highlight(...now)
  highlight.priority = 1
  CSS.highlights.set('closed-thread-now', highlight)
}

function rangeIn(text: HTMLElement, { language, pid, quote }: ThreadView): Range | null {
  const block = text.querySelector<HTMLElement>(`.sheet[data-sheet="${language}"] [data-pid="${CSS.escape(pid)}"]`)
  const start = block?.textContent?.indexOf(quote) ?? -1
  return block && start >= 0 ? rangeOf({ block, language, start, end: start + quote.length }) : null
}
