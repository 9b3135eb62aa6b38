// Rows of texts for tests that make them by hand: a document without a log, and rows as the log chains them.

import type { Db } from '#db/engine/open.ts'
import { findTextHead } from '#db/texts/documents.ts'
import { chainText, textGenesis } from '#db/texts/text-chain.ts'

/** Of `document`: a text whose log is empty. */
export function emptyDocument(id: string) {
  return { id, next_seq: 1, frozen_at: null, created_at: 1, head: textGenesis(id) }
}

/** Of `doc_update`: the row as it stands behind `head`. */
export function chained<Row extends Parameters<typeof chainText>[1]>(head: string, row: Row) {
  return { ...row, chain: chainText(head, row) }
}

/** Appends one row to the log of a text that no room has open. */
export async function appendRow(
  db: Db,
  id: string,
  row: Omit<Parameters<typeof chainText>[1], 'seq'> & { bytes: Uint8Array },
) {
  const { next_seq: seq, head } = await findTextHead(db, id)
  const appended = chained(head, { ...row, seq })
  await db
    .insertInto('doc_update')
    .values({ ...appended, document_id: id })
    .execute()
  await db
    .updateTable('document')
    .set({ next_seq: seq + 1, head: appended.chain })
    .where('id', '=', id)
    .execute()
}
