// Rows as the record seals them: some fields of any table, by name. What is sealed, and how, is the workflow's.

import type { Db } from '../engine/open.ts'
import type { Schema } from '../schema/schema.ts'

export type SealedRow = Readonly<Record<string, unknown>>

interface Wanted {
  readonly table: keyof Schema
  readonly key: readonly string[]
  readonly fields: readonly string[]
}

/** The rows of one key: one, or those of a set; none when it is not there. */
export async function listSealedRows(db: Db, wanted: Wanted, values: readonly unknown[]): Promise<SealedRow[]> {
  const { key } = wanted
  const rows = key.reduce(
    (query, column, at) => query.where(column as never, '=', values[at] as never),
    ask(db, wanted),
  )
  return rows.execute()
}

/** Every row, in order of its key: of tables whose rows are small. */
export async function listAllSealedRows(db: Db, wanted: Wanted): Promise<SealedRow[]> {
  return inOrder(ask(db, wanted), wanted).execute()
}

/** Every key of a table, in order. */
export async function listSealedKeys(db: Db, { table, key }: Wanted): Promise<SealedRow[]> {
  return inOrder(ask(db, { table, key, fields: key }), { key }).execute()
}

function ask(db: Db, { table, fields }: Wanted) {
  return db.selectFrom(table as 'party').select(fields as never[])
}

function inOrder(query: ReturnType<typeof ask>, { key }: Pick<Wanted, 'key'>) {
  return key.reduce((ordered, column) => ordered.orderBy(column as never), query)
}

/** The key of this installation's seals. It never leaves the store. */
export async function findSealKey(db: Db): Promise<string> {
  return (await db.selectFrom('installation').select('seal_key').executeTakeFirstOrThrow()).seal_key
}
