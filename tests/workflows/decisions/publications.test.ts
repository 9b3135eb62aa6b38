// Publishing: the bytes that were voted on, at an address for everyone, and the articles and findings that point back.

import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fillShelf } from '#server/demo/shelf.ts'
import { hashOfBoth, textHash } from '#server/document/canonical/canonical.ts'
import { wordsOf } from '#server/document/tree/tree.ts'
import { seed } from '#server/document/writing/edit.ts'
import { listArticles, listFindings, readArticle, readFinding } from '#server/workflows/convention/convention.ts'
import { closeBallot } from '#server/workflows/decisions/ballots.ts'
import { listDossiers, openDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { listPublished, publish, publishSummary, readPublished } from '#server/workflows/publications/publications.ts'
import { type Committee, draftedDossier, freshCommittee, headOf, openVote, vote } from '#tests/support/committee.ts'
import { wholeJourney } from '#tests/support/people/journey.ts'
import { codeOf } from '#tests/support/refusals.ts'
import { engines } from '#tests/support/store.ts'

describe.each(engines)('publishing on %s', (engine) => {
  let own: Committee
  beforeEach(async () => {
    own = await freshCommittee(engine)
  })
  afterEach(() => own.close())

  test('what is published has the hash that was voted on, and anyone reads it', async () => {
    const { id, symbol, pids } = await wholeJourney(own)
    const text = await readPublished(own.world, symbol)
    const ballot = await own.world.store.db.selectFrom('ballot').selectAll().executeTakeFirstOrThrow()
    const row = await own.world.store.db.selectFrom('publication').selectAll().executeTakeFirstOrThrow()
    expect(text.sha256).toBe(ballot.text_sha256)
    expect(hashOfBoth(textHash(row.canonical_en), textHash(row.canonical_fr))).toBe(ballot.text_sha256)
    expect(text.text.fr.map((paragraph) => [paragraph.pid, paragraph.number, wordsOf(paragraph)])).toEqual([
      [pids[0], '1', 'Rappelant les mots du texte ;'],
      [pids[1], '2', 'Invite les Parties à appliquer l’article 23.'],
    ])
    expect([text.nature, text.adoptedOn]).toEqual(['adopted', '2026-11-24'])
    expect(text.decision?.en).toMatch(/^Adopted: 2 for, 1 against, 1 abstention/)
    expect(await readDossier(own.world, headOf(own, 'FR'), id)).toMatchObject({ state: 'published', published: symbol })
    expect(await codeOf(publish(own.world, own.secretariat, { dossierId: id }))).not.toBe('not-allowed')
  })

  test('no text is published without a vote that adopted it, nor by a delegate', async () => {
    const draft = await draftedDossier(own)
    expect(await codeOf(publish(own.world, own.secretariat, { dossierId: draft.id }))).toBe('not-now')
    expect(await codeOf(publish(own.world, headOf(own, 'FR'), { dossierId: draft.id }))).toBe('not-allowed')
    expect(await codeOf(publish(own.world, own.observer, { dossierId: draft.id }))).toBe('not-found')
    const { id, ballotId } = await openVote(own)
    expect(await codeOf(publish(own.world, own.secretariat, { dossierId: id }))).toBe('not-now')
    await vote(own, ballotId, { AL: 'against' })
    await closeBallot(own.world, own.chair, { ballotId })
    expect(await codeOf(publish(own.world, own.secretariat, { dossierId: id }))).toBe('not-now')
    expect(await listPublished(own.world)).toEqual([])
  })

  test('the page of Article 23 lists the adopted paragraph for everyone, and the draft for who may read it', async () => {
    const { id } = await draftedDossier(own)
    await own.world.rooms.read((await readDossier(own.world, own.secretariat, id)).collab)
    await expect.poll(async () => (await readArticle(own.world, headOf(own, 'FR'), 23)).drafts.length).toBe(1)
    expect((await readArticle(own.world, null, 23)).drafts).toEqual([])
    expect((await readArticle(own.world, own.observer, 23)).drafts).toEqual([])
    expect((await readArticle(own.world, null, 23)).adopted).toEqual([])
    const { symbol, pids } = await wholeJourney(own)
    const { adopted, drafts } = await readArticle(own.world, null, 23)
    expect(adopted.map((one) => [one.symbol, one.pid, one.number])).toEqual([[symbol, pids[1], '2']])
    expect(drafts).toEqual([])
    expect(await codeOf(readArticle(own.world, null, 51))).toBe('not-found')
  })

  test('a draft’s paragraphs stand in the order of its text, with their numbers', async () => {
    const { id } = await openDossier(own.world, own.secretariat, {
      kind: 'opinion',
      titleEn: 'Order',
      titleFr: 'Ordre',
      articles: [],
      rapporteurId: null,
      class: 'restricted',
    })
    const { collab } = await readDossier(own.world, own.secretariat, id)
    // Ids fall while the text goes on.
    const pids = [own.world.mint(), own.world.mint(), own.world.mint(), own.world.mint()].sort().reverse()
    const cites = [{ text: 'Article 23', cites: 'article:23' }]
    const pairs = pids.map((pid, index) => {
      const runs = index === 1 ? [{ text: 'Cites nothing.' }] : cites
      return { pid, kind: 'operative' as const, en: runs, fr: runs }
    })
    await own.world.rooms.write(collab, (doc) => seed(doc, pairs))
    const drafts = async () => (await readArticle(own.world, own.rapporteur, 23)).drafts
    await expect.poll(async () => (await drafts()).length).toBe(3)
    expect((await drafts()).map(({ pid, number }) => [pid, number])).toEqual([
      [pids[0], '1'],
      [pids[2], '3'],
      [pids[3], '4'],
    ])
  })

  test('the shelf holds our summaries of three opinions, marked, in both languages, citing their articles', async () => {
    await fillShelf(own.world, own.secretariat)
    const lines = await listPublished(own.world)
    expect(lines.map(({ symbol, nature }) => [symbol, nature])).toEqual([
      ['T-ES(2019)06', 'summary'],
      ['T-ES(2017)03', 'summary'],
      ['T-ES(2015)04', 'summary'],
    ])
    const text = await readPublished(own.world, 'T-ES(2015)04')
    expect(text.note.en).toMatch(/our own summary/)
    expect(text.note.fr).toMatch(/notre propre résumé/)
    expect(text.text.fr.length).toBe(text.text.en.length)
    const { adopted } = await readArticle(own.world, null, 23)
    expect(new Set(adopted.map(({ symbol }) => symbol)).size).toBe(3)
    const again = publishSummary(own.world, own.secretariat, {
      symbol: 'T-ES(2015)04',
      kind: 'opinion',
      title: text.title,
      adoptedOn: null,
      sourceUrl: null,
      note: text.note,
      paragraphs: [],
    })
    expect(await codeOf(again)).toBe('not-again')
    expect(await codeOf(fillShelf(own.world, headOf(own, 'FR')))).toBe('not-allowed')
    expect(await listDossiers(own.world, own.secretariat)).toEqual([])
    expect(await codeOf(readPublished(own.world, 'T-ES(1999)01'))).toBe('not-found')
  })

  test('the fifty articles and the findings are there, each count with its date', async () => {
    expect((await listArticles(own.world)).map(({ number }) => number)).toEqual(
      Array.from({ length: 50 }, (_, at) => at + 1),
    )
    const findings = await listFindings(own.world)
    expect(findings.filter((one) => one.partyCount !== null && one.asOf === null)).toEqual([])
    expect((await readFinding(own.world, null, 'C-04')).articles).toEqual([13, 14])
    expect(await codeOf(readFinding(own.world, null, 'Z-99'))).toBe('not-found')
  })
})
