// Participants and observers: bodies that sit without a vote (Article 40).

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { BodyTable } from '../schema/schema.ts'

export type BodyRow = Selectable<BodyTable>

export async function findBody(db: Db, id: string): Promise<BodyRow | undefined> {
  return db.selectFrom('body').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listBodies(db: Db): Promise<BodyRow[]> {
  return db.selectFrom('body').selectAll().orderBy('id').execute()
}

export async function insertBodies(tx: Tx, rows: readonly Insertable<BodyTable>[]): Promise<void> {
  await tx.q
    .insertInto('body')
    .values([...rows])
    .execute()
}
