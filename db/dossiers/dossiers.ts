// Dossiers and their references. It knows no access: whoever reads a row here asks the domain before showing it.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import { forUpdate, holdTable, type Tx } from '../engine/transaction.ts'
import type { DocumentTable, DossierTable } from '../schema/schema.ts'

export type DossierRow = Selectable<DossierTable>

/** Takes the next free number of `year`. Two at once get two numbers: the table is held until the transaction ends. */
export async function insertNextReference(tx: Tx, year: number): Promise<number> {
  await holdTable(tx, 'reference')
  const last = await tx.q
    .selectFrom('reference')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('year', '=', year)
    .executeTakeFirst()
  const number = (last?.number ?? 0) + 1
  await tx.q.insertInto('reference').values({ year, number, taken_at: tx.now }).execute()
  return number
}

/** Inserts the dossier with its empty document. */
export async function insertDossier(tx: Tx, row: Insertable<DossierTable>, articles: readonly number[]): Promise<void> {
  await tx.q
    .insertInto('document')
    .values({ id: row.document_id, next_seq: 1, frozen_at: null, created_at: tx.now })
    .execute()
  await tx.q.insertInto('dossier').values(row).execute()
  if (articles.length === 0) return
  const pairs = articles.map((article) => ({ dossier_id: row.id, article }))
  await tx.q.insertInto('dossier_article').values(pairs).execute()
}

export async function listDocuments(db: Db): Promise<Pick<DocumentTable, 'id' | 'next_seq'>[]> {
  return db.selectFrom('document').select(['id', 'next_seq']).orderBy('id').execute()
}

/** Null thaws. While it is set, no room accepts a change of the text. */
/** The text stops at position `uptoSeq` of its log. False, with nothing written, when it has stopped already or the log has gone on. */
export async function freezeDocument(tx: Tx, documentId: string, uptoSeq: number): Promise<boolean> {
  const row = await tx.q
    .updateTable('document')
    .set({ frozen_at: tx.now, held_by: null, held_until: null })
    .where('id', '=', documentId)
    .where('next_seq', '=', uptoSeq + 1)
    .where('frozen_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function thawDocument(tx: Tx, documentId: string): Promise<void> {
  await tx.q.updateTable('document').set({ frozen_at: null }).where('id', '=', documentId).execute()
}

export async function findDossier(db: Db, id: string): Promise<DossierRow | undefined> {
  return db.selectFrom('dossier').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findDossierByDocument(db: Db, documentId: string): Promise<DossierRow | undefined> {
  return db.selectFrom('dossier').selectAll().where('document_id', '=', documentId).executeTakeFirst()
}

export async function findDossierByReference(
  db: Db,
  { year, number }: { readonly year: number; readonly number: number },
): Promise<DossierRow | undefined> {
  const query = db.selectFrom('dossier').selectAll().where('ref_year', '=', year).where('ref_number', '=', number)
  return query.executeTakeFirst()
}

/** The row, held until the transaction ends. */
export async function holdDossier(tx: Tx, id: string): Promise<DossierRow | undefined> {
  return forUpdate(tx, tx.q.selectFrom('dossier').selectAll().where('id', '=', id)).executeTakeFirst()
}

/** All of them, newest reference first. */
export async function listDossiers(db: Db): Promise<DossierRow[]> {
  return db.selectFrom('dossier').selectAll().orderBy('ref_year', 'desc').orderBy('ref_number', 'desc').execute()
}

export async function listDossiersOfMeeting(db: Db, meetingId: string): Promise<DossierRow[]> {
  return db.selectFrom('dossier').selectAll().where('meeting_id', '=', meetingId).orderBy('ref_number').execute()
}

export async function updateDossier(
  tx: Tx,
  id: string,
  change: Partial<Pick<DossierTable, 'state' | 'class' | 'draft_class' | 'meeting_id'>>,
): Promise<void> {
  await tx.q.updateTable('dossier').set(change).where('id', '=', id).execute()
}
