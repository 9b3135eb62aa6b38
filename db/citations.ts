// The index of what draft paragraphs point at. Never shown without asking access to the dossier.

import type { Selectable } from 'kysely'
import type { Db } from './open.ts'
import type { CitationTable } from './schema.ts'
import type { Tx } from './transaction.ts'

export type CitationRow = Selectable<CitationTable>

/** Puts `rows` in the place of all citations of the dossier. False, and nothing written, when they are the same already. */
export async function replaceCitations(tx: Tx, dossierId: string, rows: readonly CitationRow[]): Promise<boolean> {
  const before = await tx.q.selectFrom('citation').selectAll().where('dossier_id', '=', dossierId).execute()
  if (before.length === rows.length && sameKeys(before, rows)) return false
  await tx.q.deleteFrom('citation').where('dossier_id', '=', dossierId).execute()
  if (rows.length > 0) {
    await tx.q
      .insertInto('citation')
      .values([...rows])
      .execute()
  }
  return true
}

function sameKeys(before: readonly CitationRow[], after: readonly CitationRow[]): boolean {
  const key = ({ language, pid, target }: CitationRow) => `${language} ${pid} ${target}`
  const known = new Set(before.map(key))
  return after.every((row) => known.has(key(row)))
}

/** Drafts that point at an article, at any of its points. */
export async function listCitationsOfArticle(db: Db, article: number): Promise<CitationRow[]> {
  return db
    .selectFrom('citation')
    .selectAll()
    .where((eb) => eb.or([eb('target', '=', `article:${article}`), eb('target', 'like', `article:${article}:%`)]))
    .orderBy('dossier_id')
    .orderBy('pid')
    .execute()
}
