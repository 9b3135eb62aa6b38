// The few words of DDL in which the engines differ: types, and triggers that keep rows as they were written.

import { type Kysely, sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import type { Engine } from '../engine/open.ts'

export interface Dialect {
  /** A 64-bit integer. */
  readonly int: string
  readonly bytes: string
  /** After the closing bracket of a table: SQLite then checks types as PostgreSQL does. */
  readonly strict: string
}

export const dialects: Record<Engine, Dialect> = {
  sqlite: { int: 'integer', bytes: 'blob', strict: ' strict' },
  postgresql: { int: 'bigint', bytes: 'bytea', strict: '' },
}

/** A migration from a list of statements. There is no way down: history is not undone, a later migration corrects. */
export function statements(engine: Engine, list: (dialect: Dialect) => readonly string[]): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const statement of list(dialects[engine])) await sql.raw(statement).execute(db)
    },
  }
}

/** Needed once on PostgreSQL, before the first trigger. */
export function refuseChangeFunction(engine: Engine): readonly string[] {
  if (engine === 'sqlite') return []
  return [
    `create function refuse_change() returns trigger language plpgsql as $$
      begin raise exception '% keeps what was written', tg_table_name using errcode = 'restrict_violation'; end $$`,
  ]
}

/** Triggers that refuse DELETE (and TRUNCATE) on a table. */
export function neverDeleted(engine: Engine, table: string): readonly string[] {
  return engine === 'sqlite'
    ? [
        `create trigger ${table}_never_deleted before delete on ${table}
          begin select raise(abort, '${table} keeps what was written'); end`,
      ]
    : [
        `create trigger ${table}_never_deleted before delete or truncate on ${table}
          for each statement execute function refuse_change()`,
      ]
}

/** Triggers that refuse UPDATE, but for the rows that `unless` (over old and new) lets through. */
export function neverChanged(engine: Engine, table: string, unless?: string): readonly string[] {
  const when = unless === undefined ? '' : `when (not (${unless}))`
  return engine === 'sqlite'
    ? [
        `create trigger ${table}_never_changed before update on ${table} ${when}
          begin select raise(abort, '${table} keeps what was written'); end`,
      ]
    : [
        `create trigger ${table}_never_changed before update on ${table}
          for each row ${when} execute function refuse_change()`,
      ]
}

/** Append-only: rows are added and stay. */
export function appendOnly(engine: Engine, table: string): readonly string[] {
  return [...neverChanged(engine, table), ...neverDeleted(engine, table)]
}

/** `check (column in (...))`. */
export function oneOf(column: string, values: readonly string[]): string {
  return `check (${column} in (${values.map((value) => `'${value}'`).join(', ')}))`
}
