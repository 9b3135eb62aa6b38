// A store of an earlier day, migrated to the newest: nothing of it is lost, and it verifies, on both engines.

import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { listRecordAfter } from '#db/acts/record.ts'
import { migrate } from '#db/migrate.ts'
import { listPublications } from '#db/publications.ts'
import { workOffDue } from '#server/workflows/acts/outbox-workers.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { fixtures, loadFixture } from '#tests/support/fixtures/load.ts'
import { engines } from '#tests/support/store.ts'
import { worldOver } from '#tests/support/world.ts'

test('there is a store of the day of migration 0014', () => {
  expect(fixtures).toContain('0014.json.gz')
})

describe.each(engines)('an earlier store on %s', (engine) => {
  test.each(fixtures)('%s keeps its rows on the way to the newest migration, and verifies', async (file) => {
    const { fixture, ...own } = await loadFixture(engine, file)
    const { store } = own
    const { world, close } = worldOver(own)
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
      // Snapshots are a cache: those of before 0015, that nothing vouches for, are made anew.
      const isSealed = (fixture.migrations.at(-1) ?? '') >= '0015'
      expect(await countsOf(Object.keys(before))).toEqual({ ...before, ...(!isSealed && { doc_snapshot: 0 }) })
      // What the server does once after migrating, before it serves: rows of before are sealed as they are found.
      await workOffDue(world)
      const { ok, faults, ...checked } = await verifyStore(store)
      expect({ ok, faults }).toEqual({ ok: true, faults: [] })
      expect(checked).toMatchObject({ versions: before.version, ballots: before.ballot })
      const sealed = (await listRecordAfter(store.db, before.record ?? 0, 100)).map(({ actor, act }) => [actor, act])
      expect(new Set(sealed.map(String))).toEqual(new Set(isSealed ? [] : ['system,sealed what was found']))
      const published = fixture.tables.find(({ name }) => name === 'publication')?.rows.length
      expect((await listPublications(store.db)).length).toBe(published)
    } finally {
      await close()
    }
  })
})
