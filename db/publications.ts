// Published texts and what their paragraphs point at: all of it public.

import { type Insertable, type Selectable, sql } from 'kysely'
import type { Relation } from '#server/domain/convention/citation.ts'
import { pointsAt } from './convention/citations.ts'
import type { Db } from './engine/open.ts'
import type { Tx } from './engine/transaction.ts'
import type { PublicationTable } from './schema/decisions.ts'
import type { Schema } from './schema/schema.ts'

export type PublicationRow = Selectable<PublicationTable>
export type PublicationLineRow = Pick<
  PublicationRow,
  'id' | 'symbol' | 'nature' | 'kind' | 'title_en' | 'title_fr' | 'adopted_on' | 'dossier_id' | 'version_id' | 'at'
>
/** A public paragraph that points at something. */
export interface PublishedCitationRow extends PublicationLineRow {
  readonly pid: string
  readonly target: string
  readonly relation: Relation
}

const lineColumns = [
  'publication.id',
  'publication.symbol',
  'publication.nature',
  'publication.kind',
  'publication.title_en',
  'publication.title_fr',
  'publication.adopted_on',
  'publication.dossier_id',
  'publication.version_id',
  'publication.at',
] as const

/** The engines disagree on where nothing stands; here an unknown day comes last. */
const adoptedOn = sql<string>`coalesce(publication.adopted_on, '')`

export async function insertPublication(
  tx: Tx,
  row: Insertable<PublicationTable>,
  citations: readonly Omit<Insertable<Schema['publication_citation']>, 'publication_id'>[],
): Promise<void> {
  await tx.q.insertInto('publication').values(row).execute()
  if (citations.length === 0) return
  const rows = citations.map((citation) => ({ ...citation, publication_id: row.id }))
  await tx.q.insertInto('publication_citation').values(rows).execute()
}

export async function findPublication(db: Db, symbol: string): Promise<PublicationRow | undefined> {
  return db.selectFrom('publication').selectAll().where('symbol', '=', symbol).executeTakeFirst()
}

export async function findPublicationById(db: Db, id: string): Promise<PublicationRow | undefined> {
  return db.selectFrom('publication').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findPublicationOfDossier(db: Db, dossierId: string): Promise<PublicationLineRow | undefined> {
  return db.selectFrom('publication').select(lineColumns).where('dossier_id', '=', dossierId).executeTakeFirst()
}

/** Latest adoption first, of one day by symbol, sign by sign: databases order letters in their own ways. */
export async function listPublications(db: Db): Promise<PublicationLineRow[]> {
  const rows = await db.selectFrom('publication').select(lineColumns).execute()
  const day = (row: PublicationLineRow) => row.adopted_on ?? ''
  return rows.sort((one, other) =>
    day(one) === day(other) ? (one.symbol < other.symbol ? -1 : 1) : day(one) > day(other) ? -1 : 1,
  )
}

/**
 * Public paragraphs that point at one of the targets, whatever they say of it; an article counts at any of its points.
 */
export async function listPublishedCitations(db: Db, targets: readonly string[]): Promise<PublishedCitationRow[]> {
  if (targets.length === 0) return []
  return db
    .selectFrom('publication_citation')
    .innerJoin('publication', 'publication.id', 'publication_citation.publication_id')
    .select([
      ...lineColumns,
      'publication_citation.pid',
      'publication_citation.target',
      'publication_citation.relation',
    ])
    .where((eb) => pointsAt(eb, sql.ref<string>('publication_citation.target'), targets))
    .orderBy(adoptedOn, 'desc')
    .orderBy('publication.id', 'desc')
    .execute()
}

/** Sorted by pid, then target. */
export async function listCitationsOfPublication(
  db: Db,
  publicationId: string,
): Promise<Pick<Schema['publication_citation'], 'pid' | 'target' | 'relation'>[]> {
  const rows = await db
    .selectFrom('publication_citation')
    .select(['pid', 'target', 'relation'])
    .where('publication_id', '=', publicationId)
    .execute()
  const key = ({ pid, target }: { pid: string; target: string }) => `${pid} ${target}`
  return rows.sort((one, other) => (key(one) < key(other) ? -1 : 1))
}
