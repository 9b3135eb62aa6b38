// Frozen versions of a dossier's text: the bytes that were hashed, kept for ever.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from './open.ts'
import type { VersionTable } from './schema.ts'
import type { Tx } from './transaction.ts'

export type VersionRow = Selectable<VersionTable>

export async function findVersion(db: Db, id: string): Promise<VersionRow | undefined> {
  return db.selectFrom('version').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listVersionIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('version').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

export async function countVersions(db: Db, dossierId: string): Promise<number> {
  const { total } = await db
    .selectFrom('version')
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .where('dossier_id', '=', dossierId)
    .executeTakeFirstOrThrow()
  return total
}

export async function insertVersion(tx: Tx, row: Insertable<VersionTable>): Promise<void> {
  await tx.q.insertInto('version').values(row).execute()
}
