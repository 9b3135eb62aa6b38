// Which threads the margin shows: those of somebody, of some readers, unresolved, on words or paragraphs. Pure; it
// counts only what the reader was sent, which is what they may see.

import type { Space } from '#server/domain/comments/comment-space.ts'
import type { Words } from '#server/domain/language.ts'
import type { PlacedThread } from '../margin/notes.ts'

export const shows = ['everything', 'comments', 'unresolved', 'mine', 'toMe', 'namesMe'] as const
export type Show = (typeof shows)[number]

export const kinds = ['words', 'paragraph', 'text', 'official', 'gone'] as const
export type Kind = (typeof kinds)[number]

/** Null leaves all of them. */
export interface Filter {
  readonly show: Show
  /** A Party or a body by id, or an office by how it is called in English. */
  readonly from: string | null
  readonly space: Space | null
  readonly kind: Kind | null
}

export const noFilter: Filter = { show: 'everything', from: null, space: null, kind: null }

/** Only comments are asked for. */
export function isFiltering({ show, from, space, kind }: Filter): boolean {
  return show !== 'everything' || from !== null || space !== null || kind !== null
}

/** `me` is the reader's member id. */
export function matches(placed: PlacedThread, filter: Filter, me: string): boolean {
  const { thread } = placed
  const { show, from, space, kind } = filter
  return (
    isShown(placed, show, me) &&
    (from === null || thread.comments.some((comment) => sourceOf(comment).id === from)) &&
    (space === null || thread.space === space) &&
    (kind === null || isOfKind(placed, kind))
  )
}

function isShown({ thread }: PlacedThread, show: Show, me: string): boolean {
  if (show === 'unresolved') return thread.resolved === null
  if (show === 'mine') return thread.comments.some(({ author }) => author.id === me)
  if (show === 'toMe') return thread.assigned?.to.id === me
  return show !== 'namesMe' || thread.callsMe
}

function isOfKind({ thread, isGone }: PlacedThread, kind: Kind): boolean {
  if (kind === 'gone') return isGone
  if (kind === 'official') return thread.comments.some(({ officialOf }) => officialOf !== null)
  if (kind === 'text') return thread.pid === ''
  return thread.pid !== '' && thread.isWhole === (kind === 'paragraph')
}

type Comment = PlacedThread['thread']['comments'][number]

interface Source {
  readonly id: string
  readonly name: Words
}

/** The delegation or body that a comment was made for; for those of none, their office. */
function sourceOf({ from, author }: Comment): Source {
  return { id: from ?? author.delegation.en, name: author.delegation }
}

/** Delegations, bodies and offices that said something, once each. */
export function sourcesOf(placed: readonly PlacedThread[]): readonly Source[] {
  const all = placed.flatMap(({ thread }) => thread.comments.map(sourceOf)).filter(({ id }) => id !== '')
  return [...new Map(all.map((source) => [source.id, source])).values()]
}

/** How many there would be with one part of the filter changed. */
export function countWith(
  placed: readonly PlacedThread[],
  { filter, change, me }: { readonly filter: Filter; readonly change: Partial<Filter>; readonly me: string },
): number {
  return placed.filter((one) => matches(one, { ...filter, ...change }, me)).length
}
