// How those are called who read a thread of comments.

import { useCallback } from 'react'
import { useLanguage, useWords } from '#app/components/page/reader.tsx'
import { threadWords } from '#app/words/desk/threads.ts'
import type { ThreadView } from '#server/workflows/comments/margin-views.ts'

/** `All readers`, or only those of a delegation, or of Secretariat and Bureau. */
export function useReadersOf(): (thread: Pick<ThreadView, 'space' | 'party'>) => string {
  const w = useWords(threadWords)
  const language = useLanguage()
  return useCallback(
    ({ space, party }) => (space === 'delegation' ? w.delegation(party?.[language] ?? '') : w[space]),
    [w, language],
  )
}
