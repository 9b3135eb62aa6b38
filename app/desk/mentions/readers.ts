// Those who may be named, or given a thread, in a space of a draft: asked for when first needed, and again after a
// while. It draws nothing.

import { byName } from '#app/components/page/alphabet.ts'
import type { Space } from '#server/domain/comments/comment-space.ts'
import type { Language } from '#server/domain/language.ts'
import type { ReaderLine } from '#server/workflows/comments/comment-mentions.ts'

/** Milliseconds: people come and go. */
const lasts = 60_000

const kept = new Map<string, Promise<readonly ReaderLine[] | null>>()

/** People first, then Parties and bodies, each by name. Null when they did not come: the next who asks asks again. */
export async function readersOf(
  { dossierId, space }: { readonly dossierId: string; readonly space: Space },
  language: Language,
): Promise<readonly ReaderLine[] | null> {
  const lines = await known(dossierId, space)
  if (lines === null) return null
  const [people = [], places = []] = [true, false].map((arePeople) =>
    lines.filter(({ mentioned }) => mentioned.startsWith('m:') === arePeople),
  )
  return [people, places].flatMap((some) => byName(language, some, ({ name }) => name))
}

function known(dossierId: string, space: Space): Promise<readonly ReaderLine[] | null> {
  const address = `/dossiers/${dossierId}/readers?space=${space}`
  const before = kept.get(address)
  if (before) return before
  const asked = ask(address)
  kept.set(address, asked)
  const leave = () => kept.delete(address)
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
