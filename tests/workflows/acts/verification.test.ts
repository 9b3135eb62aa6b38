// `verify`: an untouched store agrees with itself; one byte changed anywhere that is kept, and it does not.

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findRecordHead, listRecordAfter } from '#db/acts/record.ts'
import { openToRead } from '#db/engine/open.ts'
import { emptyChain, link } from '#server/domain/chain.ts'
import { recordEntry, record as recordLine, recordSeal } from '#server/workflows/record/record.ts'
import { notProven, provenOtherwise, sealedForms } from '#server/workflows/record/sealed-forms.ts'
import { transactAtHead } from '#server/workflows/record/transact-at-head.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { type Committee, freshCommittee } from '#tests/support/committee.ts'
import { live } from '#tests/support/fixtures/life.ts'
import { wholeJourney } from '#tests/support/people/journey.ts'
import { engines } from '#tests/support/store.ts'
import { inTheHandsOf, tablesOf } from '#tests/support/tampering.ts'

/** What nobody claims to notice: `table.column`, `table.*`, `table (removed)`, `table (added)`. */
const isOnTheList = (table: string, what: string) => [`${table}.*`, `${table}${what}`].some((name) => name in notProven)

/** Where the log of a text ends, and whose its clients are, is said by the log. */
const isLogOf = (table: string) => table === 'document' || table === 'doc_client'

describe.each(engines)('verifying on %s', (engine) => {
  let own: Committee
  beforeAll(async () => {
    own = await freshCommittee(engine)
    await live(own)
    await own.world.rooms.close()
  })
  afterAll(() => own.close())

  test('an untouched store agrees with itself, every ballot recounted', async () => {
    const { ballots, versions, publications, ...result } = await verifyStore(own.world.store)
    expect(result.faults).toEqual([])
    expect([result.ok, result.entries > 100]).toEqual([true, true])
    expect(Math.min(ballots, versions, publications)).toBeGreaterThan(1)
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

  test('each column is sealed by a form, proven otherwise, or on the list', async () => {
    const silent: string[] = []
    for (const table of await tablesOf(own.world.store)) {
      const fields = Object.values(sealedForms).flatMap((form) => (form.table === table ? form.fields : []))
      const { columns } = await inTheHandsOf(own.world.store, table)
      const isProven = (column: string) =>
        fields.includes(column) || table in provenOtherwise || isOnTheList(table, `.${column}`) || isLogOf(table)
      silent.push(...columns.filter((column) => !isProven(column)).map((column) => `${table}.${column}`))
    }
    expect(silent).toEqual([])
  })

  const isNoticed = async () => !(await verifyStore(own.world.store)).ok

  // In one test, since the tables are those of the schema: what a later migration adds is in it by itself.
  test('one value changed, one row removed, added or swapped in any table is noticed, or is on the list', {
    timeout: 300_000,
  }, async () => {
    const unnoticed: string[] = []
    for (const table of await tablesOf(own.world.store)) {
      if (`${table}.*` in notProven) continue
      const disk = await inTheHandsOf(own.world.store, table)
      expect([table, disk.count > 0]).toEqual([table, true])
      const tamper = async (what: string, work: () => Promise<unknown>) => {
        if (isOnTheList(table, what)) return
        if ((await work()) !== false && !(await isNoticed())) unnoticed.push(`${table}${what}`)
        await disk.undo()
      }
      for (const column of disk.columns) await tamper(`.${column}`, () => disk.change(column))
      await tamper(' (removed)', () => disk.removeLast())
      await tamper(' (added)', () => disk.addLike())
      await tamper(' (swapped)', () => disk.swapLast())
    }
    expect(unnoticed).toEqual([])
    expect((await verifyStore(own.world.store)).faults).toEqual([])
  })

  test('lines cut off the end of the record with its head set back are noticed by a head that was seen', async () => {
    const { store } = own.world
    const { head } = await verifyStore(store)
    expect((await verifyStore(store, head.hash)).known?.seq).toBe(head.seq)
    const record = await inTheHandsOf(store, 'record')
    // A line that seals nothing: what seals a row is missed without any head.
    await transactAtHead(store, own.world.clock, (tx) =>
      recordLine(tx, { actor: own.secretariat.id, act: 'signed in', subject: `member:${own.secretariat.id}` }),
    )
    const seen = (await verifyStore(store)).head
    await record.undo()
    await store.db.updateTable('record_head').set({ seq: head.seq, hash: head.hash }).execute()
    expect((await verifyStore(store)).ok).toBe(true)
    expect((await verifyStore(store, seen.hash)).faults).toEqual([`record: the head ${seen.hash} is no part of it`])
  })

  test('an actor changed with the whole chain made anew is noticed by a head that was seen', async () => {
    const { store } = own.world
    const { head } = await verifyStore(store)
    const record = await inTheHandsOf(store, 'record')
    const kept = await findRecordHead(store.db)
    let at = emptyChain
    for (const row of await listRecordAfter(store.db, 0, 10_000)) {
      const line = row.seq === 3 ? { ...row, actor: own.chair.id } : row
      const { seq, prevHash, hash } = link(recordSeal, at, recordEntry(line))
      const changed = { actor: line.actor, prev_hash: prevHash, hash }
      await store.db.updateTable('record').set(changed).where('seq', '=', seq).execute()
      at = { seq, hash }
    }
    await store.db.updateTable('record_head').set(at).execute()
    expect((await verifyStore(store)).faults).toEqual([])
    expect((await verifyStore(store, head.hash)).ok).toBe(false)
    await record.undo()
    await store.db.updateTable('record_head').set(kept).execute()
  })

  test('the last updates of a text taken out, with its end and its head set back, are noticed', async () => {
    const { store } = own.world
    const dossiers = await store.db.selectFrom('dossier').select('document_id').execute()
    for (const { document_id: id } of dossiers) {
      const rows = await store.db
        .selectFrom('doc_update')
        .selectAll()
        .where('document_id', '=', id)
        .orderBy('seq')
        .execute()
      const [before, last] = rows.slice(-2)
      if (!before || !last) continue
      await store.db.deleteFrom('doc_update').where('document_id', '=', id).where('seq', '=', last.seq).execute()
      await store.db
        .updateTable('document')
        .set({ next_seq: last.seq, head: before.chain })
        .where('id', '=', id)
        .execute()
    }
    expect((await verifyStore(store)).faults).toContainEqual(expect.stringMatching(/lacks updates that the record/))
  })
})

test('the README lists what verify cannot prove', () => {
  const readme = readFileSync('README.md', 'utf8')
  expect(Object.keys(notProven).filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
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
      await disk.change('at')
      const after = verify(dataDir)
      expect([after.status, after.stdout]).toEqual([1, expect.stringContaining('of its log is not what was written')])
      expect(verify(`${dataDir}/nowhere`).status).toBe(1)
    } finally {
      await own.close()
    }
  })
})
