// Who works on a dossier (rapporteur, translator) and which body is let in to it; all dated.

import { type Expression, type Insertable, type Selectable, type SelectQueryBuilder, type SqlBool, sql } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { AssignmentTable, Instant, InvitationTable, Schema } from '../schema/schema.ts'

export type AssignmentRow = Selectable<AssignmentTable>
export type InvitationRow = Selectable<InvitationTable>

/** One dossier, or those whose ids a question gives. */
export type OfDossiers = string | SelectQueryBuilder<Schema, 'dossier', { id: string }>

/** Of a row that has a beginning and perhaps an end. */
export function inForce(table: 'assignment' | 'invitation', now: Instant): Expression<SqlBool> {
  const [from, until] = [sql.ref(`${table}.from_at`), sql.ref(`${table}.until_at`)]
  return sql<SqlBool>`${from} <= ${now} and (${until} is null or ${until} > ${now})`
}

/** In force at `now`. */
export async function listAssignments(db: Db, now: Instant, of: OfDossiers): Promise<AssignmentRow[]> {
  return db
    .selectFrom('assignment')
    .selectAll()
    .where(inForce('assignment', now))
    .where('dossier_id', typeof of === 'string' ? '=' : 'in', of)
    .orderBy('from_at')
    .orderBy('id')
    .execute()
}

export async function insertAssignment(tx: Tx, row: Insertable<AssignmentTable>): Promise<void> {
  await tx.q.insertInto('assignment').values(row).execute()
}

/** In force at `now`. */
export async function listInvitations(db: Db, now: Instant, of: OfDossiers): Promise<InvitationRow[]> {
  return db
    .selectFrom('invitation')
    .selectAll()
    .where(inForce('invitation', now))
    .where('dossier_id', typeof of === 'string' ? '=' : 'in', of)
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
