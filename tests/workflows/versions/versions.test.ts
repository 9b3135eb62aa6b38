// Versions of a text: frozen while the text goes on, named, numbered, and read by those who may read the history.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { listRecordAfter } from '#db/acts/record.ts'
import type { Engine } from '#db/engine/open.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { readDesk } from '#server/workflows/dossiers/drafting.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { keptNumbersOf } from '#server/workflows/versions/kept-numbers.ts'
import { freezeText } from '#server/workflows/versions/version-freezing.ts'
import { keepNumbers, nameVersion, takeReference } from '#server/workflows/versions/version-naming.ts'
import { readVersion, readVersions } from '#server/workflows/versions/version-pages.ts'
import { findByReference } from '#server/workflows/versions/version-references.ts'
import { restoreVersion } from '#server/workflows/versions/version-restoring.ts'
import { currentText, versionsOf, versionText } from '#server/workflows/versions/versions.ts'
import { insertBlock } from '#tests/document/texts.ts'
import {
  type Committee,
  dossierBeforeMeeting,
  draftedDossier,
  freshCommittee,
  headOf,
  type Opened,
  voteOn,
} from '#tests/support/committee.ts'
import { edit } from '#tests/support/documents/wording.ts'
import { codeOf, refusalOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('versions on %s', (engine: Engine) => {
  let own: Committee
  let dossier: Opened
  beforeEach(async () => {
    own = await freshCommittee(engine)
    dossier = await draftedDossier(own)
  })
  afterEach(() => own.close())

  const freeze = (name = 'first', note = '') =>
    freezeText(own.world, own.secretariat, { dossierId: dossier.id, name, note })
  const list = () => versionsOf(own.world, own.secretariat, dossier.id)
  const words = (text: {
    readonly trees: { readonly en: { readonly paragraphs: readonly Parameters<typeof wordsOf>[0][] } }
  }) => text.trees.en.paragraphs.map(wordsOf)

  test('a version keeps the text as it stood, and the text goes on', async () => {
    const { id, ordinal } = await freeze('for the Bureau', 'Before its meeting.')
    expect(ordinal).toBe(1)
    await edit(own.world, dossier, { en: 'Recalling something else;', fr: 'Rappelant autre chose ;' })
    const { version, text } = await versionText(own.world, headOf(own, 'FR'), id)
    expect(words(text)[0]).toBe('Recalling the words of the text;')
    expect([...text.numbers.fr.values()]).toEqual(['1', '2'])
    expect(version).toMatchObject({
      ...{ ordinal: 1, name: 'for the Bureau', note: 'Before its meeting.', reference: null, openSuggestions: 0 },
      ...{ ofBallot: null, keepsNumbers: false, by: { id: own.secretariat.id }, frozenAt: own.now() },
      label: { en: 'Version 1, for the Bureau', fr: 'Version 1, for the Bureau' },
    })
    const now = await currentText(own.world, own.secretariat, dossier.id)
    expect(words(now.text)[0]).toBe('Recalling something else;')
    expect(now.seq).toBeGreaterThan(version.uptoSeq)
  })

  test('the same text is not frozen twice in a row', async () => {
    await freeze()
    expect((await refusalOf(freeze('second'))).say.en).toContain('the same as version 1')
    await edit(own.world, dossier, { en: 'Recalling something else;', fr: 'Rappelant autre chose ;' })
    expect((await freeze('second')).ordinal).toBe(2)
    expect((await list()).map(({ name }) => name)).toEqual(['second', 'first'])
  })

  test('the rapporteur and the Chair freeze, a delegation does not, and nobody once the text is voted on', async () => {
    const given = { dossierId: dossier.id, name: 'x', note: '' }
    await freezeText(own.world, own.rapporteur, given)
    expect(await codeOf(freezeText(own.world, headOf(own, 'DE'), given))).toBe('not-allowed')
    const meeting = await dossierBeforeMeeting(own, 30)
    await voteOn(own, meeting.id)
    expect(await codeOf(freezeText(own.world, own.secretariat, { ...given, dossierId: meeting.id }))).toBe('not-now')
    const [voted] = await versionsOf(own.world, own.chair, meeting.id)
    expect(voted).toMatchObject({ ordinal: 1, name: '', openSuggestions: null, label: { en: 'Version 1' } })
    expect(voted?.ofBallot).not.toBeNull()
  })

  test('a name can be changed, and the record has each change without its words', async () => {
    const { id } = await freeze()
    await nameVersion(own.world, own.rapporteur, { versionId: id, name: ' for the 43rd meeting ' })
    await nameVersion(own.world, own.secretariat, { versionId: id, name: '' })
    expect((await list())[0]?.name).toBe('')
    expect(await codeOf(nameVersion(own.world, headOf(own, 'FR'), { versionId: id, name: 'x' }))).toBe('not-allowed')
    const lines = (await listRecordAfter(own.world.store.db, 0, 1000)).filter(({ act }) => act.includes('version'))
    expect(lines.map(({ act }) => act)).toEqual(['froze a version', 'named a version', 'named a version'])
    expect(lines.some(({ detail }) => detail.includes('meeting'))).toBe(false)
    expect(await verifyStore(own.world.store)).toMatchObject({ ok: true, faults: [], versions: 1 })
  })

  test('a name is needed at first and has its bounds', async () => {
    expect((await refusalOf(freeze('  '))).field).toBe('name')
    expect((await refusalOf(freeze('x'.repeat(121)))).field).toBe('name')
    expect((await refusalOf(freeze('x', 'y'.repeat(1001)))).field).toBe('note')
    expect(await list()).toEqual([])
  })

  test('who may not read the history is told of nothing', async () => {
    const { id } = await freeze()
    const internal = await draftedDossier(own, 'internal')
    const hidden = await freezeText(own.world, own.secretariat, { dossierId: internal.id, name: 'secret', note: '' })
    const outsider = headOf(own, 'FR')
    for (const asked of [
      () => versionsOf(own.world, outsider, internal.id),
      () => versionText(own.world, outsider, hidden.id),
      () => currentText(own.world, outsider, internal.id),
      () => nameVersion(own.world, outsider, { versionId: hidden.id, name: 'x' }),
      () => takeReference(own.world, outsider, { versionId: hidden.id, as: 'new' }),
      () => keepNumbers(own.world, outsider, { versionId: hidden.id, keeps: true }),
      () => versionText(own.world, outsider, 'nosuchversion'),
      () => versionText(own.world, own.observer, id),
    ]) {
      expect(await codeOf(asked())).toBe('not-found')
    }
  })

  test('two who take a number at once get two numbers, which nobody else has', async () => {
    const dossiers = [dossier, await draftedDossier(own), await draftedDossier(own)]
    const versions = await Promise.all(
      dossiers.map(({ id }) => freezeText(own.world, own.secretariat, { dossierId: id, name: 'x', note: '' })),
    )
    const taken = await Promise.all(
      versions.map(({ id }) => takeReference(own.world, own.secretariat, { versionId: id, as: 'new' })),
    )
    expect(taken.map(({ reference }) => reference).sort()).toEqual(['T-ES(2026)04', 'T-ES(2026)05', 'T-ES(2026)06'])
    expect(await verifyStore(own.world.store)).toMatchObject({ ok: true, faults: [] })
  })

  test('the first issue has the number, later ones are its revisions; two at once are two revisions', async () => {
    const versions: string[] = []
    for (const each of ['a', 'b', 'c', 'd']) {
      await edit(own.world, dossier, { en: `Recalling ${each};`, fr: `Rappelant ${each} ;` })
      versions.push((await freeze(each)).id)
    }
    const [first = '', second = '', third = '', fourth = ''] = versions
    const take = (versionId: string, as: string) => takeReference(own.world, own.secretariat, { versionId, as })
    expect((await take(first, '2026/1')).reference).toBe('T-ES(2026)01')
    const both = await Promise.all([take(second, '2026/1'), take(third, '2026/1')])
    expect(both.map(({ reference }) => reference).sort()).toEqual(['T-ES(2026)01 rev.1', 'T-ES(2026)01 rev.2'])
    expect(await codeOf(take(first, 'new'))).toBe('not-again')
    // Another dossier's number, and one that nobody has.
    await draftedDossier(own)
    expect(await codeOf(take(fourth, '2026/2'))).toBe('not-valid')
    expect(await codeOf(take(fourth, '2026/77'))).toBe('not-valid')
    expect((await take(fourth, 'new')).reference).toBe('T-ES(2026)03')
    expect(await codeOf(takeReference(own.world, own.rapporteur, { versionId: first, as: 'new' }))).toBe('not-allowed')
  })

  test('restoring a version is an edit, keeps what stood before, and is undone by restoring that', async () => {
    const { id } = await freeze()
    const before = (await versionText(own.world, own.secretariat, id)).version
    await edit(own.world, dossier, { en: 'Recalling something else;', fr: 'Rappelant autre chose ;' })
    await restoreVersion(own.world, own.rapporteur, { versionId: id })
    const now = await currentText(own.world, own.secretariat, dossier.id)
    expect(words(now.text)[0]).toBe('Recalling the words of the text;')
    expect(now.seq).toBeGreaterThan(before.uptoSeq)
    const [kept] = await list()
    expect(kept?.label.en).toBe('Version 2, as the text stood before version 1 was restored')
    expect((await refusalOf(restoreVersion(own.world, own.rapporteur, { versionId: id }))).code).toBe('not-again')
    await restoreVersion(own.world, own.secretariat, { versionId: kept?.id ?? '' })
    expect(words((await currentText(own.world, own.secretariat, dossier.id)).text)[0]).toBe('Recalling something else;')
    expect((await list()).map(({ ordinal, sha256 }) => [ordinal, sha256 === before.sha256])).toEqual([
      [3, true],
      [2, false],
      [1, true],
    ])
    expect(await verifyStore(own.world.store)).toMatchObject({ ok: true, faults: [] })
  })

  test('a reference leads to what bears it, however it is written', async () => {
    const { id } = await freeze()
    await takeReference(own.world, own.secretariat, { versionId: id, as: '2026/1' })
    await edit(own.world, dossier, { en: 'Recalling something else;', fr: 'Rappelant autre chose ;' })
    const later = await freeze('second')
    await takeReference(own.world, own.secretariat, { versionId: later.id, as: '2026/1' })
    const find = (written: string, by = headOf(own, 'FR')) => findByReference(own.world, by, written)
    for (const alias of ['T-ES(2026)01', 't-es(2026)01_fr']) expect(await find(alias)).toEqual({ versionId: id })
    for (const alias of ['T-ES(2026)01 rev.1', 'T-ES(2026)01Rev1', 'T-ES(2026)01_en_rev', 'T-ES(2026)01_rev1']) {
      expect(await find(alias)).toEqual({ versionId: later.id })
    }
    for (const nothing of ['T-ES(2026)01 rev.2', 'T-ES(2026)99', 'T-ES-WG(2026)01', 'T-CY(2026)01']) {
      expect(await codeOf(find(nothing))).toBe('not-found')
    }
    expect(await codeOf(findByReference(own.world, null, 'T-ES(2026)01'))).toBe('not-found')
    await draftedDossier(own, 'internal')
    expect(await codeOf(find('T-ES(2026)02'))).toBe('not-found')
    expect(await find('T-ES(2026)02', own.secretariat)).toHaveProperty('dossierId')
  })

  test('pages say what may be done, which text is current, and what became of each paragraph', async () => {
    const { id } = await freeze()
    const before = await readVersions(own.world, own.secretariat, dossier.id)
    expect(before).toMatchObject({ isSame: true, whyNotFreeze: null, whyNotNumber: null, whyNotRestore: null })
    expect(before.offers).toEqual([
      { as: '2026/1', reference: 'T-ES(2026)01' },
      { as: 'new', reference: 'T-ES(2026)02' },
    ])
    await edit(own.world, dossier, { en: 'Recalling something else;', fr: 'Rappelant les mots du texte ;' })
    const seen = await readVersions(own.world, headOf(own, 'FR'), dossier.id)
    expect(seen).toMatchObject({ isSame: false, offers: [], whyNotFreeze: { code: 'not-allowed' } })
    const page = await readVersion(own.world, headOf(own, 'FR'), id)
    const [first, second] = dossier.pids
    expect(page.fates).toEqual({
      en: { [first]: 'changed', [second]: 'same' },
      fr: { [first]: 'same', [second]: 'same' },
    })
    expect(page).toMatchObject({ isSame: false, previous: null, latest: { id } })
    await own.world.rooms.write(dossier.collab, (doc) => {
      for (const language of ['en', 'fr'] as const) rootOf(doc, language).delete(1, 1)
    })
    expect((await readVersion(own.world, own.chair, id)).fates.en[second]).toBe('gone')
  })

  test('a delegation restores nothing, and nobody restores what is put to the vote', async () => {
    const { id } = await freeze()
    await edit(own.world, dossier, { en: 'Recalling something else;', fr: 'Rappelant autre chose ;' })
    expect(await codeOf(restoreVersion(own.world, headOf(own, 'FR'), { versionId: id }))).toBe('not-allowed')
    expect(await codeOf(restoreVersion(own.world, own.observer, { versionId: id }))).toBe('not-found')
    const meeting = await dossierBeforeMeeting(own, 30)
    const earlier = await freezeText(own.world, own.secretariat, { dossierId: meeting.id, name: 'x', note: '' })
    await edit(own.world, meeting, { en: 'Recalling something else;', fr: 'Rappelant autre chose ;' })
    await voteOn(own, meeting.id)
    expect(await codeOf(restoreVersion(own.world, own.secretariat, { versionId: earlier.id }))).toBe('not-now')
  })

  test('a text keeps the numbers of one version, or of none', async () => {
    const { id } = await freeze()
    await keepNumbers(own.world, own.secretariat, { versionId: id, keeps: true })
    expect((await list())[0]?.keepsNumbers).toBe(true)
    expect((await keptNumbersOf(own.world.store.db, dossier.id))?.fr.map(({ number }) => number)).toEqual(['1', '2'])
    expect(await codeOf(keepNumbers(own.world, own.secretariat, { versionId: id, keeps: true }))).toBe('not-again')
    await keepNumbers(own.world, own.secretariat, { versionId: id, keeps: false })
    expect(await keptNumbersOf(own.world.store.db, dossier.id)).toBeNull()
    expect(await codeOf(keepNumbers(own.world, own.rapporteur, { versionId: id, keeps: true }))).toBe('not-allowed')
    expect(await verifyStore(own.world.store)).toMatchObject({ ok: true, faults: [] })
  })

  test('once numbers are kept, what is inserted stands between them, in the text, its labels and its later versions', async () => {
    const [, second] = dossier.pids
    await own.world.rooms.write(dossier.collab, (doc) => {
      const cites = { text: 'paragraph 2', cites: `paragraph:${second}` }
      insertBlock(doc, 'en', 2, { pid: 'later', kind: 'operative', runs: [{ text: 'See ' }, cites] })
      insertBlock(doc, 'fr', 2, { pid: 'later', kind: 'operative', runs: [{ text: 'Voir.' }] })
    })
    const { id } = await freeze()
    const insert = (pid: string, at: number) =>
      own.world.rooms.write(dossier.collab, (doc) => {
        for (const language of ['en', 'fr'] as const) {
          insertBlock(doc, language, at, { pid, kind: 'operative', runs: [{ text: 'Also.' }] })
        }
      })
    const look = async () => {
      const { text } = await currentText(own.world, own.secretariat, dossier.id)
      const label = text.trees.en.paragraphs.find(({ pid }) => pid === 'later')?.runs[1]?.text
      return { numbers: [...text.numbers.en.values()], label }
    }
    await insert('x', 1)
    expect(await look()).toEqual({ numbers: ['1', '2', '3', '4'], label: 'paragraph 3' })
    await keepNumbers(own.world, own.secretariat, { versionId: id, keeps: true })
    expect(await look()).toEqual({ numbers: ['1', '1 bis', '2', '3'], label: 'paragraph 2' })
    await own.world.rooms.write(dossier.collab, (doc) => {
      for (const language of ['en', 'fr'] as const) rootOf(doc, language).delete(0, 1)
    })
    await insert('y', 2)
    expect(await look()).toEqual({ numbers: ['-2', '2', '2 bis', '3'], label: 'paragraph 2' })
    const later = await freeze('second')
    const { text } = await versionText(own.world, own.secretariat, later.id)
    expect([...text.numbers.fr]).toEqual([
      ['x', '-2'],
      [second, '2'],
      ['y', '2 bis'],
      ['later', '3'],
    ])
    expect(await readDesk(own.world, headOf(own, 'FR'), dossier.id)).toMatchObject({
      keptBy: id,
      version: { ordinal: 2, isSame: true },
    })
    await keepNumbers(own.world, own.secretariat, { versionId: id, keeps: false })
    expect((await look()).numbers).toEqual(['1', '2', '3', '4'])
  })
})
