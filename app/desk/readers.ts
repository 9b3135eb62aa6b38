// Those who may be named, or given a thread, in a space of a draft: asked for when first needed, and again after a while. It draws nothing.

import type { Space } from '#server/domain/comments/comment-space.ts'
import type { ReaderLine } from '#server/workflows/comments/comment-mentions.ts'

/** Milliseconds: people come and go. */
const lasts = 60_000

const known = new Map<string, Promise<readonly ReaderLine[] | null>>()

/** Null when they did not come: the next who asks asks again. */
export function readersOf(dossierId: string, space: Space): Promise<readonly ReaderLine[] | null> {
  const address = `/dossiers/${dossierId}/readers?space=${space}`
  const before = known.get(address)
  if (before) return before
  const asked = ask(address)
  known.set(address, asked)
  const leave = () => known.delete(address)
  void asked.then((lines) => (lines ? setTimeout(leave, lasts) : leave()))
  return asked
}

async function ask(address: string): Promise<readonly ReaderLine[] | null> {
  try {
    const answer = await fetch(address, { headers: { Accept: 'application/json' }, redirect: 'manual' })
    return answer.ok ? ((await answer.json()) as readonly ReaderLine[]) : null
  } catch {
    return null
  }
}
