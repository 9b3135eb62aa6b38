// Posting a form from the desk without leaving it. It answers what was done, or why not, in both languages. Only an
// answer of ours counts as done: the sign-in page, to which an ended session is led, is none.

import { writerField } from '#app/http/own-fields.ts'
import { deskWords } from '#app/words/desk/desk.ts'
import type { Words } from '#server/domain/language.ts'
import { both } from '../commands/commands.ts'

type Fields = Readonly<Record<string, string>>

interface Refused {
  readonly refused?: { readonly say: Words }
}

/** Posts to a resource route, and gives back its answer. A failed connection is a reason (`failed`) like any other. */
export async function postFor<T>(
  address: string,
  fields: Fields,
  failed: Words = both(deskWords, 'notSent'),
): Promise<{ readonly done: T } | { readonly why: Words }> {
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams({ ...fields, ...whose() }),
      redirect: 'manual',
    })
    const said = (await answer.json()) as T & Refused
    if (answer.ok) return { done: said }
    return { why: said.refused?.say ?? failed }
  } catch {
    // No connection, a redirect, or a page where an answer should be.
    return { why: failed }
  }
}

/** Whose desk it is: somebody else may have signed in since, in another tab. */
function whose(): Fields {
  const writer = globalThis.document?.querySelector<HTMLMetaElement>('meta[name=writer]')?.content
  return writer ? { [writerField]: writer } : {}
}

/** The same where yes or no is enough: null when it was done. What was typed stays otherwise. */
export async function post(address: string, fields: Fields): Promise<Words | null> {
  const answer = await postFor(address, fields)
  return 'why' in answer ? answer.why : null
}
