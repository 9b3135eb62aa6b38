// Who works on a dossier (rapporteur, translator) and which body is let in to it; all dated.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { AssignmentTable, Instant, InvitationTable } from '../schema/schema.ts'

export type AssignmentRow = Selectable<AssignmentTable>
export type InvitationRow = Selectable<InvitationTable>

/** In force at `now`; of one dossier when it is named. */
export async function listAssignments(db: Db, now: Instant, dossierId?: string): Promise<AssignmentRow[]> {
  return db
    .selectFrom('assignment')
    .selectAll()
    .where('from_at', '<=', now)
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', now)]))
    .$if(dossierId !== undefined, (query) => query.where('dossier_id', '=', dossierId ?? ''))
    .orderBy('from_at')
    .orderBy('id')
    .execute()
}

export async function insertAssignment(tx: Tx, row: Insertable<AssignmentTable>): Promise<void> {
  await tx.q.insertInto('assignment').values(row).execute()
}

/** In force at `now`; of one dossier when it is named. */
export async function listInvitations(db: Db, now: Instant, dossierId?: string): Promise<InvitationRow[]> {
  return db
    .selectFrom('invitation')
    .selectAll()
    .where('from_at', '<=', now)
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', now)]))
    .$if(dossierId !== undefined, (query) => query.where('dossier_id', '=', dossierId ?? ''))
    .orderBy('id')
    .execute()
}

export async function insertInvitation(tx: Tx, row: Insertable<InvitationTable>): Promise<void> {
  await tx.q.insertInto('invitation').values(row).execute()
}

/** Ends what is in force of this body on this dossier, at `tx.now`. Returns the ids. */
export async function updateInvitationEnd(tx: Tx, of: { dossierId: string; bodyId: string }): Promise<string[]> {
  const rows = await tx.q
    .updateTable('invitation')
    .set({ until_at: tx.now })
    .where('dossier_id', '=', of.dossierId)
    .where('body_id', '=', of.bodyId)
    .where((eb) => eb.or([eb('until_at', 'is', null), eb('until_at', '>', tx.now)]))
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
