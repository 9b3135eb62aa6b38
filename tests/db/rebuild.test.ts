// A table rebuilt inside a migration: what it held, what pointed at it and what guarded it are there afterwards, on
// both engines.

import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Engine } from '#db/engine/open.ts'
import { apply } from '#db/migrations/apply.ts'
import { appendOnly, oneOf, statements } from '#db/migrations/ddl.ts'
import { type Rebuilding, rebuild } from '#db/migrations/rebuild.ts'
import { engines, freshStore, type TestStore } from '#tests/support/store.ts'

const committee: Migration = { up: async () => {} }

/** A parliament's motions: each of a house, each after another, and voices on them. */
const motions = (engine: Engine) =>
  statements(engine, ({ int, bytes, strict }) => [
    `create table house (id text primary key)${strict}`,
    createMotion({ int, bytes, strict, houseId: 'text not null', states: ['open', 'closed'] }),
    `create table voice (
      id text primary key,
      motion_id text not null references motion (id),
      at ${int} not null
    )${strict}`,
    ...guards(engine),
    "insert into house (id) values ('lower'), ('upper')",
    `insert into motion (id, house_id, after_id, state, at, words) values
      ('m1', 'lower', null, 'closed', 1, ${engine === 'sqlite' ? "x'00ff'" : "'\\x00ff'"}),
      ('m2', 'upper', 'm1', 'open', 2, ${engine === 'sqlite' ? "x'01'" : "'\\x01'"})`,
    "insert into voice (id, motion_id, at) values ('v1', 'm1', 9007199254740991), ('v2', 'm2', 5)",
  ])

function createMotion(words: {
  int: string
  bytes: string
  strict: string
  houseId: string
  states: string[]
}): string {
  return `create table motion (
    id text primary key,
    house_id ${words.houseId} references house (id),
    after_id text references motion (id),
    state text not null ${oneOf('state', words.states)},
    at ${words.int} not null,
    words ${words.bytes} not null
  )${words.strict}`
}

const guards = (engine: Engine) => [
  "create unique index motion_one_open on motion (house_id) where state = 'open'",
  ...appendOnly(engine, 'motion'),
]

const columns = ['id', 'house_id', 'after_id', 'state', 'at', 'words']

describe.each(engines)('a table rebuilt in a migration on %s', (engine) => {
  const dialect = engine === 'sqlite' ? ['integer', 'blob', ' strict'] : ['bigint', 'bytea', '']
  const [int = '', bytes = '', strict = ''] = dialect
  const create = createMotion({ int, bytes, strict, houseId: 'text', states: ['open', 'closed', 'lapsed'] })
  const asItWas: Rebuilding = { table: 'motion', create, copy: columns, after: guards(engine) }

  let own: TestStore
  beforeEach(async () => {
    own = await freshStore(engine, '0001-committee')
    await apply(own.store, { '0001-committee': committee, '0002-motions': motions(engine) })
  })
  afterEach(() => own.close())

  const run = (statement: string) => sql.raw<Record<string, unknown>>(statement).execute(own.store.db)
  const rows = async (table: string) => (await run(`select * from ${table} order by id`)).rows
  const whole = async () => [await rows('house'), await rows('motion'), await rows('voice')]
  const rebuilt = (change: Partial<Rebuilding> = {}, more: readonly string[] = []) =>
    apply(own.store, {
      '0001-committee': committee,
      '0002-motions': motions(engine),
      '0003-lapsing': {
        async up(db) {
          await rebuild(engine, { ...asItWas, ...change })(db)
          for (const statement of more) await sql.raw(statement).execute(db)
        },
      },
    })

  async function guardsHold(): Promise<void> {
    await expect(run("insert into voice (id, motion_id, at) values ('v9', 'nothing', 1)")).rejects.toThrow(
      /foreign key/i,
    )
    await expect(run("update motion set state = 'closed'")).rejects.toThrow(/motion keeps what was written/)
    await expect(run('delete from motion')).rejects.toThrow(/motion keeps what was written/)
    if (engine === 'postgresql') await expect(run('truncate motion cascade')).rejects.toThrow(/keeps what was written/)
    const insert = (values: string) =>
      run(`insert into motion (id, house_id, after_id, state, at, words) select ${values}, words from motion limit 1`)
    await expect(insert("'m9', 'no house', null, 'closed', 1")).rejects.toThrow(/foreign key/i)
    await expect(insert("'m9', 'upper', 'no motion', 'closed', 1")).rejects.toThrow(/foreign key/i)
    await expect(insert("'m9', 'upper', null, 'open', 1")).rejects.toThrow(/unique/i)
    await expect(insert("'m9', 'upper', null, 'dreamt', 1")).rejects.toThrow(/check/i)
  }

  test('keeps its rows, takes what it took, the new word and no value, and is guarded as before', async () => {
    const before = await whole()
    await rebuilt()
    expect(await whole()).toEqual(before)
    await guardsHold()
    await run(`insert into motion (id, house_id, after_id, state, at, words)
      select 'm3', null, 'm2', 'lapsed', 3, words from motion where id = 'm1'`)
    await run("insert into voice (id, motion_id, at) values ('v3', 'm3', 6)")
  })

  test('is rebuilt a second time under the same names', async () => {
    const twice = rebuild(engine, asItWas)
    await apply(own.store, {
      '0001-committee': committee,
      '0002-motions': motions(engine),
      '0003-once': { up: twice },
      '0004-twice': { up: twice },
    })
    await guardsHold()
  })

  test('takes a column that is worked out of the old row', async () => {
    const named = Object.fromEntries(columns.map((name) => [name, name]))
    await rebuilt({ copy: { ...named, state: "case when motion.at = 1 then 'lapsed' else state end" } })
    expect((await rows('motion')).map(({ state }) => state)).toEqual(['lapsed', 'open'])
  })

  test('leaves the store as it was when a row of another table points nowhere afterwards', async () => {
    const before = await whole()
    const orphaned = rebuilt({
      copy: Object.fromEntries(columns.map((name) => [name, name === 'id' ? "id || 'x'" : name])),
    })
    await expect(orphaned).rejects.toThrow(/point nowhere|foreign key/)
    expect(await whole()).toEqual(before)
    await guardsHold()
  })

  test('leaves the store as it was when a later statement of the migration fails', async () => {
    const before = await whole()
    await expect(rebuilt({}, ['insert into voice (id) values (null)'])).rejects.toThrow(/null/i)
    expect(await whole()).toEqual(before)
    await guardsHold()
    expect((await run('select name from kysely_migration')).rows).toHaveLength(2)
  })

  test('is refused when a trigger, an index or a column would be lost, unless that is said', async () => {
    await expect(rebuilt({ after: guards(engine).slice(0, 1) })).rejects.toThrow(
      'rebuilding motion loses trigger motion_never_changed, trigger motion_never_deleted',
    )
    await expect(rebuilt({ after: guards(engine).slice(1) })).rejects.toThrow('loses index motion_one_open')
    await expect(rebuilt({ copy: columns.filter((name) => name !== 'after_id') })).rejects.toThrow(
      'loses column after_id',
    )
    await guardsHold()
    await rebuilt({ after: guards(engine).slice(1), without: ['index motion_one_open'] })
    await expect(run('delete from motion')).rejects.toThrow(/motion keeps what was written/)
  })

  // Only SQLite has a switch.
  if (engine === 'sqlite') {
    test('is refused outside a migration, where foreign keys are on', async () => {
      await expect(own.store.db.transaction().execute((db) => rebuild(engine, asItWas)(db as never))).rejects.toThrow(
        'a table is rebuilt with foreign keys off',
      )
      await guardsHold()
    })
  }
})
