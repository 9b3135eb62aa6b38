// What became of suggestions: whose they are, since when, who decided. Where they stand is in the text.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { SuggestionTable } from '../schema/texts.ts'

export type SuggestionRow = Selectable<SuggestionTable>

/** Rows a statement takes at a time, below the limits of both engines. */
const rowsAtOnce = 400

/** All that were ever seen in a text, oldest first. */
export async function listSuggestions(db: Db, documentId: string): Promise<SuggestionRow[]> {
  return db
    .selectFrom('suggestion')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('at')
    .orderBy('id')
    .execute()
}

/** One that is there already stays as it is. Returns the ids of those that were not. */
export async function insertSuggestions(tx: Tx, rows: readonly Insertable<SuggestionTable>[]): Promise<string[]> {
  const inserted: string[] = []
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const made = await tx.q
      .insertInto('suggestion')
      .values(rows.slice(at, at + rowsAtOnce))
      .onConflict((conflict) => conflict.columns(['document_id', 'id']).doNothing())
      .returning('id')
      .execute()
    inserted.push(...made.map(({ id }) => id))
  }
  return inserted
}

/** What was decided on one, and the words it was about. */
export type Decided = Pick<SuggestionRow, 'document_id' | 'id'> & {
  readonly decision: NonNullable<SuggestionRow['decision']>
  readonly by: string
  readonly before: string
  readonly after: string
}

export async function updateSuggestionDecided(tx: Tx, decided: Decided): Promise<void> {
  const { document_id, id, decision, by, before, after } = decided
  await tx.q
    .updateTable('suggestion')
    .set({ decision, decided_at: tx.now, decided_by: by, before_words: before, after_words: after })
    .where('document_id', '=', document_id)
    .where('id', '=', id)
    .execute()
}

/**
 * One that was decided stands again: its marks were brought back. Left alone when it was decided anew since the row was
 * read.
 */
export async function updateSuggestionOpen(
  tx: Tx,
  { document_id: documentId, id, decided_at: decidedAt }: Pick<SuggestionRow, 'document_id' | 'id' | 'decided_at'>,
): Promise<boolean> {
  const row = await tx.q
    .updateTable('suggestion')
    .set({ decision: null, decided_at: null, decided_by: null, before_words: null, after_words: null })
    .where('document_id', '=', documentId)
    .where('id', '=', id)
    .where('decided_at', '=', decidedAt)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
