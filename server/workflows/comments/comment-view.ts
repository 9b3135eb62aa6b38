// One comment as its reader sees it: in its words of now, with what it said before, under the delegation it was said
// for.

import type { CommentRow, VersionRow } from '#db/comments/comments.ts'
import type { Item } from '../../domain/access/access.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { Printer } from '../people/person-labels.ts'
import type { Person } from '../people/person-views.ts'
import { whyNotChangeComment } from './comment-changes.ts'
import type { CommentView } from './margin-views.ts'

/** What a reader is shown comments with. */
export interface Shown {
  readonly by: Member
  readonly item: Item
  readonly printer: Printer
  readonly dueAt: number | null
  readonly now: number
  /** By comment, in order. */
  readonly versions: ReadonlyMap<string, readonly VersionRow[]>
}

export function commentView(shown: Shown, row: CommentRow): CommentView {
  const { by, item, printer, dueAt, now } = shown
  const bodies = [{ body: row.body, at: row.at }, ...(shown.versions.get(row.id) ?? [])]
  const isThere = row.withdrawn_at === null
  return {
    id: row.id,
    author: authorOf(row, printer),
    from: row.party_id ?? row.body_id,
    body: isThere ? (bodies.at(-1)?.body ?? '') : '',
    at: row.at,
    earlier: isThere ? bodies.slice(0, -1).map(({ body, at }) => ({ body, at })) : [],
    withdrawnAt: row.withdrawn_at,
    officialOf: row.official_of === null ? null : printer.place(row.official_of),
    lateFor: row.late_for,
    whyNotChange: whyNotChangeComment({ by, item, row, dueAt, now }),
  }
}

/** Whoever left a delegation, or went to another, has spoken for the one they were of. */
function authorOf(row: CommentRow, printer: Printer): Person {
  const person = printer.byId(row.member_id)
  const place = printer.place(row.party_id ?? row.body_id ?? '')
  return place === null || person.delegation.en.startsWith(place.en) ? person : { ...person, delegation: place }
}
