// Which dossiers somebody may read: the same as if each were asked about, without loading those that could not be
// theirs.

import type { KyselyPlugin } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { insertAssignment, insertInvitation } from '#db/dossiers/assignments.ts'
import { findDossier, insertDossier, insertNextReference } from '#db/dossiers/dossiers.ts'
import { transact } from '#db/engine/transaction.ts'
import { accessClasses, whyNot } from '#server/domain/access/access.ts'
import type { Column } from '#server/domain/access/access-matrix.ts'
import { dossierStateWords } from '#server/domain/dossiers/dossier.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { listReadable, readableOf } from '#server/workflows/dossiers/dossier-access.ts'
import { listDossiers } from '#server/workflows/dossiers/dossiers.ts'
import { readMeeting } from '#server/workflows/meetings/meetings.ts'
import { type Committee, freshCommittee, headOf, meetingWith } from '#tests/support/committee.ts'
import { engines } from '#tests/support/store.ts'

/** Counts the rows of dossiers that the store gives. */
function weighing(): KyselyPlugin & { rows: number } {
  return {
    rows: 0,
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      this.rows += result.rows.filter((row) => 'document_id' in row).length
      return result
    },
  }
}

const states = Object.keys(dossierStateWords) as (keyof typeof dossierStateWords)[]

describe.each(engines)('the dossiers somebody may read on %s', (engine) => {
  let own: Committee
  let meetingId: string
  const ids: string[] = []

  beforeAll(async () => {
    own = await freshCommittee(engine)
    meetingId = (await meetingWith(own, 0)).meetingId
    const { secretariat, observer, world } = own
    const now = world.clock()
    const [past, ahead] = [
      { from_at: 1, until_at: now },
      { from_at: now + 5, until_at: null },
    ]
    const current = { from_at: 1, until_at: null }
    await transact(world.store, now, async (tx) => {
      for (const state of states)
        for (const accessClass of accessClasses)
          for (const [isNamed, isInvited] of [
            [0, 0],
            [0, 1],
            [1, 0],
            [1, 1],
            [2, 2],
            [3, 3],
          ] as const) {
            const id = world.mint()
            ids.push(id)
            const number = await insertNextReference(tx, 2026)
            await insertDossier(
              tx,
              {
                ...{ id, kind: 'opinion', title_en: id, title_fr: id, state, class: accessClass, ref_year: 2026 },
                ...{ ref_number: number, document_id: `doc-${id}`, created_by: secretariat.id, created_at: 1 },
                meeting_id: number === 7 ? meetingId : null,
              },
              [],
            )
            const named = [null, current, past, ahead][isNamed]
            for (const member of [headOf(own, 'FR'), observer])
              if (named)
                await insertAssignment(tx, {
                  ...{ id: world.mint(), dossier_id: id, member_id: member.id, role: 'rapporteur', language: null },
                  ...named,
                })
            const invited = [null, current, past, ahead][isInvited]
            for (const body_id of ['itu', 'ecpat'])
              if (invited) await insertInvitation(tx, { id: world.mint(), dossier_id: id, body_id, ...invited })
          }
    })
  })
  afterAll(() => own.close())

  const withOffice = (role: Column): Member => ({
    ...{ id: `nobody-${role}`, name: role, language: 'en' },
    appointments: [{ role: role as never, partyId: null, bodyId: null }],
  })

  test('are for every office those of which the matrix says so, one by one', async () => {
    const { world, secretariat, legalAdviser, chair, viceChair, itu, observer } = own
    const { db } = world.store
    const people = [secretariat, legalAdviser, chair, viceChair, itu, observer, headOf(own, 'FR'), headOf(own, 'NO')]
    const asked = []
    for (const id of ids) asked.push(await readableOf(db, (await findDossier(db, id))!, world.clock()))
    const nobody: Member = { id: 'nobody', name: '', language: 'en', appointments: [] }
    for (const by of [...people, nobody, withOffice('operator'), withOffice('head'), withOffice('participant')]) {
      const one = asked.filter(({ item }) => whyNot('text.read', by, item) === null).map(({ row }) => row.id)
      const all = (await listReadable(db, by, world.clock())).map(({ row }) => row.id)
      expect(all, `${by.name} ${JSON.stringify(by.appointments)}`).toEqual(one.toReversed())
      const some = ids.filter((_, at) => at % 3 === 0)
      const among = await listReadable(db, by, world.clock(), { ids: some })
      expect(among.map(({ row }) => row.id)).toEqual(one.filter((id) => some.includes(id)).toReversed())
    }
    expect(await listReadable(db, secretariat, world.clock(), { ids: [] })).toEqual([])
  }, 120_000)

  test('are not found by loading the others: the rest of the store stays where it is', async () => {
    const scale = weighing()
    const world = { ...own.world, store: { ...own.world.store, db: own.world.store.db.withPlugin(scale) } }
    const read = await listDossiers(world, withOffice('participant'))
    expect(read).toHaveLength(ids.length / states.length)
    expect(scale.rows).toBeLessThan(ids.length / 2)
    scale.rows = 0
    expect((await readMeeting(world, own.secretariat, meetingId)).dossiers).toHaveLength(1)
    expect(scale.rows).toBe(1)
  })
})
