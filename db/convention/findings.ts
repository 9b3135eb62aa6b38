// Findings of the monitoring rounds, with the articles each concerns.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { FindingTable, PartyTable, Schema } from '../schema/schema.ts'

export interface FindingRow extends Selectable<FindingTable> {
  /** Ascending. */
  readonly articles: readonly number[]
}

export async function listFindings(db: Db): Promise<FindingRow[]> {
  return withArticles(db, await db.selectFrom('finding').selectAll().orderBy('id').execute())
}

export async function listFindingsByArticle(db: Db, article: number): Promise<FindingRow[]> {
  const rows = await db
    .selectFrom('finding')
    .innerJoin('finding_article', 'finding_article.finding_id', 'finding.id')
    .where('finding_article.article', '=', article)
    .selectAll('finding')
    .orderBy('finding.id')
    .execute()
  return withArticles(db, rows)
}

/** Findings that name the Party. */
export async function listFindingsOfParty(db: Db, partyId: string): Promise<FindingRow[]> {
  const rows = await db
    .selectFrom('finding')
    .innerJoin('finding_party', 'finding_party.finding_id', 'finding.id')
    .where('finding_party.party_id', '=', partyId)
    .selectAll('finding')
    .orderBy('finding.id')
    .execute()
  return withArticles(db, rows)
}

/** The Parties that a finding names, by id. */
export async function listPartiesOfFinding(db: Db, findingId: string): Promise<Selectable<PartyTable>[]> {
  return db
    .selectFrom('party')
    .innerJoin('finding_party', 'finding_party.party_id', 'party.id')
    .where('finding_party.finding_id', '=', findingId)
    .selectAll('party')
    .orderBy('party.id')
    .execute()
}

export async function findFinding(db: Db, id: string): Promise<FindingRow | undefined> {
  const rows = await db.selectFrom('finding').selectAll().where('id', '=', id).execute()
  return (await withArticles(db, rows))[0]
}

export async function insertFindings(
  tx: Tx,
  rows: readonly Insertable<FindingTable>[],
  { articles, parties }: FindingPairs,
): Promise<void> {
  await tx.q
    .insertInto('finding')
    .values([...rows])
    .execute()
  await tx.q
    .insertInto('finding_article')
    .values([...articles])
    .execute()
  if (parties.length === 0) return
  await tx.q
    .insertInto('finding_party')
    .values([...parties])
    .execute()
}

/** The articles that findings concern, and the Parties that they name. */
interface FindingPairs {
  readonly articles: readonly Insertable<Schema['finding_article']>[]
  readonly parties: readonly Insertable<Schema['finding_party']>[]
}

async function withArticles(db: Db, rows: readonly Selectable<FindingTable>[]): Promise<FindingRow[]> {
  if (rows.length === 0) return []
  const pairs = await db
    .selectFrom('finding_article')
    .selectAll()
    .where(
      'finding_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('article')
    .execute()
  const articles = Map.groupBy(pairs, (pair) => pair.finding_id)
  return rows.map((row) => ({ ...row, articles: (articles.get(row.id) ?? []).map((pair) => pair.article) }))
}
