// In which order rows come, whatever a database thinks of letters and of nothing: PostgreSQL is given one that sorts as
// French does.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Engine, openPostgres } from '#db/engine/open.ts'
import { transact } from '#db/engine/transaction.ts'
import { migrate } from '#db/migrate.ts'
import { insertMembers, listMembersInForce } from '#db/people/members.ts'
import { insertPublication, listPublications } from '#db/publications.ts'
import { freshDatabase } from '#tests/support/servers/postgres.ts'
import { engines, freshStore, type TestStore } from '#tests/support/store.ts'

async function frenchStore(engine: Engine): Promise<Pick<TestStore, 'store' | 'close'>> {
  if (engine === 'sqlite') return freshStore(engine)
  const database = await freshDatabase(`template0 locale_provider icu icu_locale 'fr'`)
  const store = await openPostgres(database.url)
  await migrate(store)
  const close = () => store.close().then(database.drop)
  return { store, close }
}

describe.each(engines)('the order of rows on %s', (engine) => {
  let own: Pick<TestStore, 'store' | 'close'>
  beforeAll(async () => {
    own = await frenchStore(engine)
    await transact(own.store, 1, async (tx) => {
      const names = ['Zoé', 'émile', 'Eve', 'Åsa', 'Adam']
      await insertMembers(
        tx,
        names.map((name, at) => ({
          ...{ id: `0${at}`, email: `${at}@example.org`, name, language: 'fr' as const, password_hash: 'x' },
          ...{ disabled_at: null, created_at: 1 },
        })),
      )
    })
  })
  afterAll(() => own.close())

  test('people come by their id: how names are sorted is a matter of the reader’s language', async () => {
    expect((await listMembersInForce(own.store.db, 1)).map(({ id }) => id)).toEqual(['00', '01', '02', '03', '04'])
  })

  test('published texts come latest first, those of an unknown day last, those of one day by the signs of their symbol', async () => {
    const texts = [
      ['T-ES(2020)02_b', '2020-01-01'],
      ['T-ES(2020)02_B', '2020-01-01'],
      ['T-ES(2020)02 c', '2020-01-01'],
      ['T-ES(1999)01', null],
      ['T-ES(2021)01', '2021-01-01'],
    ] as const
    const bytes = Uint8Array.of(1)
    for (const [at, [symbol, adopted_on]] of texts.entries()) {
      await transact(own.store, 1, (tx) =>
        insertPublication(
          tx,
          {
            ...{ id: `p${at}`, symbol, adopted_on, nature: 'summary', kind: 'opinion', title_en: 'x', title_fr: 'x' },
            ...{ dossier_id: null, version_id: null, decision_id: null, canonical_en: bytes, canonical_fr: bytes },
            ...{ sha256: 'x', source_url: null, note_en: 'x', note_fr: 'x', published_by: '00', at: 1 },
          },
          [],
        ),
      )
    }
    expect((await listPublications(own.store.db)).map(({ symbol }) => symbol)).toEqual([
      'T-ES(2021)01',
      'T-ES(2020)02 c',
      'T-ES(2020)02_B',
      'T-ES(2020)02_b',
      'T-ES(1999)01',
    ])
  })
})
