// Who is named in a comment while it is typed: shown as @Name, sent as @[id]. Pure.

import { mention, piecesOf } from '#server/domain/comments/comment-mention.ts'
import type { Language, Words } from '#server/domain/language.ts'

/** By name as it is typed, without the @: who is meant. Of one desk; whoever was picked once is known by that name. */
export type Picked = Map<string, string>

/** The words as they are typed, with everybody named by name; whom they name is picked with it. */
export function asTyped(
  body: string,
  { named, language, picked }: { named: Readonly<Record<string, Words>>; language: Language; picked: Picked },
): string {
  return piecesOf(body)
    .map((piece) => {
      if ('words' in piece) return piece.words
      const name = named[piece.mentioned]?.[language]
      return name ? `@${pick(picked, { mentioned: piece.mentioned, name, delegation: '' })}` : mention(piece.mentioned)
    })
    .join('')
}

/** The words as they are sent: each @Name of somebody picked is their id. Of two names the longer is meant. */
export function asSent(typed: string, picked: Picked): string {
  const names = [...picked.keys()].sort((one, other) => other.length - one.length)
  if (names.length === 0) return typed
  const form = new RegExp(`@(${names.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  return typed.replace(form, (_, name: string) => mention(picked.get(name) ?? ''))
}

/** Takes somebody in, and gives the name to write: with the delegation where another of that name was picked before. */
export function pick(
  picked: Picked,
  { mentioned, name, delegation }: { readonly mentioned: string; readonly name: string; readonly delegation: string },
): string {
  const isFree = (one: string) => (picked.get(one) ?? mentioned) === mentioned
  const long = delegation ? `${name} (${delegation})` : `${name} (${mentioned})`
  const free = isFree(name) ? name : long
  picked.set(free, mentioned)
  return free
}

/** What is being asked for after an @ at the caret; null when nothing is. `from` is the place of the @. */
export function askedAt(words: string, caret: number): { readonly from: number; readonly query: string } | null {
  const line = words.slice(0, caret)
  const [, query] = /(?:^|[\s(«“"'’])@([\p{L}\p{N}.'’-]*(?: [\p{L}\p{N}.'’-]+)?)$/u.exec(line) ?? []
  return query === undefined ? null : { from: caret - query.length - 1, query }
}

function escaped(words: string): string {
  return words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
