// Findings of the monitoring rounds, with the articles each concerns.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from './open.ts'
import type { FindingTable, Schema } from './schema.ts'
import type { Tx } from './transaction.ts'

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

export async function findFinding(db: Db, id: string): Promise<FindingRow | undefined> {
  const rows = await db.selectFrom('finding').selectAll().where('id', '=', id).execute()
  return (await withArticles(db, rows))[0]
}

export async function insertFindings(
  tx: Tx,
  rows: readonly Insertable<FindingTable>[],
  pairs: readonly Insertable<Schema['finding_article']>[],
): Promise<void> {
  await tx.q
    .insertInto('finding')
    .values([...rows])
    .execute()
  await tx.q
    .insertInto('finding_article')
    .values([...pairs])
    .execute()
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
