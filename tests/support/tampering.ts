// Someone with the disk in their hands: no trigger, foreign key or check stands in the way. For tests of `verify` only.

import { sql } from 'kysely'
import type { Store } from '#db/engine/open.ts'

type Row = Record<string, unknown>

export interface Disk {
  readonly columns: readonly string[]
  /** Changes one byte of one row; false where nothing is stored or the store still refuses (a duplicate key). */
  changeOneByte(column: string): Promise<boolean>
  removeLast(): Promise<void>
  /** Puts every row back as it was. */
  undo(): Promise<void>
}

/** Disarms the store for good and remembers the rows of `table`. */
export async function inTheHandsOf(store: Store, table: string): Promise<Disk> {
  const run = (statement: string) => sql.raw<Row>(statement).execute(store.db)
  await disarm(store)
  await run(`drop table if exists untouched`)
  await run(`create table untouched as select * from ${table}`)
  const rows = (await run(`select * from ${table}`)).rows
  const place = store.engine === 'sqlite' ? 'rowid' : 'ctid'
  const last = `${place} = (select max(${place}) from ${table})`
  return {
    columns: Object.keys(rows[0] ?? {}),
    async changeOneByte(column) {
      const found = (await run(`select ${column} as value from ${table} where ${last}`)).rows[0]?.value
      const changed = oneByteOff(found)
      if (changed === undefined) return false
      const update = sql`update ${sql.table(table)} set ${sql.ref(column)} = ${changed} where ${sql.raw(last)}`
      return update.execute(store.db).then(
        () => true,
        () => false,
      )
    },
    async removeLast() {
      await run(`delete from ${table} where ${last}`)
    },
    async undo() {
      await run(`delete from ${table}`)
      await run(`insert into ${table} select * from untouched`)
    },
  }
}

async function disarm(store: Store): Promise<void> {
  const run = (statement: string) => sql.raw<{ name: string }>(statement).execute(store.db)
  if (store.engine === 'sqlite') {
    const triggers = await run("select name from sqlite_master where type = 'trigger'")
    for (const { name } of triggers.rows) await run(`drop trigger ${name}`)
    await run('pragma foreign_keys = off')
    await run('pragma ignore_check_constraints = on')
    return
  }
  const tables = await run("select tablename as name from pg_tables where schemaname = 'public'")
  for (const { name } of tables.rows) await run(`alter table "${name}" disable trigger all`)
  const checks = await run(
    "select format('%s drop constraint %I', conrelid::regclass, conname) as name from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace",
  )
  for (const { name } of checks.rows) await run(`alter table ${name}`)
}

/** Undefined for null. */
function oneByteOff(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (value instanceof Uint8Array) {
    const bytes = new Uint8Array(value)
    const at = bytes.length - 1
    bytes[at] = (bytes[at] ?? 0) ^ 1
    return bytes
  }
  if (typeof value !== 'string') return undefined
  return value === '' ? 'x' : `${value.slice(0, -1)}${value.endsWith('x') ? 'y' : 'x'}`
}
