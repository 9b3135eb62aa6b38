// Where a comment is said, and who may be there: before everybody who reads, within one delegation, or among
// Secretariat and Bureau. It knows no rows; rights are asked of access.ts.

import { type Action, type Item, whyNot } from '../access/access.ts'
import type { Member } from '../people/appointment.ts'
import type { Refusal } from '../refusal.ts'

export const spaces = ['shared', 'delegation', 'bureau'] as const
export type Space = (typeof spaces)[number]

/** `partyId` is whose delegation it is, and null in the other two. */
export interface Place {
  readonly space: Space
  readonly partyId: string | null
}

export const shared: Place = { space: 'shared', partyId: null }

type Deed = 'read' | 'write' | 'resolve'

/** A delegation's own space goes on when the text stands still: there it prepares its vote. */
const asks: Readonly<Record<Space, Readonly<Record<Deed, Action>>>> = {
  shared: { read: 'comment.read', write: 'comment.write', resolve: 'comment.resolve' },
  delegation: { read: 'instruction.keep', write: 'instruction.keep', resolve: 'instruction.keep' },
  bureau: { read: 'comment.bureau', write: 'comment.bureau', resolve: 'comment.bureau' },
}

/** Null when the person may read, write or resolve there. */
export function whyNotThere(deed: Deed, who: Member | null, at: { readonly item: Item } & Place): Refusal | null {
  const { item, space, partyId } = at
  // Without a Party nobody's delegation is meant, and nobody is of it.
  return whyNot(asks[space][deed], who, { ...item, partyId: space === 'delegation' ? partyId : null })
}

/** Null when the person may assign a thread: whoever may resolve it, and whoever opened it. */
export function whyNotAssign(
  who: Member,
  at: { readonly item: Item; readonly openedBy: string } & Place,
): Refusal | null {
  const resolves = whyNotThere('resolve', who, at)
  return at.openedBy === who.id ? whyNotThere('write', who, at) : resolves
}
