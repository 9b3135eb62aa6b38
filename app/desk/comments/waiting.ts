// How many comment threads wait for an answer. Pure.

import type { ThreadView } from '#server/workflows/comments/margin-views.ts'

export function countOpen(threads: readonly ThreadView[]): number {
  return threads.filter(({ resolved }) => !resolved).length
}
