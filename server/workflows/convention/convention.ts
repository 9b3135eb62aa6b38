// The Convention's articles, the findings and the Parties, each with the paragraphs that point at it.

import { findArticle, listArticles as listArticleRows } from '#db/convention/articles.ts'
import {
  findFinding,
  listFindings as listFindingRows,
  listFindingsByArticle,
  listFindingsOfParty,
  listPartiesOfFinding,
} from '#db/convention/findings.ts'
import { findParty, listParties as listPartyRows, type PartyRow } from '#db/people/parties.ts'
import { findPublication } from '#db/publications.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import { refuseUnknown } from '../dossiers/dossier-access.ts'
import type { ArticleLine, PartyLine } from '../row-views.ts'
import { articleLine, findingView } from '../row-views.ts'
import { citing, citingDrafts } from './citing.ts'
import type { ArticleView, CitedBy, FindingPage, PartyView } from './citing-views.ts'
import type { FindingView } from './finding-views.ts'

/** In order. Open to everyone. */
export async function listArticles(world: World): Promise<readonly ArticleLine[]> {
  return (await listArticleRows(world.store.db)).map(articleLine)
}

/** The article with what was adopted on it; with the drafts that cite it for a member who may read them. */
export async function readArticle(world: World, by: Member | null, number: number): Promise<ArticleView> {
  const { db } = world.store
  const row = (await findArticle(db, number)) ?? refuseUnknown()
  return {
    ...articleLine(row),
    ...(await citedBy(world, by, [`article:${number}`])),
    findings: (await listFindingsByArticle(db, number)).map(findingView),
  }
}

/** Open to everyone. */
export async function listFindings(world: World): Promise<readonly FindingView[]> {
  return (await listFindingRows(world.store.db)).map(findingView)
}

/** A finding with the paragraphs that rest on it, and the Parties that it names. */
export async function readFinding(world: World, by: Member | null, id: string): Promise<FindingPage> {
  const { db } = world.store
  const row = (await findFinding(db, id)) ?? refuseUnknown()
  return {
    ...findingView(row),
    ...(await citedBy(world, by, [`finding:${id}`])),
    parties: (await listPartiesOfFinding(db, id)).map(partyLine),
  }
}

/** By id. Open to everyone. */
export async function listPartyLines(world: World): Promise<readonly PartyLine[]> {
  return (await listPartyRows(world.store.db)).map(partyLine)
}

/**
 * A Party with the paragraphs that name it, and those that rest on a finding which names it. Nothing is concluded about
 * it that no text and no finding says.
 */
export async function readParty(world: World, by: Member | null, id: string): Promise<PartyView> {
  const { db } = world.store
  const row = (await findParty(db, id)) ?? refuseUnknown()
  const findings = (await listFindingsOfParty(db, id)).map(findingView)
  return {
    ...partyLine(row),
    inForceOn: row.in_force_on,
    ...(await citedBy(world, by, [`party:${id}`])),
    findings,
    resting: await citedBy(
      world,
      by,
      findings.map((finding) => `finding:${finding.id}`),
    ),
  }
}

/** What cites a published text. */
export async function readCitingOfText(world: World, by: Member | null, symbol: string): Promise<CitedBy> {
  if (!(await findPublication(world.store.db, symbol))) refuseUnknown()
  return citedBy(world, by, [`text:${symbol}`])
}

async function citedBy(world: World, by: Member | null, targets: readonly string[]): Promise<CitedBy> {
  return { adopted: await citing(world, targets), drafts: await citingDrafts(world, by, targets) }
}

function partyLine(row: PartyRow): PartyLine {
  return { id: row.id, name: { en: row.name_en, fr: row.name_fr } }
}
