// Dossiers and their references. It knows no access: whoever reads a row here asks the domain before showing it.

import type { ExpressionBuilder, Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { DossierTable, Instant, Schema } from '../schema/schema.ts'
import { textGenesis } from '../texts/text-chain.ts'
import { inForce } from './assignments.ts'

export type DossierRow = Selectable<DossierTable>

/** Takes the next free number of `year`. Within an act: two at once get two numbers. */
export async function insertNextReference(tx: Tx, year: number): Promise<number> {
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
    .values({
      ...{ id: row.document_id, next_seq: 1, frozen_at: null, created_at: tx.now },
      head: textGenesis(row.document_id),
    })
    .execute()
  await tx.q.insertInto('dossier').values(row).execute()
  if (articles.length === 0) return
  const pairs = articles.map((article) => ({ dossier_id: row.id, article }))
  await tx.q.insertInto('dossier_article').values(pairs).execute()
}

/**
 * The text stops at position `uptoSeq` of its log. False, with nothing written, when it has stopped already or the log
 * has gone on.
 */
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

/**
 * What may open a dossier to somebody. It decides nothing: the domain is asked about each dossier that is found by it.
 */
export interface Reach {
  readonly memberId: string
  readonly bodyIds: readonly string[]
  /** A delegation's: then whatever is not internal. */
  readonly isDelegate: boolean
  readonly at: Instant
}

/** Which dossiers are meant; what is left out leaves nothing out. */
export interface Among {
  readonly ids?: readonly string[]
  readonly meetingId?: string
  readonly reach?: Reach
}

/** Newest reference first. */
export async function listDossiers(db: Db, among: Among = {}): Promise<DossierRow[]> {
  if (among.ids?.length === 0) return []
  return dossiersAmong(db, among).selectAll().orderBy('ref_year', 'desc').orderBy('ref_number', 'desc').execute()
}

/** Their ids, to be asked for inside another question. */
export function idsAmong(db: Db, among: Among) {
  return dossiersAmong(db, among).select('dossier.id')
}

function dossiersAmong(db: Db, { ids, meetingId, reach }: Among) {
  return db
    .selectFrom('dossier')
    .$if(ids !== undefined, (query) => query.where('dossier.id', 'in', ids ?? []))
    .$if(meetingId !== undefined, (query) => query.where('dossier.meeting_id', '=', meetingId ?? ''))
    .$if(reach !== undefined, (query) => query.where((eb) => withinReach(eb, reach as Reach)))
}

function withinReach(eb: ExpressionBuilder<Schema, 'dossier'>, { memberId, bodyIds, isDelegate, at }: Reach) {
  const named = eb
    .selectFrom('assignment')
    .select('assignment.id')
    .whereRef('assignment.dossier_id', '=', 'dossier.id')
    .where('assignment.member_id', '=', memberId)
    .where(inForce('assignment', at))
  const invited = eb
    .selectFrom('invitation')
    .select('invitation.id')
    .whereRef('invitation.dossier_id', '=', 'dossier.id')
    .where('invitation.body_id', 'in', bodyIds)
    .where(inForce('invitation', at))
  return eb.or([
    eb('dossier.state', '=', 'published'),
    eb('dossier.class', '=', 'public'),
    ...(isDelegate ? [eb('dossier.class', '<>', 'internal')] : []),
    eb.exists(named),
    ...(bodyIds.length > 0 ? [eb.exists(invited)] : []),
  ])
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
