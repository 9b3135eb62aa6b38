// What versions are called, and whose numbers a text keeps. Rows are added, never changed: the last one holds.

import type { Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type {
  KeptNumbersTable,
  VersionFreezingTable,
  VersionNameTable,
  VersionReferenceTable,
} from '../schema/versions.ts'

export async function insertFreezing(tx: Tx, row: VersionFreezingTable): Promise<void> {
  await tx.q.insertInto('version_freezing').values(row).execute()
}

/** Returns the row as it was written. The dossier is held by the caller. */
export async function insertName(
  tx: Tx,
  { versionId, name, memberId }: { readonly versionId: string; readonly name: string; readonly memberId: string },
): Promise<VersionNameTable> {
  const last = await tx.q
    .selectFrom('version_name')
    .select((eb) => eb.fn.max('seq').as('seq'))
    .where('version_id', '=', versionId)
    .executeTakeFirst()
  const row = { version_id: versionId, seq: (last?.seq ?? 0) + 1, name, member_id: memberId, at: tx.now }
  await tx.q.insertInto('version_name').values(row).execute()
  return row
}

export async function insertReference(tx: Tx, row: VersionReferenceTable): Promise<void> {
  await tx.q.insertInto('version_reference').values(row).execute()
}

/** Revisions given out under a number, by version. */
export async function listRevisions(
  db: Db,
  { year, number }: { readonly year: number; readonly number: number },
): Promise<Selectable<VersionReferenceTable>[]> {
  return db
    .selectFrom('version_reference')
    .selectAll()
    .where('year', '=', year)
    .where('number', '=', number)
    .orderBy('revision')
    .execute()
}

/** The highest number of a year that was taken; 0 for none. */
export async function lastNumberOf(db: Db, year: number): Promise<number> {
  const last = await db
    .selectFrom('reference')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('year', '=', year)
    .executeTakeFirst()
  return last?.number ?? 0
}

/** Whose numbers the text of a dossier keeps; null for nobody's. */
export async function findKeptVersion(db: Db, dossierId: string): Promise<string | null> {
  const row = await lastKept(db, dossierId)
  return row?.version_id ?? null
}

/** Returns the row as it was written. The dossier is held by the caller. */
export async function insertKept(
  tx: Tx,
  given: { readonly dossierId: string; readonly versionId: string | null; readonly memberId: string },
): Promise<KeptNumbersTable> {
  const { dossierId, versionId, memberId } = given
  const seq = ((await lastKept(tx.q, dossierId))?.seq ?? 0) + 1
  const row = { dossier_id: dossierId, seq, version_id: versionId, member_id: memberId, at: tx.now }
  await tx.q.insertInto('kept_numbers').values(row).execute()
  return row
}

async function lastKept(db: Db, dossierId: string) {
  return db
    .selectFrom('kept_numbers')
    .selectAll()
    .where('dossier_id', '=', dossierId)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}
