// Frozen versions of a dossier's text: the bytes that were hashed, kept for ever, and the order in which they were
// frozen.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { VersionTable } from '../schema/schema.ts'

export type VersionRow = Selectable<VersionTable>

/** A version without its bytes. `number` is its place among the versions of its dossier: 1, 2, 3 … */
export interface VersionLineRow extends Omit<VersionRow, 'canonical_en' | 'canonical_fr' | 'sha256_en' | 'sha256_fr'> {
  /** '' for none. */
  readonly name: string
  /** The number taken for it; all null for none. Revision 0 is the first issue. */
  readonly ref_year: number | null
  readonly ref_number: number | null
  readonly ref_revision: number | null
  /** Null, like the next, for a version that was frozen for a vote. */
  readonly note: string | null
  readonly open_suggestions: number | null
  /** The `number` of the version that was restored right after. */
  readonly before_restoring: number | null
  /** The vote it was frozen for. */
  readonly ballot_id: string | null
}

export async function findVersion(db: Db, id: string): Promise<VersionRow | undefined> {
  return db.selectFrom('version').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listVersionIds(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('version').select('id').orderBy('id').execute()
  return rows.map(({ id }) => id)
}

/** All of a dossier, newest first. */
export async function listVersions(db: Db, dossierId: string): Promise<VersionLineRow[]> {
  const rows = await db
    .selectFrom('version')
    .leftJoin('version_freezing', 'version_freezing.version_id', 'version.id')
    .leftJoin('version_reference', 'version_reference.version_id', 'version.id')
    .leftJoin('ballot', 'ballot.version_id', 'version.id')
    .select(['version.id', 'version.dossier_id', 'version.number', 'version.upto_seq', 'version.sha256'])
    .select(['version.created_by', 'version.at'])
    .leftJoin('version as restored', 'restored.id', 'version_freezing.before_restoring')
    .select('restored.number as before_restoring')
    .select(['version_freezing.note', 'version_freezing.open_suggestions', 'ballot.id as ballot_id'])
    .select(['version_reference.year as ref_year', 'version_reference.number as ref_number'])
    .select('version_reference.revision as ref_revision')
    .where('version.dossier_id', '=', dossierId)
    .orderBy('version.number', 'desc')
    .execute()
  const named = await db
    .selectFrom('version_name')
    .innerJoin('version', 'version.id', 'version_name.version_id')
    .select(['version_name.version_id', 'version_name.name'])
    .where('version.dossier_id', '=', dossierId)
    .orderBy('version_name.seq')
    .execute()
  const names = new Map(named.map(({ version_id, name }) => [version_id, name]))
  return rows.map((row) => ({ ...row, name: names.get(row.id) ?? '' }))
}

/** Without its bytes. */
export async function findLastVersion(
  db: Db,
  dossierId: string,
): Promise<Pick<VersionRow, 'id' | 'number' | 'sha256' | 'upto_seq'> | undefined> {
  return db
    .selectFrom('version')
    .select(['id', 'number', 'sha256', 'upto_seq'])
    .where('dossier_id', '=', dossierId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
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
