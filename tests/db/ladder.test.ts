// A store of an earlier day, migrated to the newest: nothing of it is lost, and it verifies, on both engines.

import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { migrate } from '#db/migrate.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { fixtures, loadFixture } from '#tests/support/fixtures/load.ts'
import { engines } from '#tests/support/store.ts'

test('there is a store of the day of migration 0014', () => {
  expect(fixtures).toContain('0014.json.gz')
})

describe.each(engines)('an earlier store on %s', (engine) => {
  test.each(fixtures)('%s keeps its rows on the way to the newest migration, and verifies', async (file) => {
    const { store, fixture, close } = await loadFixture(engine, file)
    const countsOf = async (tables: readonly string[]) => {
      const counts: Record<string, number> = {}
      for (const table of tables) {
        const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
          store.db,
        )
        counts[table] = Number(rows[0]?.count)
      }
      return counts
    }
    try {
      const before = Object.fromEntries(fixture.tables.map(({ name, rows }) => [name, rows.length]))
      expect(await countsOf(Object.keys(before))).toEqual(before)
      await migrate(store)
      expect(await countsOf(Object.keys(before))).toEqual(before)
      // Between the two: what the server does once after migrating, before it serves (nothing yet).
      const { ok, faults, ...checked } = await verifyStore(store)
      expect({ ok, faults }).toEqual({ ok: true, faults: [] })
      expect(checked).toMatchObject({ entries: before.record, versions: before.version, ballots: before.ballot })
    } finally {
      await close()
    }
  })
})
