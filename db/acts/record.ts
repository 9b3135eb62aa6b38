// The record's rows and its head. What is written and how it is chained is the workflow's.

import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../engine/open.ts'
import { forUpdate, type Tx } from '../engine/transaction.ts'
import type { RecordTable } from '../schema/decisions.ts'
import type { Schema } from '../schema/schema.ts'

export type RecordRow = Selectable<RecordTable>
type Head = Pick<Schema['record_head'], 'seq' | 'hash' | 'at'>

/** The head, held until the transaction ends: whoever has it writes the next line. */
export async function holdRecordHead(tx: Tx): Promise<Head> {
  const head = tx.q.selectFrom('record_head').select(['seq', 'hash', 'at'])
  return forUpdate(tx, head).executeTakeFirstOrThrow()
}

/** Throws unless there is one, and only one. */
export async function findRecordHead(db: Db): Promise<Head> {
  const [head, other] = await db.selectFrom('record_head').select(['seq', 'hash', 'at']).execute()
  if (!head || other) throw new Error('the record has not one head')
  return head
}

/** Adds the line and moves the head to it. */
export async function insertRecord(tx: Tx, row: Insertable<RecordTable>): Promise<void> {
  await tx.q.insertInto('record').values(row).execute()
  await tx.q.updateTable('record_head').set({ seq: row.seq, hash: row.hash, at: row.at }).execute()
}

/** At most `limit` lines after `seq`, in order. */
export async function listRecordAfter(db: Db, seq: number, limit: number): Promise<RecordRow[]> {
  return db.selectFrom('record').selectAll().where('seq', '>', seq).orderBy('seq').limit(limit).execute()
}

/** The lines of one act on one subject, in order. */
export async function listRecordOf(
  db: Db,
  { subject, act }: { readonly subject: string; readonly act: string },
): Promise<RecordRow[]> {
  return db
    .selectFrom('record')
    .selectAll()
    .where('subject', '=', subject)
    .where('act', '=', act)
    .orderBy('seq')
    .execute()
}

/** The latest line about a subject. */
export async function findLastRecordOf(db: Db, subject: string): Promise<RecordRow | undefined> {
  return db
    .selectFrom('record')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}
