// `verify`: an untouched store agrees with itself; one byte changed anywhere that is kept, and it does not.

import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openToRead } from '#db/engine/open.ts'
import { fillShelf } from '#server/demo/shelf.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { type Committee, freshCommittee } from '#tests/support/committee.ts'
import { wholeJourney } from '#tests/support/journey.ts'
import { engines } from '#tests/support/store.ts'
import { inTheHandsOf } from '#tests/support/tampering.ts'

const protectedTables = [
  'record',
  'record_head',
  'ballot',
  'ballot_roll',
  'ballot_event',
  'version',
  'publication',
  'publication_citation',
  'participation',
  'rule',
  'attendance',
  'doc_update',
] as const

/** Not part of what was decided: when and by whom an update of a text came in is not sealed, its bytes are. */
const unsealed = new Set(['doc_update.member_id', 'doc_update.client_id', 'doc_update.at', 'record_head.one'])

describe.each(engines)('verifying on %s', (engine) => {
  let own: Committee
  beforeAll(async () => {
    own = await freshCommittee(engine)
    await fillShelf(own.world, own.secretariat)
    await wholeJourney(own)
  })
  afterAll(() => own.close())

  test('an untouched store agrees with itself, every ballot recounted', async () => {
    const result = await verifyStore(own.world.store)
    expect(result.faults).toEqual([])
    expect([result.ok, result.ballots, result.versions, result.publications]).toEqual([true, 1, 1, 4])
    expect(result.entries).toBeGreaterThan(10)
  })

  test('a store may be verified beside a running server, and cannot be written through it', async () => {
    const { DATA_DIR: dataDir = '', DATABASE_URL: databaseUrl = null } = own.env
    const beside = await openToRead({ dataDir, databaseUrl })
    expect((await verifyStore(beside)).ok).toBe(true)
    if (engine === 'sqlite') {
      const write = beside.db.updateTable('dossier').set({ title_en: 'x' }).execute()
      await expect(write).rejects.toThrow(/readonly/)
    }
    await beside.close()
  })

  test.each(protectedTables)('one byte changed in any column of %s is noticed', async (table) => {
    const disk = await inTheHandsOf(own.world.store, table)
    const unnoticed: string[] = []
    for (const column of disk.columns.filter((name) => !unsealed.has(`${table}.${name}`))) {
      if (!(await disk.changeOneByte(column))) continue
      if ((await verifyStore(own.world.store)).ok) unnoticed.push(column)
      await disk.undo()
    }
    expect(unnoticed).toEqual([])
    expect((await verifyStore(own.world.store)).faults).toEqual([])
  })

  test.each(protectedTables)('the last row taken out of %s is noticed', async (table) => {
    const disk = await inTheHandsOf(own.world.store, table)
    await disk.removeLast()
    expect((await verifyStore(own.world.store).catch(() => ({ ok: false }))).ok).toBe(false)
    await disk.undo()
    expect((await verifyStore(own.world.store)).faults).toEqual([])
  })
})

describe('npm run verify', () => {
  const verify = (dataDir: string) =>
    spawnSync(process.execPath, ['server/verify.ts', '--data', dataDir], { encoding: 'utf8' })

  test('exits 0 on what is as it was written, 1 on one byte changed, 1 where there is nothing', async () => {
    const own = await freshCommittee('sqlite')
    try {
      await wholeJourney(own)
      const { DATA_DIR: dataDir = '' } = own.env
      const before = verify(dataDir)
      expect([before.status, before.stdout]).toEqual([0, expect.stringContaining('1 ballots recounted')])
      const disk = await inTheHandsOf(own.world.store, 'ballot_event')
      await disk.changeOneByte('at')
      const after = verify(dataDir)
      expect([after.status, after.stdout]).toEqual([1, expect.stringContaining('of its log is not what was written')])
      expect(verify(`${dataDir}/nowhere`).status).toBe(1)
    } finally {
      await own.close()
    }
  })
})
