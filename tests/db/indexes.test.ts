// That what is asked by a column is found by an index of it, as the engine itself says how it would look.

import { type CompiledQuery, type KyselyPlugin, sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listDossiersOfMeeting } from '#db/dossiers/dossiers.ts'
import type { Db } from '#db/engine/open.ts'
import { deleteExpiredSessions } from '#db/people/sessions.ts'
import { engines, freshStore, type TestStore } from '#tests/support/store.ts'

describe.each(engines)('the indexes on %s', (engine) => {
  let own: TestStore
  beforeAll(async () => {
    own = await freshStore(engine)
  })
  afterAll(() => own.close())

  /** How the engine goes about the one statement that `ask` makes, in its own words. */
  async function planOf(ask: (db: Db) => Promise<unknown>): Promise<string> {
    let query: CompiledQuery | undefined
    const watching: KyselyPlugin = {
      transformQuery({ node, queryId }) {
        query = own.store.db.getExecutor().compileQuery(node, queryId)
        return node
      },
      transformResult: async ({ result }) => result,
    }
    await ask(own.store.db.withPlugin(watching))
    if (!query) throw new Error('nothing was asked')
    // With values in their places: neither engine explains a statement whose values come later.
    const values = query.parameters.map((value) => (typeof value === 'number' ? String(value) : `'${value}'`))
    const words = query.sql.replace(/\?|\$(\d+)/g, (_, place) => (place ? values[place - 1] : values.shift()) ?? '')
    return own.store.db.transaction().execute(async (tx) => {
      // An empty table is otherwise read from end to end, whatever indexes it has.
      if (engine === 'postgresql') await sql`set local enable_seqscan = off`.execute(tx)
      const explain = engine === 'sqlite' ? 'explain query plan' : 'explain'
      return JSON.stringify((await sql.raw(`${explain} ${words}`).execute(tx)).rows)
    })
  }

  test('find the dossiers of a meeting', async () => {
    expect(await planOf((db) => listDossiersOfMeeting(db, '01meeting'))).toContain('dossier_by_meeting')
  })

  test('find the ballots of a meeting', async () => {
    const ask = (db: Db) => db.selectFrom('ballot').select('id').where('meeting_id', '=', '01meeting').execute()
    expect(await planOf(ask)).toContain('ballot_by_meeting')
  })

  test('find the sessions that have ended', async () => {
    expect(await planOf((db) => deleteExpiredSessions(db, 5))).toContain('session_by_expiry')
  })
})
