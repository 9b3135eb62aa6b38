// Decisions of the Committee on texts. They are added, never changed: the last one of a dossier holds.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { DecisionTable } from '../schema/decisions.ts'

export type DecisionRow = Selectable<DecisionTable>

export async function insertDecision(tx: Tx, row: Insertable<DecisionTable>): Promise<void> {
  await tx.q.insertInto('decision').values(row).execute()
}

export async function findDecision(db: Db, id: string): Promise<DecisionRow | undefined> {
  return db.selectFrom('decision').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The latest on a dossier. */
export async function findLastDecision(db: Db, dossierId: string): Promise<DecisionRow | undefined> {
  return db
    .selectFrom('decision')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function listDecisions(db: Db): Promise<DecisionRow[]> {
  return db.selectFrom('decision').selectAll().orderBy('at').orderBy('id').execute()
}
