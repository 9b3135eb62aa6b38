// Rebuilds a table inside a migration: for a column that becomes nullable, a check that gains a word, whatever SQLite
// cannot alter. Rows, foreign keys from and to it, indexes and triggers are there afterwards, or the migration fails.

import { type Kysely, sql } from 'kysely'
import type { Engine } from '../engine/open.ts'

export interface Rebuilding {
  readonly table: string
  /** The whole `create table` statement, under the table's own name. */
  readonly create: string
  /** Columns taken over as they are, or column by column the SQL expression over the old row. */
  readonly copy: readonly string[] | Readonly<Record<string, string>>
  /** Indexes and triggers, as statements: both go with the old table. */
  readonly after: readonly string[]
  /** Columns, indexes and triggers of before that are meant to be gone. */
  readonly without?: readonly string[]
}

/**
 * For the `up` of a migration that `apply` runs. Throws when a column, an index or a trigger of before is neither there
 * nor named in `without`. It goes the same way on PostgreSQL, so that one list of columns is right on both; what an
 * operator granted on the table is granted again by the operator.
 */
export function rebuild(engine: Engine, change: Rebuilding): (db: Kysely<unknown>) => Promise<void> {
  const { table, create, copy, after, without = [] } = change
  const catalogue = engine === 'sqlite' ? sqlite : postgresql
  const columns: (readonly [string, string])[] = Array.isArray(copy)
    ? copy.map((name) => [name, name])
    : Object.entries(copy)
  return async (db) => {
    const run = (statement: string) => sql.raw(statement).execute(db)
    await catalogue.refuseUnready(db)
    const before = await catalogue.names(db, table)
    const pointing = await catalogue.pointingAt(db, table)

    await run(`create temporary table ${table}_kept as select * from ${table}`)
    for (const { owner, name } of pointing) await run(`alter table ${owner} drop constraint ${name}`)
    await run(`drop table ${table}`)
    await run(create)
    const into = columns.map(([column]) => column).join(', ')
    const from = columns.map(([, expression]) => expression).join(', ')
    await run(`insert into ${table} (${into}) select ${from} from ${table}_kept as ${table}`)
    await run(`drop table ${table}_kept`)
    for (const statement of after) await run(statement)
    for (const { owner, name, words } of pointing) await run(`alter table ${owner} add constraint ${name} ${words}`)

    const things = (await catalogue.names(db, table)).filter((name) => !name.startsWith('column '))
    const there = new Set([...columns.map(([column]) => `column ${column}`), ...things, ...without])
    const lost = before.filter((name) => !there.has(name)).sort()
    if (lost.length > 0) throw new Error(`rebuilding ${table} loses ${lost.join(', ')}`)
  }
}

/** A foreign key of another table. */
interface Pointing {
  readonly owner: string
  readonly name: string
  readonly words: string
}

interface Catalogue {
  refuseUnready(db: Kysely<unknown>): Promise<void>
  /**
   * As `column id`, `index x_by_y`, `trigger x_never_changed`; indexes that the table's own constraints make are not
   * named.
   */
  names(db: Kysely<unknown>, table: string): Promise<readonly string[]>
  pointingAt(db: Kysely<unknown>, table: string): Promise<readonly Pointing[]>
}

const sqlite: Catalogue = {
  async refuseUnready(db) {
    // Dropping a table deletes its rows first where foreign keys are on, and inside a transaction they cannot be
    // switched off.
    const { rows } = await sql<{ on: number }>`select foreign_keys as "on" from pragma_foreign_keys`.execute(db)
    if (rows[0]?.on !== 0) throw new Error('a table is rebuilt with foreign keys off: run the migration through apply')
  },
  async names(db, table) {
    const { rows } = await sql<{ name: string }>`select 'column ' || name as name from pragma_table_info(${table})
      union select type || ' ' || name from sqlite_schema
        where tbl_name = ${table} and type in ('index', 'trigger') and sql is not null`.execute(db)
    return rows.map(({ name }) => name)
  },
  // They name the table and stay with their own: the new one takes the name.
  pointingAt: async () => [],
}

const postgresql: Catalogue = {
  refuseUnready: async () => {},
  async names(db, table) {
    const { rows } = await sql<{ name: string }>`select 'column ' || attname as name from pg_attribute
        where attrelid = to_regclass(${table}) and attnum > 0 and not attisdropped
      union select 'index ' || relname from pg_index join pg_class on pg_class.oid = indexrelid
        where indrelid = to_regclass(${table}) and not exists
          (select 1 from pg_constraint where conindid = indexrelid and conrelid = indrelid)
      union select 'trigger ' || tgname from pg_trigger
        where tgrelid = to_regclass(${table}) and not tgisinternal`.execute(db)
    return rows.map(({ name }) => name)
  },
  async pointingAt(db, table) {
    const { rows } = await sql<Pointing>`select cast(cast(conrelid as regclass) as text) as owner, conname as name,
        pg_get_constraintdef(oid) as words
      from pg_constraint
      where contype = 'f' and confrelid = to_regclass(${table}) and conrelid <> confrelid
      order by conrelid, conname`.execute(db)
    return rows
  },
}
