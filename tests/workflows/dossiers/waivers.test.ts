// Terms to avoid on the way to adoption: a vote is refused while one stands, and a waiver with its reason lets it
// stand.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Engine } from '#db/engine/open.ts'
import { endWaiver, readWording, waiveTerm } from '#server/workflows/convention/waivers.ts'
import { openBallot } from '#server/workflows/decisions/ballot-opening.ts'
import { readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { type Committee, dossierBeforeMeeting, freshCommittee, headOf, type Opened } from '#tests/support/committee.ts'
import { edit } from '#tests/support/documents/wording.ts'
import { codeOf, refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

const question = { questionEn: 'Shall the opinion be adopted?', questionFr: 'L’avis est-il adopté ?' }

describe.each(engines)('terms to avoid on %s', (engine: Engine) => {
  let own: Committee
  let dossier: Opened
  beforeEach(async () => {
    own = await freshCommittee(engine)
    dossier = await dossierBeforeMeeting(own, 30)
  })
  afterEach(() => own.close())

  const write = (en: string, fr: string) => edit(own.world, dossier, { en, fr })
  const waiver = (change: Partial<Parameters<typeof waiveTerm>[2]> = {}) => ({
    dossierId: dossier.id,
    language: 'en' as const,
    pid: dossier.pids[0],
    term: 'en-01',
    context: 'quotation',
    reason: 'The words of a judgment.',
    ...change,
  })
  const opening = () => openBallot(own.world, own.chair, { dossierId: dossier.id, ...question })
  const step = async () =>
    (await readDossier(own.world, own.secretariat, dossier.id)).steps.find(({ to }) => to === 'ballot')?.whyNot

  test('no vote is opened while one stands, in either language, and the page says so beforehand', async () => {
    await write('Recalling that child pornography harms;', 'Rappelant que la pornographie enfantine nuit ;')
    const refused = await refusalOf(opening())
    expect(refused.say.en).toBe(
      '2 terms to avoid are neither replaced nor waived (in English: paragraph 1; in French: paragraph 1).',
    )
    expect(await step()).toEqual(refused)
    await write('Recalling that “child pornography” (Article 20) harms;', 'Rappelant le matériel d’abus sexuels ;')
    expect(await step()).toBeNull()
    await opening()
  })

  test('one that is only to be used with caution stops nothing', async () => {
    await write('Recalling that minors are online;', 'Rappelant que les mineurs sont en ligne ;')
    await opening()
  })

  test('a waiver lets it stand where it stands, until the waiver is withdrawn', async () => {
    await write('Recalling child pornography;', 'Rappelant les abus ;')
    const { id } = await waiveTerm(own.world, own.secretariat, waiver())
    expect(await step()).toBeNull()
    const { waivers } = await readWording(own.world, headOf(own, 'FR'), dossier.id)
    expect(waivers).toMatchObject([
      {
        id,
        words: 'child pornography',
        times: 1,
        context: 'quotation',
        ended: null,
        given: { by: { id: own.secretariat.id } },
      },
    ])
    expect(await codeOf(waiveTerm(own.world, own.secretariat, waiver()))).toBe('not-now')
    await endWaiver(own.world, own.secretariat, { dossierId: dossier.id, waiverId: id })
    expect(await codeOf(endWaiver(own.world, own.secretariat, { dossierId: dossier.id, waiverId: id }))).toBe(
      'not-again',
    )
    expect((await step())?.code).toBe('not-now')
    expect(await verifyStore(own.world.store)).toMatchObject({ ok: true, faults: [] })
  })

  test('a waiver does not cover what is written afterwards', async () => {
    await write('Recalling child pornography;', 'Rappelant les abus ;')
    await waiveTerm(own.world, own.secretariat, waiver())
    await write('Recalling child pornography and child porn;', 'Rappelant les abus ;')
    expect((await step())?.say.en).toBe('1 term to avoid is neither replaced nor waived (in English: paragraph 1).')
  })

  test('a waiver needs a reason, a context of the list, the term itself, and the right to edit', async () => {
    await write('Recalling child pornography;', 'Rappelant les abus ;')
    const by = own.secretariat
    expect(await codeOf(waiveTerm(own.world, by, waiver({ reason: '' })))).toBe('not-valid')
    expect(await codeOf(waiveTerm(own.world, by, waiver({ context: 'clinical' })))).toBe('not-valid')
    expect(await codeOf(waiveTerm(own.world, by, waiver({ pid: dossier.pids[1] })))).toBe('not-now')
    expect(await codeOf(waiveTerm(own.world, by, waiver({ term: 'fr-02' })))).toBe('not-found')
    expect(await codeOf(waiveTerm(own.world, headOf(own, 'FR'), waiver()))).toBe('not-allowed')
    expect(await codeOf(waiveTerm(own.world, own.itu, waiver()))).toBe('not-found')
    await waiveTerm(own.world, by, waiver({ context: 'other', reason: 'Agreed at the meeting.' }))
  })

  test('who gave a waiver, and why, is told to those who may read how the text came about', async () => {
    await write('Recalling child pornography;', 'Rappelant les abus ;')
    const { id } = await waiveTerm(own.world, own.secretariat, waiver())
    expect(await codeOf(readWording(own.world, own.itu, dossier.id))).toBe('not-found')
    const lines = await own.world.store.db.selectFrom('record').selectAll().execute()
    const line = lines.find(({ act }) => act === 'waived a term')
    expect(line?.detail).toContain(id)
    expect(line?.detail).not.toContain('judgment')
  })

  test('two who waive the same term at once, or withdraw the same waiver, make one; the other is told why', async () => {
    await write('Recalling child pornography;', 'Rappelant les abus ;')
    const by = own.secretariat
    const codes = (acts: readonly Promise<unknown>[]) =>
      Promise.all(
        acts.map((act) =>
          act.then(
            () => 'done',
            () => codeOf(act),
          ),
        ),
      ).then((all) => all.sort())
    expect(await codes([waiveTerm(own.world, by, waiver()), waiveTerm(own.world, by, waiver())])).toEqual([
      'done',
      'not-now',
    ])
    const [given] = (await readWording(own.world, by, dossier.id)).waivers
    const end = () => endWaiver(own.world, by, { dossierId: dossier.id, waiverId: given?.id ?? '' })
    expect(await codes([end(), end()])).toEqual(['done', 'not-again'])
  })

  test('the rows of waivers are never changed', async () => {
    await write('Recalling child pornography;', 'Rappelant les abus ;')
    await waiveTerm(own.world, own.secretariat, waiver())
    await expect(own.world.store.db.updateTable('term_waiver').set({ reason: 'x' }).execute()).rejects.toThrow()
    await expect(own.world.store.db.deleteFrom('term_waiver').execute()).rejects.toThrow()
  })
})
