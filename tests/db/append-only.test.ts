// What was written stays: UPDATE, DELETE and TRUNCATE are refused by the store itself, on both engines.

import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Schema } from '#db/schema/schema.ts'
import { type Committee, freshCommittee, openVote } from '#tests/support/committee.ts'
import { wholeJourney } from '#tests/support/people/journey.ts'
import { engines } from '#tests/support/store.ts'

/** Each with a column that a tamperer would like to change. */
const kept: Readonly<Partial<Record<keyof Schema, string>>> = {
  doc_update: 'sha256',
  version: 'sha256',
  attendance: 'movement',
  ballot_roll: 'name_en',
  ballot_event: 'choice',
  participation: 'basis_en',
  rule: 'value',
  publication: 'title_en',
  publication_citation: 'target',
  record: 'detail',
}

describe.each(engines)('append-only on %s', (engine) => {
  let own: Committee
  beforeAll(async () => {
    own = await freshCommittee(engine)
    await wholeJourney(own)
  })
  afterAll(() => own.close())

  const run = (statement: string) => sql.raw(statement).execute(own.world.store.db)
  const rows = async (table: string) => (await run(`select * from ${table}`)).rows

  test.each(Object.entries(kept))('%s keeps its rows as they were written', async (table, column) => {
    const before = await rows(table)
    expect(before.length).toBeGreaterThan(0)
    await expect(run(`update ${table} set ${column} = ${column}`)).rejects.toThrow(/keeps what was written/)
    await expect(run(`delete from ${table}`)).rejects.toThrow(/keeps what was written/)
    if (engine === 'postgresql') {
      await expect(run(`truncate ${table} cascade`)).rejects.toThrow(/keeps what was written/)
    } else {
      await expect(run(`insert or replace into ${table} select * from ${table}`)).rejects.toThrow(
        /keeps what was written/,
      )
    }
    expect(await rows(table)).toEqual(before)
  })

  test('a closed ballot is neither changed, opened again nor deleted', async () => {
    for (const change of [
      "state = 'open', closed_at = null, closed_by = null, tally = null",
      "tally = '{}'",
      'quorum = 1',
    ]) {
      await expect(run(`update ballot set ${change}`)).rejects.toThrow(/keeps what was written/)
    }
    await expect(run('delete from ballot')).rejects.toThrow(/keeps what was written/)
    await expect(run('delete from record_head')).rejects.toThrow(/keeps what was written/)
  })

  test('an open ballot is closed with its frozen columns untouched, and in no other way', async () => {
    const other = await freshCommittee(engine)
    try {
      const { ballotId } = await openVote(other)
      const closing = (more: string) =>
        sql
          .raw(`update ballot set state = 'closed', closed_at = 1, closed_by = opened_by, tally = '{}'${more}`)
          .execute(other.world.store.db)
      for (const more of [', quorum = 1', ", text_sha256 = 'x'", ", rule = '{}'", ', present = 48']) {
        await expect(closing(more)).rejects.toThrow(/keeps what was written/)
      }
      const half = sql.raw("update ballot set state = 'closed'").execute(other.world.store.db)
      await expect(half).rejects.toThrow()
      await closing('')
      const row = await other.world.store.db.selectFrom('ballot').select('state').where('id', '=', ballotId).execute()
      expect(row).toEqual([{ state: 'closed' }])
    } finally {
      await other.close()
    }
  })

  test('a choice outside the three, a Party outside the roll and a request used twice are refused by the store', async () => {
    const [event] = await own.world.store.db.selectFrom('ballot_event').selectAll().where('kind', '=', 'cast').execute()
    if (!event) throw new Error('no vote')
    const insert = (change: Partial<typeof event>) =>
      own.world.store.db
        .insertInto('ballot_event')
        .values({ ...event, seq: 99, hash: 'other', request_id: 'other', ...change })
        .execute()
    await expect(insert({ choice: 'maybe' as 'for' })).rejects.toThrow()
    await expect(insert({ party_id: 'ZZ' })).rejects.toThrow()
    await expect(insert({ request_id: event.request_id })).rejects.toThrow()
    await expect(insert({ party_id: null })).rejects.toThrow()
  })
})
