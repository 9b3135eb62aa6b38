// Posting from the desk without leaving it. It answers why not, in both languages, or null when it was done.

import { deskWords } from '#app/words/desk/desk.ts'
import type { Words } from '#server/domain/language.ts'

/** Posts a form to a resource route. A failed connection is a reason like any other: what was typed stays. */
export async function post(address: string, fields: Readonly<Record<string, string>>): Promise<Words | null> {
  const failed: Words = { en: deskWords.en.notSent, fr: deskWords.fr.notSent }
  try {
    const answer = await fetch(address, {
      method: 'POST',
      headers: { Accept: 'application/json' },
      body: new URLSearchParams(fields),
    })
    if (answer.ok) return null
    const { refused } = (await answer.json()) as { readonly refused?: { readonly say: Words } }
    return refused?.say ?? failed
  } catch {
    return failed
  }
}
