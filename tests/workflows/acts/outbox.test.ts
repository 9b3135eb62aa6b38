// Work that an act leaves: done once, whoever works it off and however often it is begun, also when a server died in
// the middle.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listRecordOf } from '#db/acts/record.ts'
import { transact } from '#db/engine/transaction.ts'
import { findDocument } from '#db/texts/documents.ts'
import { acceptText } from '#server/document/canonical/parse-frozen.ts'
import { readAlike } from '#server/document/numbering/kept-text.ts'
import { leaveJob, workOne } from '#server/workflows/acts/outbox.ts'
import { workOffDue } from '#server/workflows/acts/outbox-workers.ts'
import { openBallot } from '#server/workflows/decisions/ballot-opening.ts'
import { followLeft } from '#server/workflows/dossiers/drafting.ts'
import { freezeText } from '#server/workflows/versions/version-freezing.ts'
import { restoreVersion } from '#server/workflows/versions/version-restoring.ts'
import { findFrozen } from '#server/workflows/versions/versions.ts'
import { type Committee, draftedDossier, freshCommittee, type Opened } from '#tests/support/committee.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('the outbox on %s', (engine) => {
  let own: Committee
  let dossier: Opened

  beforeEach(async () => {
    own = await freshCommittee(engine)
    dossier = await draftedDossier(own)
  })
  afterEach(() => own.close())

  const owed = () => own.world.store.db.selectFrom('outbox').selectAll().execute()
  const write = (words: string) =>
    own.world.rooms.write(dossier.collab, (doc) => {
      const block = doc.get('en') as unknown as {
        get(at: number): { get(at: number): { insert(at: number, words: string): void } }
      }
      block.get(0).get(0).insert(0, words)
    })
  const written = async () =>
    (await listRecordOf(own.world.store.db, { subject: `dossier:${dossier.id}`, act: 'wrote a restored version' }))
      .length

  /**
   * A version, words after it, and the act of restoring it as it stands when the server dies before the edit, or right
   * after.
   */
  async function restoringThatDied({ isWritten = false } = {}) {
    const { id } = await freezeText(own.world, own.secretariat, { dossierId: dossier.id, name: 'first', note: '' })
    await write('Later words. ')
    const { rooms } = own.world
    const dead: typeof rooms = {
      ...rooms,
      async write(...edit) {
        if (isWritten) {
          await rooms.write(...edit)
          await write('Words typed since. ')
        }
        throw new Error('the server died')
      },
    }
    await restoreVersion({ ...own.world, rooms: dead }, own.secretariat, { versionId: id })
    return id
  }
  const readsAs = async (versionId: string) => {
    const { canonical_en, canonical_fr } = await findFrozen(own.world, versionId)
    return readAlike((await own.world.rooms.read(dossier.collab)).trees, acceptText(canonical_en, canonical_fr).trees)
  }

  test('a restoring whose server died before the edit is owed, and done by the next one', async () => {
    const id = await restoringThatDied()
    expect([(await owed()).length, await readsAs(id), await written()]).toEqual([1, false, 0])
    own.wait(60_000)
    await workOffDue(own.world)
    expect([(await owed()).length, await readsAs(id), await written()]).toEqual([0, true, 1])
  })

  test('a restoring whose server died after the edit is not written again over later words', async () => {
    await restoringThatDied({ isWritten: true })
    own.wait(60_000)
    await workOffDue(own.world)
    const [en] = (await own.world.rooms.read(dossier.collab)).trees.en.paragraphs
    expect(en?.runs.map(({ text }) => text).join('')).toMatch(/^Words typed since\. Recalling/)
    expect([(await owed()).length, await written()]).toEqual([0, 1])
  })

  test('a restoring is answered as done when its edit could not even be begun, and is owed', async () => {
    const { id } = await freezeText(own.world, own.secretariat, { dossierId: dossier.id, name: 'first', note: '' })
    await write('Later words. ')
    // The store goes away right after the commit: the work cannot be leased.
    const mint = () => {
      throw new Error('no lease')
    }
    let minted = 0
    const failing = { ...own.world, mint: () => (++minted > 2 ? mint() : own.world.mint()) }
    await restoreVersion(failing, own.secretariat, { versionId: id })
    expect([(await owed()).length, await readsAs(id)]).toEqual([1, false])
    own.wait(60_000)
    await workOffDue(own.world)
    expect([(await owed()).length, await readsAs(id), await written()]).toEqual([0, true, 1])
  })

  test('no vote is opened on a text that a version is still to be written into', async () => {
    await restoringThatDied()
    const question = { dossierId: dossier.id, questionEn: 'Adopt?', questionFr: 'Adopter ?' }
    await expect(openBallot(own.world, own.chair, question)).rejects.toThrow()
  })

  test('work is done once by whoever leases it first, and again by nobody', async () => {
    await transact(own.world.store, own.now(), (tx) =>
      leaveJob(tx, { id: 'one', kind: 'count', subject: 'committee:1', payload: {} }),
    )
    let done = 0
    const count = {
      count: async (_world: unknown, job: { finish(tx: never): Promise<void> }) => {
        done += 1
        await transact(own.world.store, own.now(), (tx) => job.finish(tx as never))
      },
    }
    const taken = await Promise.all(Array.from({ length: 5 }, () => workOne(own.world, count)))
    expect([taken.filter(Boolean).length, done, (await owed()).length]).toEqual([1, 1, 0])
  })

  test('work that fails is tried again later, and the row says how often', async () => {
    await transact(own.world.store, own.now(), (tx) =>
      leaveJob(tx, { id: 'one', kind: 'fail', subject: 'committee:1', payload: {} }),
    )
    const fail = { fail: () => Promise.reject(new Error('not now')) }
    expect(await workOne(own.world, fail)).toBe(true)
    expect(await workOne(own.world, fail)).toBe(false)
    own.wait(1_000)
    expect(await workOne(own.world, fail)).toBe(true)
    expect((await owed())[0]).toMatchObject({ tries: 2, lease: null, due_at: own.now() + 2_000 })
  })

  test('the indexes of a text that nobody followed are brought up to it', async () => {
    const { db } = own.world.store
    const cited = () => db.selectFrom('citation').select('target').where('dossier_id', '=', dossier.id).execute()
    const isFollowed = async () => {
      const row = await findDocument(db, dossier.collab)
      return row !== undefined && row.indexed_seq === row.next_seq - 1
    }
    await expect.poll(isFollowed, { timeout: 10_000 }).toBe(true)
    // As if the server had died between the commit and what follows it.
    await db.deleteFrom('citation').execute()
    await db.updateTable('document').set({ indexed_seq: 0 }).where('id', '=', dossier.collab).execute()
    await followLeft(own.world)
    expect(await cited()).toEqual([])
    own.wait(10_000)
    await followLeft(own.world)
    expect((await cited()).map(({ target }) => target)).toContain('article:23')
  })
})
