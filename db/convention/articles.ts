// The Convention's articles: headings and own-words summaries.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { ArticleTable } from '../schema/schema.ts'

export type ArticleRow = Selectable<ArticleTable>

export async function listArticles(db: Db): Promise<ArticleRow[]> {
  return db.selectFrom('article').selectAll().orderBy('number').execute()
}

export async function listArticlesOfDossier(db: Db, dossierId: string): Promise<ArticleRow[]> {
  return db
    .selectFrom('article')
    .innerJoin('dossier_article', 'dossier_article.article', 'article.number')
    .where('dossier_article.dossier_id', '=', dossierId)
    .selectAll('article')
    .orderBy('article.number')
    .execute()
}

export async function findArticle(db: Db, number: number): Promise<ArticleRow | undefined> {
  return db.selectFrom('article').selectAll().where('number', '=', number).executeTakeFirst()
}

export async function insertArticles(tx: Tx, rows: readonly Insertable<ArticleTable>[]): Promise<void> {
  await tx.q
    .insertInto('article')
    .values([...rows])
    .execute()
}
