// The seat in the room follows every change of right, and the desk says why one may not edit.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { transact } from '#db/engine/transaction.ts'
import { insertSession } from '#db/people/sessions.ts'
import { idleSession, longestSession } from '#server/auth/lucia.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { languages } from '#server/domain/language.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { changeClass, moveDossier, nameRapporteur } from '#server/workflows/dossiers/dossiers.ts'
import { readDesk, seatOf } from '#server/workflows/dossiers/drafting.ts'
import { noteActivity } from '#server/workflows/people/sessions.ts'
import {
  type Committee,
  draftedDossier,
  freshCommittee,
  headOf,
  type Opened,
  openVote,
} from '#tests/support/committee.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('the desk on %s', (engine) => {
  let own: Committee
  let dossier: Opened
  beforeEach(async () => {
    own = await freshCommittee(engine)
    dossier = await draftedDossier(own)
  })
  afterEach(() => own.close())

  /** A session as the store keeps it; its secret is nobody's. */
  async function sessionOf(member: Member): Promise<string> {
    const row = {
      id_hash: `hash of ${member.id}`,
      member_id: member.id,
      created_at: own.now(),
      expires_at: own.now() + idleSession,
    }
    await insertSession(own.world.store.db, row)
    return row.id_hash
  }

  test('Secretariat and rapporteur edit, a delegation reads, an observer and a stranger get nothing', async () => {
    const seat = async (member: Member) => seatOf(own.world)(dossier.collab, await sessionOf(member))
    expect(await seat(own.secretariat)).toMatchObject({ mayRead: true, mayEdit: true, delegation: { en: '', fr: '' } })
    expect(await seat(own.rapporteur)).toMatchObject({ mayEdit: true, delegation: { en: 'Ireland', fr: 'Irlande' } })
    expect(await seat(headOf(own, 'FR'))).toMatchObject({
      mayRead: true,
      mayEdit: false,
      delegation: { en: 'France', fr: 'France' },
    })
    expect(await seat(own.observer)).toBeNull()
    expect(await seatOf(own.world)(dossier.collab, 'no session')).toBeNull()
    expect(await seatOf(own.world)('no text', await sessionOf(own.chair))).toBeNull()
  })

  test('the seat ends when nobody did anything for an idle time, however often it is asked for', async () => {
    const session = await sessionOf(own.secretariat)
    own.wait(idleSession - 1)
    expect(await seatOf(own.world)(dossier.collab, session)).not.toBeNull()
    own.wait(1)
    expect(await seatOf(own.world)(dossier.collab, session)).toBeNull()
  })

  test('the seat ends with the longest life of a session, however busy its person', async () => {
    const session = await sessionOf(own.secretariat)
    for (let left = longestSession - 1; left > 0; left -= idleSession / 2) {
      await noteActivity(own.world, session)
      own.wait(Math.min(left, idleSession / 2))
    }
    expect(await seatOf(own.world)(dossier.collab, session)).not.toBeNull()
    own.wait(1)
    expect(await seatOf(own.world)(dossier.collab, session)).toBeNull()
  })

  test('the seat changes with the state, the class, the assignment, and the person’s standing', async () => {
    const { world, secretariat, rapporteur } = own
    const ask = seatOf(world)
    const rapporteurSession = await sessionOf(rapporteur)
    const france = headOf(own, 'FR')
    const frenchSession = await sessionOf(france)
    await nameRapporteur(world, secretariat, { dossierId: dossier.id, memberId: france.id })
    expect((await ask(dossier.collab, frenchSession))?.mayEdit).toBe(true)
    await moveDossier(world, secretariat, { dossierId: dossier.id, to: 'circulated' })
    expect((await ask(dossier.collab, rapporteurSession))?.mayEdit).toBe(false)
    const maltese = await sessionOf(headOf(own, 'MT'))
    expect((await ask(dossier.collab, maltese))?.mayRead).toBe(true)
    await changeClass(world, secretariat, { dossierId: dossier.id, class: 'internal' })
    expect(await ask(dossier.collab, maltese)).toBeNull()
    await transact(world.store, world.clock(), (tx) =>
      tx.q.updateTable('member').set({ disabled_at: tx.now }).where('id', '=', rapporteur.id).execute(),
    )
    expect(await ask(dossier.collab, rapporteurSession)).toBeNull()
  })

  test('the desk shows what may be cited, and why a delegate may not edit', async () => {
    const desk = await readDesk(own.world, headOf(own, 'FR'), dossier.id)
    expect(desk.whyNotEdit?.code).toBe('not-allowed')
    expect(desk.whyNotComment).toBeNull()
    expect(desk.citable.articles).toHaveLength(50)
    expect(desk.citable.findings.length).toBeGreaterThan(20)
  })

  test('the citations of the text are indexed once it has changed, and go when the words go', async () => {
    const targets = async () =>
      (
        await own.world.store.db.selectFrom('citation').select(['language', 'target']).orderBy('language').execute()
      ).map(({ language, target }) => `${language} ${target}`)
    await expect.poll(targets).toEqual(['en article:23', 'fr article:23'])
    await own.world.rooms.write(dossier.collab, (doc) => {
      for (const language of languages) rootOf(doc, language).delete(1, 1)
    })
    await expect.poll(targets).toEqual([])
  })

  test('during a vote nobody edits', async () => {
    const other = await freshCommittee(engine)
    try {
      const { id } = await openVote(other)
      expect((await readDesk(other.world, other.secretariat, id)).whyNotEdit?.code).toBe('not-now')
    } finally {
      await other.close()
    }
  })
})
