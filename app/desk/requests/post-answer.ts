// Posting from the desk what is answered with more than yes or no.

import { suggestionWords } from '#app/words/desk/suggestions.ts'
import type { Words } from '#server/domain/language.ts'
import { both } from '../commands/commands.ts'

/**
 * Posts a form to a resource route, and gives back its answer, or why not. A failed connection is a reason like any
 * other.
 */
export async function postFor<T>(
  address: string,
  fields: Readonly<Record<string, string>>,
): Promise<{ readonly done: T } | { readonly why: Words }> {
  const failed = { why: both(suggestionWords, 'notSent') }
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(fields),
      // The way to the sign-in page is no answer.
      redirect: 'manual',
    })
    if (answer.type === 'opaqueredirect') return failed
    const said = (await answer.json()) as T & { readonly refused?: { readonly say: Words } }
    if (answer.ok) return { done: said }
    return said.refused ? { why: said.refused.say } : failed
  } catch {
    return failed
  }
}
