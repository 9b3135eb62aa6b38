// Who took words out of whose suggestion, when they first did. The words are in no row.

import type { Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { SuggestionTakingTable } from '../schema/schema.ts'

export type TakingRow = Selectable<SuggestionTakingTable>

/** Rows a statement takes at a time, below the limits of both engines. */
const rowsAtOnce = 400

/** One that is there already stays as it is. Returns the suggestions of those that are new. */
export async function insertTakings(tx: Tx, rows: readonly TakingRow[]): Promise<readonly string[]> {
  const made: string[] = []
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const some = await tx.q
      .insertInto('suggestion_taking')
      .values(rows.slice(at, at + rowsAtOnce))
      .onConflict((conflict) => conflict.columns(['document_id', 'suggestion_id', 'member_id']).doNothing())
      .returning('suggestion_id')
      .execute()
    made.push(...some.map(({ suggestion_id: id }) => id))
  }
  return made
}

/** Of one text, in order of time. */
export async function listTakings(db: Db, documentId: string): Promise<readonly TakingRow[]> {
  return db
    .selectFrom('suggestion_taking')
    .selectAll()
    .where('document_id', '=', documentId)
    .orderBy('at')
    .orderBy('member_id')
    .execute()
}
