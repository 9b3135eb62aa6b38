// Shows on the words which threads are open, which one is looked at, and where a comment is being written.

import { type RefObject, useCallback, useEffect, useRef } from 'react'
import type { ThreadView } from '#server/workflows/comments/margin-views.ts'
import { useAfterWords } from '../text/use-after-words.ts'
import type { Passage } from './comment-anchor.ts'

interface Marked {
  readonly text: RefObject<HTMLElement>
  readonly threads: readonly ThreadView[]
  readonly activeThread: string | null
  readonly passage: Passage | null
}

const pending = 'passage'

/** Draws nothing of its own. */
export function Marks({ text, threads, activeThread, passage }: Marked): null {
  const areMarked = useRef(false)
  const light = useCallback(() => {
    if (threads.length === 0 && !areMarked.current) return
    areMarked.current = threads.length > 0
    const open = new Set(threads.filter(({ resolved }) => !resolved).map(({ id }) => id))
    for (const words of text.current?.querySelectorAll<HTMLElement>('[data-threads], .commented') ?? []) {
      const on = words.dataset.threads?.split(' ').filter((id) => open.has(id)) ?? []
      words.classList.toggle('commented', on.length > 0)
      words.classList.toggle('is-active', activeThread !== null && on.includes(activeThread))
    }
  }, [text, threads, activeThread])
  useAfterWords(light)

  const lightClosed = useCallback(() => {
    const closed = threads.filter(({ space, isWhole, resolved }) => space !== 'shared' && !isWhole && !resolved)
    if (closed.length === 0 || !('highlights' in CSS)) return
    let left = false
    import('./closed-marks.ts').then(
      ({ lightIn }) => {
        if (!left && text.current) lightIn(text.current, closed, activeThread)
      },
      () => {},
    )
    return () => {
      left = true
      for (const name of ['closed-thread', 'closed-thread-now']) CSS.highlights.delete(name)
    }
  }, [text, threads, activeThread])
  useAfterWords(lightClosed)

  // The selection is lost when the comment's field takes the focus; the words stay lit.
  useEffect(() => {
    if (!passage?.range || !('highlights' in CSS)) return
    CSS.highlights.set(pending, new Highlight(passage.range))
    return () => void CSS.highlights.delete(pending)
  }, [passage])
  return null
}
