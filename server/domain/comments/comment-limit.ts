// How many comments one member may write in an hour, over all dossiers: what no person writes, and a script would
// (OWASP ASVS 5.0, 2.4.1).

import { plural } from '../plural.ts'
import { type Refusal, refusal } from '../refusal.ts'

/** Replies and official replies are comments too; corrections are not. Milliseconds. */
export const commentLimit = { comments: 120, within: 60 * 60 * 1000 } as const

const minute = 60_000

/**
 * Null when the member may write another one. `first` is when the oldest of their last `commentLimit.comments` was
 * written; null when they wrote fewer.
 */
export function whyNotAnother(first: number | null, now: number): Refusal | null {
  if (first === null || first + commentLimit.within <= now) return null
  const minutes = Math.ceil((first + commentLimit.within - now) / minute)
  const { comments } = commentLimit
  return refusal('not-now', {
    en: `You wrote ${comments} comments within an hour, which is the limit. You can send this one in ${minutes} ${plural('en', minutes, 'minute', 'minutes')}.`,
    fr: `Vous avez écrit ${comments} commentaires en une heure, ce qui est la limite. Vous pourrez envoyer celui-ci dans ${minutes} ${plural('fr', minutes, 'minute', 'minutes')}.`,
  })
}
