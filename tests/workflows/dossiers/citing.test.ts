// What points at an article, a finding, a Party and a text: the index with its relations, read backwards, and who sees
// drafts.

import { type KyselyPlugin, sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { migrate } from '#db/migrate.ts'
import { labelOf } from '#server/document/citations/citations.ts'
import type { Run } from '#server/document/tree/tree.ts'
import { seed } from '#server/document/writing/edit.ts'
import type { Member } from '#server/domain/people/appointment.ts'
import { readArticle, readCitingOfText, readFinding, readParty } from '#server/workflows/convention/convention.ts'
import { readCoverage } from '#server/workflows/convention/coverage.ts'
import { openDossier, readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { publishSummary } from '#server/workflows/publications/publications.ts'
import { verifyStore } from '#server/workflows/record/verification.ts'
import { type Committee, freshCommittee, headOf } from '#tests/support/committee.ts'
import { codeOf } from '#tests/support/refusals.ts'
import { engines, freshStore } from '#tests/support/store.ts'

const words = (targets: readonly string[], language: 'en' | 'fr'): Run[] =>
  targets.map((cites) => ({ text: labelOf(cites, language), cites }))

describe.each(engines)('what points at something, on %s', (engine) => {
  let own: Committee
  beforeEach(async () => {
    own = await freshCommittee(engine)
  })
  afterEach(() => own.close())

  const publishText = (symbol: string, ...paragraphs: string[][]) =>
    publishSummary(own.world, own.secretariat, {
      ...{ symbol, kind: 'opinion', title: { en: symbol, fr: symbol }, adoptedOn: '2020-01-01', sourceUrl: null },
      note: { en: 'Ours.', fr: 'Le nôtre.' },
      paragraphs: paragraphs.map((targets) => ({
        ...{ kind: 'operative' as const, en: words(targets, 'en'), fr: words(targets, 'fr') },
      })),
    })

  /** An internal draft, which no delegation reads. */
  async function draft(...paragraphs: string[][]): Promise<string> {
    const { id } = await openDossier(own.world, own.secretariat, {
      ...{ kind: 'opinion', titleEn: 'Draft', titleFr: 'Projet', articles: [23, 18] },
      ...{ rapporteurId: null, class: 'internal' },
    })
    const { collab } = await readDossier(own.world, own.secretariat, id)
    const pairs = paragraphs.map((targets) => ({
      ...{ pid: own.world.mint(), kind: 'operative' as const },
      ...{ en: words(targets, 'en'), fr: words(targets, 'fr') },
    }))
    await own.world.rooms.write(collab, (doc) => seed(doc, pairs))
    return id
  }

  test('published paragraphs are found with all that they say, by article at any point, Party, finding and text', async () => {
    await publishText('T-ES(2001)01', ['article:23:1', 'article:23~applies'], ['article:2', 'party:LU'])
    await publishText(
      'T-ES(2002)02',
      ['text:T-ES(2001)01', 'finding:X-06'],
      ['text:T-ES(2001)01~applies', 'article:23'],
    )
    const { adopted } = await readArticle(own.world, null, 23)
    expect(adopted.map(({ symbol, number, relations }) => [symbol, number, relations])).toEqual([
      ['T-ES(2002)02', '2', ['interprets']],
      ['T-ES(2001)01', '1', ['applies', 'interprets']],
    ])
    const cited = await readCitingOfText(own.world, null, 'T-ES(2001)01')
    expect(cited.adopted.map(({ number, relations }) => [number, relations])).toEqual([
      ['1', ['recalls']],
      ['2', ['applies']],
    ])
    const party = await readParty(own.world, null, 'LU')
    expect(party.adopted.map(({ symbol, number }) => [symbol, number])).toEqual([['T-ES(2001)01', '2']])
    expect(party.findings.map(({ id }) => id)).toContain('X-06')
    expect(party.resting.adopted.map(({ symbol, number }) => [symbol, number])).toEqual([['T-ES(2002)02', '1']])
    expect((await readFinding(own.world, null, 'X-06')).parties.map(({ id }) => id)).toEqual(['BE', 'LU'])
    expect((await readParty(own.world, null, 'IE')).findings).toEqual([])
    expect(await codeOf(readParty(own.world, null, 'ZZ'))).toBe('not-found')
    expect(await codeOf(readCitingOfText(own.world, null, 'T-ES(1999)09'))).toBe('not-found')
    expect((await verifyStore(own.world.store)).faults).toEqual([])
  })

  test('a symbol that looks like another is another', async () => {
    await publishText('T-ES(2017)12_en', ['article:2'])
    await publishText('T-ES(2017)12xen', ['text:T-ES(2017)12_en~applies'], ['text:T-ES(2017)12xen~applies'])
    const { adopted } = await readCitingOfText(own.world, null, 'T-ES(2017)12_en')
    expect(adopted.map(({ number }) => number)).toEqual(['1'])
  })

  test('drafts are seen by who may read them, on every page, and by nobody else', async () => {
    await publishText('T-ES(2001)01', ['article:2'])
    const targets = ['article:18:1.a~recalls', 'finding:R-01', 'party:LU', 'text:T-ES(2001)01']
    await draft(targets)
    const drafts = async (by: Member | null) => [
      (await readArticle(own.world, by, 18)).drafts,
      (await readFinding(own.world, by, 'R-01')).drafts,
      (await readParty(own.world, by, 'LU')).drafts,
      (await readCitingOfText(own.world, by, 'T-ES(2001)01')).drafts,
    ]
    const said = async () => (await drafts(own.secretariat)).map((list) => list.map(({ relations }) => relations))
    await expect.poll(said).toEqual([[['recalls']], [['rests-on']], [['concerns']], [['recalls']]])
    for (const stranger of [null, own.observer, headOf(own, 'FR')]) {
      expect(await drafts(stranger)).toEqual([[], [], [], []])
    }
  })

  test('drafts are shown without a room opened for any, in as many questions for many as for one', async () => {
    const counter: KyselyPlugin & { asked: number } = {
      asked: 0,
      transformQuery({ node }) {
        this.asked += 1
        return node
      },
      transformResult: async ({ result }) => result,
    }
    const { world, secretariat } = own
    const shut = {
      ...world,
      store: { ...world.store, db: world.store.db.withPlugin(counter) },
      rooms: { ...world.rooms, read: () => Promise.reject(new Error('a room was opened')) },
    }
    const seen = async () => {
      counter.asked = 0
      const { drafts } = await readArticle(shut, secretariat, 23)
      return {
        drafts: drafts.map(({ number, words, relations }) => [number, words.fr, relations]),
        asked: counter.asked,
      }
    }
    const one = ['article:23~applies', 'article:23']
    const paragraph = ['1', one.map((target) => labelOf(target, 'fr')).join(''), ['applies', 'interprets']]
    await draft(one)
    await expect.poll(async () => (await seen()).drafts).toEqual([paragraph])
    const { asked } = await seen()
    for (let at = 0; at < 4; at++) await draft(one, ['article:2'])
    await expect.poll(async () => (await seen()).drafts).toEqual(Array.from({ length: 5 }, () => paragraph))
    expect((await seen()).asked).toBe(asked)
  })

  test('a draft is shown with the numbers and words it has now, in the order of its text', async () => {
    const { world, secretariat } = own
    const id = await draft(['article:23'], ['article:2'], ['article:23~recalls'])
    const { collab } = await readDossier(world, secretariat, id)
    const seen = async () =>
      (await readArticle(world, secretariat, 23)).drafts.map(({ number, words }) => [number, words.en])
    const label = [labelOf('article:23', 'en'), labelOf('article:23~recalls', 'en')]
    const before = [
      ['1', label[0]],
      ['3', label[1]],
    ]
    await expect.poll(seen).toEqual(before)
    await world.rooms.write(collab, (doc) => {
      const block = (doc.get('en', Y.XmlElement) as Y.XmlElement).get(0) as Y.XmlElement
      const words = block.get(0) as Y.XmlText
      words.insert(words.length, '!')
    })
    await expect.poll(seen).toEqual([['1', `${label[0]}!`], before[1]])

    // A store of before, or one whose numbers were kept or let go: written again when it is first asked for.
    await world.store.db.deleteFrom('citing_paragraph').execute()
    const now = [['1', `${label[0]}!`], before[1]]
    expect(await Promise.all([seen(), seen(), seen()])).toEqual([now, now, now])
    expect(await world.store.db.selectFrom('citing_paragraph').select('pid').execute()).toHaveLength(3)
  })

  test('the index holds what the text says, not what is only suggested', async () => {
    await draft(['article:23', 'article:23~applies', 'footnote:n1'])
    const rows = async () =>
      (await own.world.store.db.selectFrom('citation').select(['language', 'target', 'relation']).execute())
        .map(({ language, target, relation }) => `${language} ${target} ${relation}`)
        .sort()
    await expect
      .poll(rows)
      .toEqual(['en', 'fr'].flatMap((one) => [`${one} article:23 interprets`, `${one} article:23~applies applies`]))
    const id = await draft([])
    const { collab } = await readDossier(own.world, own.secretariat, id)
    await own.world.rooms.write(collab, (doc) =>
      seed(doc, [
        {
          ...{ pid: own.world.mint(), kind: 'operative' },
          en: [{ text: 'Article 2', cites: 'article:2', marks: ['i_1-1'] }, { text: 'x' }],
          fr: [{ text: 'article 3', cites: 'article:3', marks: ['d_1-1'] }],
        },
      ]),
    )
    await expect
      .poll(async () => (await rows()).filter((row) => /article:[23] /.test(row)))
      .toEqual(['fr article:3 interprets'])
  })

  test('coverage is shown to who may read the text, and is not found for others', async () => {
    const id = await draft(['article:23', 'finding:R-01'], ['article:18~recalls'])
    const view = await readCoverage(own.world, own.secretariat, id)
    expect(view.articles.map(({ number, paragraphs }) => [number, paragraphs.map((one) => one.number)])).toEqual([
      [18, []],
      [23, ['1']],
    ])
    expect([view.paragraphs, view.unsupported.map(({ number }) => number)]).toEqual([2, ['2']])
    expect(view.findings.unused.length).toBeLessThan(view.findings.all + 1)
    expect(view.headings.map(({ number }) => number)).toEqual([18, 23])
    expect(await codeOf(readCoverage(own.world, headOf(own, 'FR'), id))).toBe('not-found')
    expect(await codeOf(readCoverage(own.world, own.observer, 'no dossier'))).toBe('not-found')
  })

  test('a store of before gets the relation of what it holds, and the Parties that its findings name', async () => {
    const { store, close } = await freshStore(engine, '0012-terms')
    const run = (statement: string) => sql.raw<Record<string, unknown>>(statement).execute(store.db)
    try {
      await run(`insert into party (id, name_en, name_fr, ratified_verified, source) values ('LU', 'x', 'y', 0, 'z')`)
      await run(`insert into finding (id, kind, round, theme, statement, source, verified)
        values ('X-06', 'recommendation', 1, 'x', 'y', 'z', 0)`)
      await migrate(store)
      expect((await run('select finding_id, party_id from finding_party')).rows).toEqual([
        { finding_id: 'X-06', party_id: 'LU' },
      ])
    } finally {
      await close()
    }
  })
})
