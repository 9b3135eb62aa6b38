// The Convention's articles and the findings, each with the paragraphs that point at it. Drafts only for those who may read them.

import { findArticle, listArticles as listArticleRows } from '#db/articles.ts'
import { listCitationsOfArticle } from '#db/citations.ts'
import { findFinding, listFindings as listFindingRows, listFindingsByArticle } from '#db/findings.ts'
import { findPublication, listPublishedCitations } from '#db/publications.ts'
import { acceptText, type FrozenText } from '../document/accept.ts'
import { numbersOf } from '../document/number.ts'
import { type BothTrees, wordsOf } from '../document/tree.ts'
import type { Member } from '../domain/appointment.ts'
import type { Words } from '../domain/language.ts'
import type { World } from '../world.ts'
import { listReadable, refuseUnknown } from './items.ts'
import { articleLine, dossierLine, findingView } from './lines.ts'
import type { ArticleLine, ArticleView, CitingParagraph, FindingView } from './views.ts'

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
    adopted: await citing(world, `article:${number}`),
    drafts: by === null ? [] : await citingDrafts(world, by, number),
    findings: (await listFindingsByArticle(db, number)).map(findingView),
  }
}

/** Open to everyone. */
export async function listFindings(world: World): Promise<readonly FindingView[]> {
  return (await listFindingRows(world.store.db)).map(findingView)
}

/** A finding with the adopted paragraphs that rest on it. Open to everyone. */
export async function readFinding(
  world: World,
  id: string,
): Promise<FindingView & { readonly adopted: readonly CitingParagraph[] }> {
  const row = (await findFinding(world.store.db, id)) ?? refuseUnknown()
  return { ...findingView(row), adopted: await citing(world, `finding:${id}`) }
}

async function citing(world: World, target: string): Promise<readonly CitingParagraph[]> {
  const { db } = world.store
  const texts = new Map<string, FrozenText>()
  const seen = new Set<string>()
  const paragraphs: CitingParagraph[] = []
  for (const row of await listPublishedCitations(db, target)) {
    const key = `${row.symbol} ${row.pid}`
    if (seen.has(key)) continue
    seen.add(key)
    const text = texts.get(row.symbol) ?? (await frozen(world, row.symbol))
    texts.set(row.symbol, text)
    paragraphs.push({
      symbol: row.symbol,
      title: { en: row.title_en, fr: row.title_fr },
      nature: row.nature,
      pid: row.pid,
      number: text.numbers.en.get(row.pid) ?? text.numbers.fr.get(row.pid) ?? '',
      words: wordsAt(text.trees, row.pid),
    })
  }
  return paragraphs.sort(byTextThenOrder(texts))
}

/** Texts stay as they came, latest first; paragraphs in the order of their text. */
function byTextThenOrder(texts: ReadonlyMap<string, FrozenText>) {
  const symbols = [...texts.keys()]
  const rank = ({ symbol, pid }: CitingParagraph) =>
    texts.get(symbol)?.trees.en.paragraphs.findIndex((paragraph) => paragraph.pid === pid) ?? -1
  return (one: CitingParagraph, other: CitingParagraph) =>
    symbols.indexOf(one.symbol) - symbols.indexOf(other.symbol) || rank(one) - rank(other)
}

async function frozen(world: World, symbol: string): Promise<FrozenText> {
  const row = (await findPublication(world.store.db, symbol)) ?? refuseUnknown()
  return acceptText(row.canonical_en, row.canonical_fr)
}

/** Newest dossier first; its paragraphs in the order of the text. */
async function citingDrafts(world: World, by: Member, number: number): Promise<ArticleView['drafts']> {
  const { db } = world.store
  const cited = Map.groupBy(await listCitationsOfArticle(db, number), (citation) => citation.dossier_id)
  const drafts: ArticleView['drafts'][number][] = []
  for (const { row } of await listReadable(db, by, world.clock())) {
    const pids = new Set(cited.get(row.id)?.map(({ pid }) => pid))
    // A published text is shown among what was adopted.
    if (pids.size === 0 || row.state === 'published') continue
    const { trees } = await world.rooms.read(row.document_id)
    const numbers = numbersOf(trees.en)
    // The index follows the text a moment later; a paragraph that is gone meanwhile is not shown.
    for (const pid of pidsOf(trees).filter((one) => pids.has(one))) {
      drafts.push({ dossier: dossierLine(row), pid, number: numbers.get(pid) ?? '', words: wordsAt(trees, pid) })
    }
  }
  return drafts
}

function pidsOf({ en, fr }: BothTrees): string[] {
  return [...new Set([...en.paragraphs, ...fr.paragraphs].map(({ pid }) => pid))]
}

function wordsAt(trees: BothTrees, pid: string): Words {
  const words = (language: 'en' | 'fr') => {
    const paragraph = trees[language].paragraphs.find((one) => one.pid === pid)
    return paragraph ? wordsOf(paragraph) : ''
  }
  return { en: words('en'), fr: words('fr') }
}
