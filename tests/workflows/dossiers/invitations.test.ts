// Invitations: a body reads one dossier and its comments while it is invited, in the pages and in the room, and not
// longer.

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { insertSession } from '#db/people/sessions.ts'
import { idleSession } from '#server/auth/lucia.ts'
import { blocksOf, rootOf, textsOf } from '#server/document/tree/blocks.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { openDoor } from '#server/live/wire/door.ts'
import { changeClass, listDossiers, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { readDesk, seatOf } from '#server/workflows/dossiers/drafting.ts'
import { endInvitation, inviteBody } from '#server/workflows/dossiers/invitations.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { Guest } from '#tests/live/guest.ts'
import { type Committee, draftedDossier, freshCommittee, headOf, type Opened } from '#tests/support/committee.ts'
import { commentOfFrance } from '#tests/support/people/journey.ts'
import { codeOf, refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('invitations on %s', (engine) => {
  let own: Committee
  let dossier: Opened
  let itu: { dossierId: string; bodyId: string }
  beforeEach(async () => {
    own = await freshCommittee(engine)
    dossier = await draftedDossier(own)
    itu = { dossierId: dossier.id, bodyId: 'itu' }
  })
  afterEach(() => own.close())

  const nothing = () => refusalOf(readDossier(own.world, own.itu, '01jd00000000000000000000xx'))

  async function expectUnknownToItu(): Promise<void> {
    for (const read of [readDossier, readDesk]) {
      expect(await refusalOf(read(own.world, own.itu, dossier.id))).toEqual(await nothing())
    }
    expect(await listDossiers(own.world, own.itu)).toEqual([])
  }

  test('ITU reads text and comments while it is invited; before and after there is nothing', async () => {
    const { threadId } = await commentOfFrance(own, dossier)
    await expectUnknownToItu()

    await inviteBody(own.world, own.secretariat, itu)
    expect((await listDossiers(own.world, own.itu)).map(({ id }) => id)).toEqual([dossier.id])
    const desk = await readDesk(own.world, own.itu, dossier.id)
    expect(desk.trees.en.paragraphs).toHaveLength(2)
    expect(desk.threads.map(({ id }) => id)).toEqual([threadId])
    expect([desk.whyNotComment, desk.whyNotEdit?.code]).toEqual([null, 'not-allowed'])

    own.wait(1000)
    await endInvitation(own.world, own.chair, itu)
    await expectUnknownToItu()
    expect(await codeOf(endInvitation(own.world, own.chair, itu))).toBe('not-again')
  })

  test('the overview says who is invited to all its readers, and who may be to those who invite', async () => {
    const view = (by: Member) => readDossier(own.world, by, dossier.id)
    const before = await view(own.secretariat)
    expect(before.invited).toEqual([])
    expect(before.bodies).toContainEqual({
      id: 'itu',
      name: {
        en: 'International Telecommunication Union (ITU)',
        fr: 'Union internationale des télécommunications (UIT)',
      },
    })
    expect([before.whyNotInvite, before.whyNotName]).toEqual([null, null])

    await inviteBody(own.world, own.secretariat, itu)
    const after = await view(own.secretariat)
    expect(after.invited.map(({ id }) => id)).toEqual(['itu'])
    expect(after.bodies.map(({ id }) => id)).not.toContain('itu')
    for (const by of [own.itu, headOf(own, 'FR'), own.rapporteur]) {
      const { invited, bodies, whyNotInvite, whyNotName } = await view(by)
      expect(invited.map(({ id }) => id)).toEqual(['itu'])
      expect([bodies, whyNotInvite?.code, whyNotName?.code]).toEqual([[], 'not-allowed', 'not-allowed'])
    }
  })

  test('only the Secretariat and the Chair invite and end, and a body that is not there is unknown', async () => {
    await inviteBody(own.world, own.secretariat, itu)
    for (const by of [headOf(own, 'FR'), own.rapporteur, own.itu]) {
      expect(await codeOf(inviteBody(own.world, by, { ...itu, bodyId: 'pace' }))).toBe('not-allowed')
      expect(await codeOf(endInvitation(own.world, by, itu))).toBe('not-allowed')
    }
    expect(await codeOf(endInvitation(own.world, own.observer, itu))).toBe('not-found')
    expect(await codeOf(inviteBody(own.world, own.chair, { ...itu, bodyId: 'nobody' }))).toBe('not-found')
    expect((await readDossier(own.world, own.chair, dossier.id)).invited).toHaveLength(1)
  })

  test('an observer invited to a restricted dossier reads it once the dossier is open to observers', async () => {
    await inviteBody(own.world, own.secretariat, { dossierId: dossier.id, bodyId: 'ecpat' })
    expect(await codeOf(readDossier(own.world, own.observer, dossier.id))).toBe('not-found')
    const reads = async () =>
      (await readDossier(own.world, own.secretariat, dossier.id)).invited.map((one) => one.reads)
    expect(await reads()).toEqual([false])
    await changeClass(own.world, own.secretariat, { dossierId: dossier.id, class: 'observers' })
    expect((await readDossier(own.world, own.observer, dossier.id)).id).toBe(dossier.id)
    expect(await reads()).toEqual([true])
  })

  test('each invitation keeps its dates, a body may be invited again, and the record has every act', async () => {
    const began = own.now()
    await inviteBody(own.world, own.secretariat, itu)
    own.wait(1000)
    await endInvitation(own.world, own.secretariat, itu)
    own.wait(1000)
    await inviteBody(own.world, own.secretariat, itu)
    const rows = await own.world.store.db.selectFrom('invitation').selectAll().orderBy('from_at').execute()
    expect(rows.map(({ from_at, until_at }) => [from_at, until_at])).toEqual([
      [began, began + 1000],
      [began + 2000, null],
    ])
    const lines = await own.world.store.db
      .selectFrom('record')
      .select(['actor', 'act', 'detail'])
      .where('act', 'like', '%invit%')
      .orderBy('seq')
      .execute()
    expect(lines.map(({ act }) => act)).toEqual(['invited a body', 'ended an invitation', 'invited a body'])
    expect(lines.every(({ actor, detail }) => actor === own.secretariat.id && JSON.parse(detail).body === 'itu')).toBe(
      true,
    )
    expect((await verifyStore(own.world.store)).faults).toEqual([])
  })

  test('who is in the room when the invitation ends hears nothing of what is written after', async () => {
    const room = await openRoom(own)
    try {
      const cookie = await sessionOf(own, own.itu)
      expect(await seatOf(own.world)(dossier.collab, cookie)).toBeNull()
      await inviteBody(own.world, own.secretariat, itu)
      const guest = new Guest({ url: room.url, collab: dossier.collab, cookie })
      await guest.synced()
      expect(guest.words(0)).toBe('Recalling the words of the text;')

      await endInvitation(own.world, own.secretariat, itu)
      await own.world.rooms.write(dossier.collab, (doc) => {
        const [block] = blocksOf(rootOf(doc, 'en'))
        if (block) textsOf(block.element)[0]?.insert(0, 'Secretly ', {})
      })
      await guest.until(() => guest.closed !== null, 'put out')
      expect(guest.closed?.code).toBe(4403)
      expect(guest.words(0)).toBe('Recalling the words of the text;')
      expect(await seatOf(own.world)(dossier.collab, cookie)).toBeNull()

      const again = new Guest({ url: room.url, collab: dossier.collab, cookie })
      await again.until(() => again.closed !== null, 'not let in again')
      expect(again.isSynced).toBe(false)
    } finally {
      await room.close()
    }
  })
})

/** A session as the store keeps it; its secret is nobody's, so the Cookie header names the row itself. */
async function sessionOf(own: Committee, member: Member): Promise<string> {
  const row = {
    id_hash: 'hash-of-itu',
    member_id: member.id,
    created_at: own.now(),
    expires_at: own.now() + idleSession,
  }
  await insertSession(own.world.store.db, row)
  return row.id_hash
}

/** The committee's rooms behind a real door on a port of their own. */
async function openRoom({ world }: Committee): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { rooms, log } = world
  const whoIs = async (cookie: string | undefined) => (cookie ? { sessionHash: cookie } : null)
  server.on('upgrade', openDoor({ rooms, config: { publicUrl: url }, log, seatOf: seatOf(world), whoIs }))
  return {
    url,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
