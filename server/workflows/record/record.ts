// The record: one line an act, chained by hash, written as the last statement of the act's own transaction.

import { createHash } from 'node:crypto'
import { holdRecordHead, insertRecord } from '#db/acts/record.ts'
import type { Tx } from '#db/engine/transaction.ts'
import type { RecordTable } from '#db/schema/decisions.ts'
import { canonicalJson, link, type Seal } from '../../domain/chain.ts'

/** SHA-256 of UTF-8 text, lower-case hexadecimal. */
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export const recordSeal: Seal = { frame: 'recital-record-v1', sha256 }
export const ballotSeal: Seal = { frame: 'recital-ballot-v1', sha256 }

/** One act. `actor` is a member's id, or 'system'; `subject` is `kind:id`. */
export interface Act {
  readonly actor: string
  readonly act: string
  readonly subject: string
  /** Never words of a draft, never a secret: the record outlives the draft's class. */
  readonly detail: Readonly<Record<string, unknown>>
}

/** What the chain seals of a line. `detail` is the stored text itself. */
export function recordEntry(row: Pick<RecordTable, 'at' | 'actor' | 'act' | 'subject' | 'detail'>): unknown {
  return { act: row.act, actor: row.actor, at: row.at, detail: row.detail, subject: row.subject }
}

/**
 * Adds a line. Call it last in the transaction: whoever holds the head makes the other writers wait.
 */
export async function record(tx: Tx, { actor, act, subject, detail }: Act): Promise<void> {
  const line = { at: tx.now, actor, act, subject, detail: canonicalJson(detail) }
  const { seq, prevHash, hash } = link(recordSeal, await holdRecordHead(tx), recordEntry(line))
  await insertRecord(tx, { ...line, seq, prev_hash: prevHash, hash })
}

/** The hash of a row as it stands, bytes by their own hash. Put into a line's `seals`, it lets `verify` notice a change of the row. */
export function rowSeal(row: object): string {
  const fields = Object.entries(row).map(([key, value]) => [
    key,
    value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value,
  ])
  return sha256(canonicalJson(Object.fromEntries(fields)))
}
