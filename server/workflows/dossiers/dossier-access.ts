// From a dossier's rows to what access is asked about. Unknown and forbidden answer the same.

import { type AssignmentRow, type InvitationRow, listAssignments, listInvitations } from '#db/dossiers/assignments.ts'
import { type Among, type DossierRow, findDossier, idsAmong, listDossiers, type Reach } from '#db/dossiers/dossiers.ts'
import type { Db } from '#db/engine/open.ts'
import type { Instant } from '#db/schema/schema.ts'
import { type Action, type Item, whyNot } from '../../domain/access/access.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { heed } from '../../domain/refusal.ts'

/** A dossier that the asker may read, with the item that access is asked about. */
export interface Readable {
  readonly row: DossierRow
  readonly item: Item
  readonly assignments: readonly AssignmentRow[]
}

const nothing: Item = {
  class: 'internal',
  state: 'drafting',
  rapporteurs: [],
  translators: [],
  invited: [],
  partyId: null,
  authorId: null,
}

/** A text under vote that nobody is named for or invited to: no vote opens on a more closed one (whyNotOpen). */
export const delegationsRead: Item = { ...nothing, class: 'restricted', state: 'vote' }

/** What a stranger to everything is told: the very refusal of a dossier one may not know of. */
export function refuseUnknown(): never {
  heed(whyNot('text.read', null, nothing))
  throw new Error('an internal text must not be open to strangers')
}

function itemOf(row: DossierRow, assignments: readonly AssignmentRow[], invitations: readonly InvitationRow[]): Item {
  return {
    ...nothing,
    class: row.draft_class ?? row.class,
    state: row.state,
    rapporteurs: assignments.filter((one) => one.role === 'rapporteur').map((one) => one.member_id),
    translators: assignments.flatMap((one) =>
      one.role === 'translator' && one.language ? [{ memberId: one.member_id, language: one.language }] : [],
    ),
    invited: invitations.map((one) => one.body_id),
  }
}

/** The item of a row that is already at hand, with the assignments in force at `now`. */
export async function readableOf(db: Db, row: DossierRow, now: Instant): Promise<Readable> {
  const assignments = await listAssignments(db, now, row.id)
  return { row, item: itemOf(row, assignments, await listInvitations(db, now, row.id)), assignments }
}

/** The dossier, when `by` may do `action` on it now; otherwise Refused, in the same words for an unknown id. */
export async function askDossier(
  db: Db,
  { id, by, now }: { readonly id: string; readonly by: Member | null; readonly now: Instant },
  action: Action,
): Promise<Readable> {
  const row = await findDossier(db, id)
  if (!row) return refuseUnknown()
  const readable = await readableOf(db, row, now)
  heed(whyNot(action, by, readable.item))
  return readable
}

/**
 * Dossiers that `by` may read, all or some, newest reference first. The store leaves out those that nothing could open
 * to them.
 */
export async function listReadable(
  db: Db,
  by: Member,
  now: Instant,
  some: Omit<Among, 'reach'> = {},
): Promise<Readable[]> {
  const among = readsAll(by) ? some : { ...some, reach: reachOf(by, now) }
  const rows = await listDossiers(db, among)
  if (rows.length === 0) return []
  const assignments = Map.groupBy(await listAssignments(db, now, idsAmong(db, among)), (one) => one.dossier_id)
  const invitations = Map.groupBy(await listInvitations(db, now, idsAmong(db, among)), (one) => one.dossier_id)
  return rows
    .map((row) => {
      const mine = assignments.get(row.id) ?? []
      return { row, item: itemOf(row, mine, invitations.get(row.id) ?? []), assignments: mine }
    })
    .filter(({ item }) => whyNot('text.read', by, item) === null)
}

/**
 * Whether the most closed text there is, to which nobody is named, is open to them: then there is nothing to leave out.
 */
function readsAll(by: Member): boolean {
  return whyNot('text.read', by, nothing) === null
}

function reachOf({ id, appointments }: Member, at: Instant): Reach {
  return {
    memberId: id,
    bodyIds: appointments.flatMap(({ bodyId }) => bodyId ?? []),
    isDelegate: appointments.some(({ role }) => role === 'head' || role === 'delegate'),
    at,
  }
}

/** The row, or the refusal of something unknown. */
export function found<T>(row: T | undefined): T {
  if (row === undefined) refuseUnknown()
  return row
}
