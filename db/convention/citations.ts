// The index of what draft paragraphs point at. Never shown without asking access to the dossier.

import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { CitationTable, CitingParagraphTable } from '../schema/schema.ts'

export type CitationRow = Selectable<CitationTable>

/** Rows a statement takes at a time: seven values each, below the limits of both engines. */
const rowsAtOnce = 500

/**
 * Puts `rows` in the place of all citations of the dossier. False, and nothing written, when they are the same already.
 */
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

/** Puts `rows` in the place of what is shown of the dossier's paragraphs; only what differs is written. */
export async function replaceCitingParagraphs(
  tx: Tx,
  dossierId: string,
  rows: readonly Selectable<CitingParagraphTable>[],
): Promise<void> {
  const before = await tx.q
    .selectFrom('citing_paragraph')
    .select(['pid', 'digest'])
    .where('dossier_id', '=', dossierId)
    .execute()
  const digests = new Map(before.map(({ pid, digest }) => [pid, digest]))
  const fresh = rows.filter(({ pid, digest }) => digests.get(pid) !== digest)
  const stays = new Set(rows.map(({ pid }) => pid))
  const gone = before.map(({ pid }) => pid).filter((pid) => !stays.has(pid))
  for (let at = 0; at < gone.length; at += rowsAtOnce)
    await tx.q
      .deleteFrom('citing_paragraph')
      .where('dossier_id', '=', dossierId)
      .where('pid', 'in', gone.slice(at, at + rowsAtOnce))
      .execute()
  for (let at = 0; at < fresh.length; at += rowsAtOnce)
    await tx.q
      .insertInto('citing_paragraph')
      .values(fresh.slice(at, at + rowsAtOnce))
      // Two readers may have worked it out at the same time.
      .onConflict((conflict) =>
        conflict.columns(['dossier_id', 'pid']).doUpdateSet(({ ref }) => ({
          ...{ place: ref('excluded.place'), number: ref('excluded.number'), digest: ref('excluded.digest') },
          ...{ words_en: ref('excluded.words_en'), words_fr: ref('excluded.words_fr') },
        })),
      )
      .execute()
}

/** What is shown of them is to be worked out again, from the text. */
export async function deleteCitingParagraphs(tx: Tx, dossierId: string): Promise<void> {
  await tx.q.deleteFrom('citing_paragraph').where('dossier_id', '=', dossierId).execute()
}

/** A citation of a draft, with what is shown of its paragraph: nulls where that is not worked out yet. */
export interface DraftCitationRow extends CitationRow {
  readonly place: number | null
  readonly number: string | null
  readonly words_en: string | null
  readonly words_fr: string | null
}

/**
 * Those of drafts that point at one of the targets, whatever they say of it, in the order of each text; an article
 * counts at any of its points.
 */
export async function listCitationsOf(db: Db, targets: readonly string[]): Promise<DraftCitationRow[]> {
  if (targets.length === 0) return []
  return db
    .selectFrom('citation')
    .leftJoin('citing_paragraph', (join) =>
      join
        .onRef('citing_paragraph.dossier_id', '=', 'citation.dossier_id')
        .onRef('citing_paragraph.pid', '=', 'citation.pid'),
    )
    .selectAll('citation')
    .select(['citing_paragraph.place', 'citing_paragraph.number'])
    .select(['citing_paragraph.words_en', 'citing_paragraph.words_fr'])
    .where((eb) => pointsAt(eb, sql.ref<string>('citation.target'), targets))
    .orderBy('citation.dossier_id')
    .orderBy('citing_paragraph.place')
    .execute()
}

/**
 * `target` is one of `targets`, one of its points (`article:18:1.a`), or either with a relation (`article:23~applies`).
 */
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
