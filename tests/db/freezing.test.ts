import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { freezeDocument, thawDocument } from '#db/dossiers/dossiers.ts'
import { transact } from '#db/engine/transaction.ts'
import { findDocument } from '#db/texts/documents.ts'
import { emptyDocument } from '#tests/support/documents/text-rows.ts'
import { engines, freshStore, type TestStore } from '#tests/support/store.ts'

describe.each(engines)('freezing a text on %s', (engine) => {
  let own: TestStore

  beforeEach(async () => {
    own = await freshStore(engine)
    await own.store.db
      .insertInto('document')
      .values({ ...emptyDocument('text'), next_seq: 8, frozen_at: null })
      .execute()
  })

  afterEach(() => own.close())

  const freeze = (uptoSeq: number) => transact(own.store, 5, (tx) => freezeDocument(tx, 'text', uptoSeq))
  const frozenAt = async () => (await findDocument(own.store.db, 'text'))?.frozen_at

  test.each([6, 8])('is refused at position %i of a log that ends at 7', async (uptoSeq) => {
    expect(await freeze(uptoSeq)).toBe(false)
    expect(await frozenAt()).toBeNull()
  })

  test('stops the log where it ends, once, until it is thawed', async () => {
    expect(await freeze(7)).toBe(true)
    expect(await frozenAt()).toBe(5)
    expect(await freeze(7)).toBe(false)
    await transact(own.store, 6, (tx) => thawDocument(tx, 'text'))
    expect(await frozenAt()).toBeNull()
    expect(await freeze(7)).toBe(true)
  })
})
