// Who is named in a comment with @: kept as ids between brackets, shown as names. It knows no names.

import { type Refusal, refusal } from '../refusal.ts'

/** `m:` and a member's id, `p:` and a Party's, `b:` and a body's. */
export type Mentioned = string

const form = /@\[([mpb]:[A-Za-z0-9-]{1,40})\]/

/** Words of a comment in pieces: a piece is words, or somebody who is named. */
export type Piece = { readonly words: string } | { readonly mentioned: Mentioned }

/** `Ask @[p:IE] again` → words, a mention, words. */
export function piecesOf(body: string): readonly Piece[] {
  // Splitting by a form with one group leaves what it found at every second place.
  return body
    .split(form)
    .flatMap((part, at): Piece[] => (at % 2 === 1 ? [{ mentioned: part }] : part === '' ? [] : [{ words: part }]))
}

/** Once each, in the order of the words. */
export function mentionsIn(body: string): readonly Mentioned[] {
  return [...new Set(piecesOf(body).flatMap((piece) => ('mentioned' in piece ? [piece.mentioned] : [])))]
}

/** How somebody is written into a comment. */
export function mention(mentioned: Mentioned): string {
  return `@[${mentioned}]`
}

/** Most that one comment may call for; each is told of it. */
export const mostMentions = 20

/** Null when all who are named may read the comment. `mayRead` are those who may. */
export function whyNotMentions(named: readonly Mentioned[], mayRead: ReadonlySet<Mentioned>): Refusal | null {
  if (named.length > mostMentions) {
    return refusal(
      'not-valid',
      {
        en: `A comment names at most ${mostMentions} people and delegations.`,
        fr: `Un commentaire nomme au plus ${mostMentions} personnes et délégations.`,
      },
      'body',
    )
  }
  if (named.every((one) => mayRead.has(one))) return null
  return refusal(
    'not-valid',
    {
      en: 'Somebody is named who may not read this comment.',
      fr: 'Une personne nommée ne peut pas lire ce commentaire.',
    },
    'body',
  )
}
