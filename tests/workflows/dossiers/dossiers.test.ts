// Dossiers: references, the path and its reasons, classes, and what a stranger may not know.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readBallot } from '#server/workflows/decisions/ballots.ts'
import {
  changeClass,
  listDossiers,
  type Mandate,
  moveDossier,
  nameRapporteur,
  openDossier,
  readDossier,
} from '#server/workflows/dossiers/dossiers.ts'
import { readDesk } from '#server/workflows/dossiers/drafting.ts'
import { inviteBody } from '#server/workflows/dossiers/invitations.ts'
import { listMembers } from '#server/workflows/people/members.ts'
import {
  type Committee,
  dossierBeforeMeeting,
  draftedDossier,
  freshCommittee,
  headOf,
} from '#tests/support/committee.ts'
import { codeOf, refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

const mandate: Mandate = {
  kind: 'opinion',
  titleEn: 'Opinion',
  titleFr: 'Avis',
  articles: [23, 18, 23],
  rapporteurId: null,
  class: 'restricted',
}

describe.each(engines)('dossiers on %s', (engine) => {
  let own: Committee
  beforeEach(async () => {
    own = await freshCommittee(engine)
  })
  afterEach(() => own.close())

  test('the Secretariat opens one under the first reference of the year, with one empty pair of paragraphs', async () => {
    const { id } = await openDossier(own.world, own.secretariat, mandate)
    const view = await readDossier(own.world, own.secretariat, id)
    const { trees } = await readDesk(own.world, own.secretariat, id)
    expect(view.reference).toBe('T-ES(2026)01')
    expect(view.articles.map((article) => article.number)).toEqual([18, 23])
    expect(trees.en.paragraphs.map(({ kind, runs }) => ({ kind, runs }))).toEqual([{ kind: 'operative', runs: [] }])
    expect(trees.fr.paragraphs.map(({ pid }) => pid)).toEqual(trees.en.paragraphs.map(({ pid }) => pid))
  })

  test('twenty opened at once take twenty numbers in a row', async () => {
    const opened = await Promise.all(Array.from({ length: 20 }, () => openDossier(own.world, own.secretariat, mandate)))
    const references = (await listDossiers(own.world, own.secretariat)).map((line) => line.reference).sort()
    expect(opened).toHaveLength(20)
    expect(references).toEqual(Array.from({ length: 20 }, (_, at) => `T-ES(2026)${String(at + 1).padStart(2, '0')}`))
  })

  test('a new year begins again at one, at midnight in Strasbourg', async () => {
    await openDossier(own.world, own.secretariat, mandate)
    own.wait(Date.UTC(2026, 11, 31, 23, 30) - own.now())
    const { id } = await openDossier(own.world, own.secretariat, mandate)
    expect((await readDossier(own.world, own.secretariat, id)).reference).toBe('T-ES(2027)01')
  })

  test('nobody else opens one, and a mandate that lacks something is refused at its field', async () => {
    const refused = (by: typeof own.chair, change: Partial<Mandate>) =>
      refusalOf(openDossier(own.world, by, { ...mandate, ...change }))
    expect((await refused(own.chair, {})).code).toBe('not-allowed')
    expect((await refused(headOf(own, 'FR'), {})).code).toBe('not-allowed')
    expect((await refused(own.secretariat, { titleFr: ' ' })).field).toBe('titleFr')
    expect((await refused(own.secretariat, { articles: [51] })).field).toBe('articles')
    expect((await refused(own.secretariat, { rapporteurId: 'nobody' })).field).toBe('rapporteurId')
    expect(await listDossiers(own.world, own.secretariat)).toEqual([])
  })

  test('it goes step by step, each refused step says why, and the record keeps each one taken', async () => {
    const { world, secretariat } = own
    const { id } = await openDossier(world, secretariat, mandate)
    const toMeeting = () => moveDossier(world, secretariat, { dossierId: id, to: 'meeting' })
    expect((await refusalOf(moveDossier(world, secretariat, { dossierId: id, to: 'circulated' }))).say.en).toMatch(
      /operative/,
    )
    expect(await codeOf(toMeeting())).toBe('not-now')

    const { id: ready } = await draftedDossier(own)
    await moveDossier(world, secretariat, { dossierId: ready, to: 'circulated' })
    const again = moveDossier(world, secretariat, { dossierId: ready, to: 'circulated' })
    expect(await codeOf(again)).toBe('not-again')
    const nowhere = moveDossier(world, secretariat, { dossierId: ready, to: 'meeting' })
    expect((await refusalOf(nowhere)).field).toBe('meetingId')
    const wrong = moveDossier(world, secretariat, { dossierId: ready, to: 'meeting', meetingId: 'none' })
    expect((await refusalOf(wrong)).field).toBe('meetingId')
    expect(await codeOf(moveDossier(world, headOf(own, 'FR'), { dossierId: ready, to: 'drafting' }))).toBe(
      'not-allowed',
    )

    const lines = await world.store.db
      .selectFrom('record')
      .select('act')
      .where('subject', '=', `dossier:${ready}`)
      .orderBy('seq')
      .execute()
    expect(lines.map(({ act }) => act)).toEqual(['opened a dossier', 'moved a dossier'])
  })

  test('the steps shown are those of the state, for those who move dossiers, and nothing for others', async () => {
    const { id } = await dossierBeforeMeeting(own, 24)
    const { steps } = await readDossier(own.world, own.secretariat, id)
    expect(steps.map(({ to }) => to)).toEqual(['drafting', 'ballot'])
    expect(steps[1]?.whyNot?.say.en).toMatch(/24 of 48 Parties present, 25 needed/)
    expect((await readDossier(own.world, headOf(own, 'FR'), id)).steps).toEqual([])
  })

  test('an internal dossier and one that does not exist are the same to a delegate, an observer and ITU', async () => {
    const { id } = await draftedDossier(own, 'internal')
    for (const by of [headOf(own, 'FR'), own.observer, own.itu]) {
      for (const read of [readDossier, readDesk]) {
        const forbidden = await refusalOf(read(own.world, by, id))
        expect(forbidden).toEqual(await refusalOf(read(own.world, by, '01jd00000000000000000000xx')))
        expect(forbidden.code).toBe('not-found')
      }
      expect(await codeOf(moveDossier(own.world, by, { dossierId: id, to: 'circulated' }))).toBe('not-found')
      expect(await listDossiers(own.world, by)).toEqual([])
    }
    expect(await codeOf(readBallot(own.world, own.itu, 'none'))).toBe('not-found')
    // The rapporteur is a delegate too, and reads it by being named.
    expect((await readDossier(own.world, own.rapporteur, id)).id).toBe(id)
  })

  test('widening the class lets delegations in, inviting lets ITU in, narrowing shuts both out again', async () => {
    const { id } = await draftedDossier(own, 'internal')
    const france = headOf(own, 'FR')
    await changeClass(own.world, own.secretariat, { dossierId: id, class: 'restricted' })
    expect((await readDossier(own.world, france, id)).class).toBe('restricted')
    expect(await codeOf(readDossier(own.world, own.itu, id))).toBe('not-found')
    await inviteBody(own.world, own.secretariat, { dossierId: id, bodyId: 'itu' })
    expect((await readDossier(own.world, own.itu, id)).id).toBe(id)
    expect(await codeOf(inviteBody(own.world, own.secretariat, { dossierId: id, bodyId: 'itu' }))).toBe('not-again')
    await changeClass(own.world, own.chair, { dossierId: id, class: 'internal' })
    expect(await codeOf(readDossier(own.world, france, id))).toBe('not-found')
    expect(await codeOf(readDossier(own.world, own.itu, id))).toBe('not-found')
    expect(await codeOf(changeClass(own.world, own.secretariat, { dossierId: id, class: 'public' }))).toBe('not-now')
    expect(await codeOf(changeClass(own.world, france, { dossierId: id, class: 'restricted' }))).toBe('not-found')
  })

  test('a rapporteur is named once, from among the members', async () => {
    const { id } = await draftedDossier(own)
    const person = (await listMembers(own.world, own.secretariat)).find(({ id: one }) => one === headOf(own, 'MT').id)
    expect(person?.delegation).toEqual({ en: 'Malta', fr: 'Malte' })
    await nameRapporteur(own.world, own.chair, { dossierId: id, memberId: person?.id ?? '' })
    const again = nameRapporteur(own.world, own.chair, { dossierId: id, memberId: person?.id ?? '' })
    expect(await codeOf(again)).toBe('not-again')
    expect((await readDossier(own.world, own.secretariat, id)).rapporteurs).toHaveLength(2)
    expect(await codeOf(listMembers(own.world, headOf(own, 'FR')))).toBe('not-allowed')
  })
})
