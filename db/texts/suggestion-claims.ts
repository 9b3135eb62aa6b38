// Suggestions that somebody is deciding on: held from before the text is written until the
// decision is in the rows and in the record.

import type { Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import type { Tx } from '../engine/transaction.ts'
import type { Instant } from '../schema/schema.ts'
import type { SuggestionClaimTable } from '../schema/texts.ts'

export type ClaimRow = Selectable<SuggestionClaimTable>

/** Rows a statement takes at a time, below the limits of both engines. */
const rowsAtOnce = 400

/** One that is held already stays with whom it is. Returns the ids of those that are now held. */
export async function insertClaims(tx: Tx, rows: readonly ClaimRow[]): Promise<readonly string[]> {
  const held: string[] = []
  for (let at = 0; at < rows.length; at += rowsAtOnce) {
    const made = await tx.q
      .insertInto('suggestion_claim')
      .values(rows.slice(at, at + rowsAtOnce))
      .onConflict((conflict) => conflict.columns(['document_id', 'id']).doNothing())
      .returning('id')
      .execute()
    held.push(...made.map(({ id }) => id))
  }
  return held
}

export async function listClaims(db: Db, documentId: string): Promise<readonly ClaimRow[]> {
  return db.selectFrom('suggestion_claim').selectAll().where('document_id', '=', documentId).orderBy('id').execute()
}

/** Of whatever text, those that were made by then. */
export async function listClaimsUntil(db: Db, at: Instant): Promise<readonly ClaimRow[]> {
  return db.selectFrom('suggestion_claim').selectAll().where('at', '<=', at).orderBy('id').execute()
}

/** Gives up what is held by one claim. Returns what was still held. */
export async function deleteClaims(tx: Tx, claim: string): Promise<readonly ClaimRow[]> {
  return tx.q.deleteFrom('suggestion_claim').where('claim', '=', claim).returningAll().execute()
}
