// Someone with the disk in their hands: no trigger, foreign key or check stands in the way. For tests of `verify` only.

import { sql } from 'kysely'
import type { Store } from '#db/engine/open.ts'

type Row = Record<string, unknown>

export interface Disk {
  readonly columns: readonly string[]
  readonly count: number
  /** Changes one value of one row, the last that has one; false where the store still refuses (a duplicate key). */
  change(column: string): Promise<boolean>
  removeLast(): Promise<void>
  /** Adds a copy of the last row under another key. */
  addLike(): Promise<void>
  /** Gives the last two rows each other's values but for their keys; false where they are the same. */
  swapLast(): Promise<boolean>
  /** Puts every row back as it was. */
  undo(): Promise<void>
}

/** Disarms the store for good and remembers the rows of `table`. */
export async function inTheHandsOf(store: Store, table: string): Promise<Disk> {
  const run = async (statement: string) => (await sql.raw<Row>(statement).execute(store.db)).rows
  await disarm(store)
  await run('drop table if exists untouched')
  await run(`create table untouched as select * from ${table}`)
  const columns = await columnsOf(store, table)
  const keys = columns.filter(({ isKey }) => isKey).map(({ name }) => name)
  const place = store.engine === 'sqlite' ? 'rowid' : 'ctid'
  // In the order of their keys: of the last of them the next key is free.
  const order = keys.length > 0 ? keys.map((name) => `"${name}"`).join(', ') : place
  const inOrder = async () => (await run(`select ${place} as place from ${table} order by ${order}`)).map(placeOf)
  const places = await inOrder()
  const at = (index: number) => sql.raw(`${place} = ${literal(places.at(index))}`)
  const values = async (index: number) => {
    const { rows } = await sql<Row>`select * from ${sql.table(table)} where ${at(index)}`.execute(store.db)
    return rows[0] ?? {}
  }
  const set = async (index: number, row: Row) => {
    const parts = Object.entries(row).map(([name, value]) => sql`${sql.ref(name)} = ${value}`)
    await sql`update ${sql.table(table)} set ${sql.join(parts)} where ${at(index)}`.execute(store.db)
  }
  return {
    columns: columns.map(({ name }) => name),
    count: places.length,
    async change(column) {
      let index = -1
      for (let back = 1; back <= places.length; back++) {
        if ((await values(-back))[column] === null) continue
        index = -back
        break
      }
      const type = columns.find(({ name }) => name === column)?.type
      const changed = oneOff((await values(index))[column], type)
      return set(index, { [column]: changed }).then(
        () => true,
        () => false,
      )
    },
    async removeLast() {
      await sql`delete from ${sql.table(table)} where ${at(-1)}`.execute(store.db)
    },
    async addLike() {
      const row = await values(-1)
      const last = keys.at(-1) ?? columns[0]?.name ?? ''
      const type = columns.find(({ name }) => name === last)?.type
      const unique = await uniqueColumns(store, table)
      const other = [...new Set([last, ...unique])].map((name) => [name, oneOff(row[name], type)] as const)
      const added = { ...row, ...Object.fromEntries(other) }
      const [names, parts] = [Object.keys(added).map((name) => sql.ref(name)), Object.values(added)]
      await sql`insert into ${sql.table(table)} (${sql.join(names)}) values (${sql.join(parts)})`.execute(store.db)
    },
    async swapLast() {
      if (places.length < 2) return false
      const [one, other] = [await values(-1), await values(-2)]
      const free = columns.map(({ name }) => name).filter((name) => !keys.includes(name))
      const part = (row: Row) => Object.fromEntries(free.map((name) => [name, row[name]]))
      if (free.length === 0 || JSON.stringify(part(one)) === JSON.stringify(part(other))) return false
      return set(-1, part(other))
        .then(() => set(-2, part(one)))
        .then(
          () => true,
          () => false,
        )
    },
    async undo() {
      await run(`delete from ${table}`)
      await run(`insert into ${table} select * from untouched`)
      places.splice(0, places.length, ...(await inOrder()))
    },
  }
}

const placeOf = ({ place }: Row) => place

const literal = (place: unknown) => (typeof place === 'number' ? String(place) : `'${String(place)}'`)

interface Column {
  readonly name: string
  readonly type: 'text' | 'number' | 'bytes'
  readonly isKey: boolean
}

const typeOf = (name: string): Column['type'] =>
  /int/i.test(name) ? 'number' : /blob|bytea/i.test(name) ? 'bytes' : 'text'

async function columnsOf(store: Store, table: string): Promise<Column[]> {
  const { rows } = await (store.engine === 'sqlite'
    ? sql<{ name: string; type: string; key: number }>`select name, type, pk as key from pragma_table_info(${table})`
    : sql<{ name: string; type: string; key: number }>`select attname as name, format_type(atttypid, null) as type,
        case when exists (select 1 from pg_index where indrelid = attrelid and indisprimary and attnum = any(indkey))
        then 1 else 0 end as key
      from pg_attribute where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped order by attnum`
  ).execute(store.db)
  return rows.map(({ name, type, key }) => ({ name, type: typeOf(type), isKey: Number(key) > 0 }))
}

/** Columns that another unique index is on: a copy of a row has other values there. */
async function uniqueColumns(store: Store, table: string): Promise<string[]> {
  const { rows } = await (store.engine === 'sqlite'
    ? sql<{ name: string }>`select distinct part.name from pragma_index_list(${table}) as list
        join pragma_index_info(list.name) as part where list."unique" = 1 and list.origin <> 'pk'`
    : sql<{ name: string }>`select distinct attname as name from pg_index
        join pg_attribute on attrelid = indrelid and attnum = any(indkey)
        where indrelid = to_regclass(${table}) and indisunique and not indisprimary`
  ).execute(store.db)
  return rows.map(({ name }) => name)
}

/** Every table of the store, but for those of the migrator and of this file. */
export async function tablesOf(store: Store): Promise<string[]> {
  const { rows } = await (store.engine === 'sqlite'
    ? sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite%'`
    : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`
  ).execute(store.db)
  return rows.map(({ name }) => name).filter((name) => !/^kysely|^untouched$/.test(name))
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

/** Another value of the same type; of null, some value. */
function oneOff(value: unknown, type: Column['type'] | undefined): unknown {
  if (typeof value === 'number') return value + 1
  if (value instanceof Uint8Array) {
    const bytes = new Uint8Array(value)
    const at = bytes.length - 1
    bytes[at] = (bytes[at] ?? 0) ^ 1
    return bytes
  }
  if (typeof value !== 'string') return type === 'number' ? 1 : 'x'
  return value === '' ? 'x' : `${value.slice(0, -1)}${value.endsWith('x') ? 'y' : 'x'}`
}
