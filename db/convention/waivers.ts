// Waivers of terms to avoid. They are added and ended, never changed.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { Instant } from '../schema/schema.ts'
import type { TermWaiverTable } from '../schema/terms.ts'

/** `ended_at` and `ended_by` are null while it is in force. */
export interface WaiverRow extends Selectable<TermWaiverTable> {
  readonly ended_at: Instant | null
  readonly ended_by: string | null
}

export async function insertWaiver(tx: Tx, row: Insertable<TermWaiverTable>): Promise<void> {
  await tx.q.insertInto('term_waiver').values(row).execute()
}

export async function insertWaiverEnd(tx: Tx, row: { waiver_id: string; member_id: string }): Promise<void> {
  await tx.q
    .insertInto('term_waiver_end')
    .values({ ...row, at: tx.now })
    .execute()
}

/** All of a dossier, those that were ended too, oldest first. */
export async function listWaivers(db: Db, dossierId: string): Promise<WaiverRow[]> {
  return select(db).where('term_waiver.dossier_id', '=', dossierId).execute()
}

export async function findWaiver(db: Db, id: string): Promise<WaiverRow | undefined> {
  return select(db).where('term_waiver.id', '=', id).executeTakeFirst()
}

function select(db: Db) {
  return db
    .selectFrom('term_waiver')
    .leftJoin('term_waiver_end', 'term_waiver_end.waiver_id', 'term_waiver.id')
    .selectAll('term_waiver')
    .select(['term_waiver_end.at as ended_at', 'term_waiver_end.member_id as ended_by'])
    .orderBy('term_waiver.at')
    .orderBy('term_waiver.id')
}
