// Rows of texts for tests that make them by hand: a document without a log, and rows as the log chains them.

import { chainText, textGenesis } from '#db/texts/text-chain.ts'

/** Of `document`: a text whose log is empty. */
export function emptyDocument(id: string) {
  return { id, next_seq: 1, frozen_at: null, created_at: 1, head: textGenesis(id) }
}

/** Of `doc_update`: the row as it stands behind `head`. */
export function chained<Row extends Parameters<typeof chainText>[1]>(head: string, row: Row) {
  return { ...row, chain: chainText(head, row) }
}
