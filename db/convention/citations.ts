// The index of what draft paragraphs point at. Never shown without asking access to the dossier.

import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { CitationTable } from '../schema/schema.ts'

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

/** Drafts that point at one of the targets, whatever they say of it; an article counts at any of its points. */
export async function listCitationsOf(db: Db, targets: readonly string[]): Promise<CitationRow[]> {
  if (targets.length === 0) return []
  return db
    .selectFrom('citation')
    .selectAll()
    .where((eb) => pointsAt(eb, sql.ref<string>('target'), targets))
    .orderBy('dossier_id')
    .orderBy('pid')
    .execute()
}

/** `target` is one of `targets`, one of its points (`article:18:1.a`), or either with a relation (`article:23~applies`). */
export function pointsAt<DB, TB extends keyof DB>(
  eb: ExpressionBuilder<DB, TB>,
  target: Expression<string>,
  targets: readonly string[],
): Expression<SqlBool> {
  return eb.or(
    targets.flatMap((one) => {
      // A symbol may hold the sign that means any letter.
      const begins = one.replace(/[!%_]/g, '!$&')
      return [
        sql<SqlBool>`${target} = ${one}`,
        sql<SqlBool>`${target} like ${`${begins}:%`} escape '!'`,
        sql<SqlBool>`${target} like ${`${begins}~%`} escape '!'`,
      ]
    }),
  )
}
