// The record: one line an act, chained by hash, written as the last statement of the act's own transaction.

import { createHash } from 'node:crypto'
import { holdRecordHead, insertRecord } from '#db/acts/record.ts'
import type { Tx } from '#db/engine/transaction.ts'
import type { RecordTable } from '#db/schema/decisions.ts'
import { canonicalJson, link, type Seal } from '../../domain/chain.ts'
import { type RowName, sealsOf } from './seals.ts'

/** SHA-256 of UTF-8 text, lower-case hexadecimal. */
function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

export const recordSeal: Seal = { frame: 'recital-record-v1', sha256 }
export const ballotSeal: Seal = { frame: 'recital-ballot-v1', sha256 }

/** One line. `actor` is a member's id, or 'system'; `subject` is `kind:id`. */
export interface Line {
  readonly actor: string
  readonly act: string
  readonly subject: string
  /** Never words of a draft, never a secret: the record outlives the draft's class. */
  readonly detail?: Readonly<Record<string, unknown>>
  /** Rows that were written: the line seals them as they stand now. */
  readonly sealed?: readonly RowName[]
}

/** What the chain seals of a line. `detail` is the stored text itself. */
export function recordEntry(row: Pick<RecordTable, 'at' | 'actor' | 'act' | 'subject' | 'detail'>): unknown {
  return { act: row.act, actor: row.actor, at: row.at, detail: row.detail, subject: row.subject }
}

/** Adds a line. Call it last in a transaction at the head of the record (transact-at-head.ts). */
export async function record(tx: Tx, { actor, act, subject, detail = {}, sealed = [] }: Line): Promise<void> {
  const seals = sealed.length > 0 ? { seals: await sealsOf(tx.q, sealed) } : {}
  const line = { at: tx.now, actor, act, subject, detail: canonicalJson({ ...detail, ...seals }) }
  const { seq, prevHash, hash } = link(recordSeal, await holdRecordHead(tx), recordEntry(line))
  await insertRecord(tx, { ...line, seq, prev_hash: prevHash, hash })
}

/**
 * The hash of named fields of a row, bytes by their own hash: how the opening of a ballot seals what is frozen with it.
 */
export function fieldsHash<Row extends object>(row: Row, fields: readonly (keyof Row)[]): string {
  const plain = fields.map((field) => {
    const value = row[field]
    return [field, value instanceof Uint8Array ? createHash('sha256').update(value).digest('hex') : value]
  })
  return sha256(canonicalJson(Object.fromEntries(plain)))
}
