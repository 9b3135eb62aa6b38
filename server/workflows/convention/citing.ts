// The paragraphs that point at something: those adopted, for everyone; those of drafts, for members who may read them.

import { listCitationsOf } from '#db/convention/citations.ts'
import type { DossierRow } from '#db/dossiers/dossiers.ts'
import { transact } from '#db/engine/transaction.ts'
import { findPublication, listPublishedCitations } from '#db/publications.ts'
import { acceptText, type FrozenText } from '../../document/canonical/parse-frozen.ts'
import { settledTrees } from '../../document/suggestions/settled.ts'
import { type BothTrees, wordsOf } from '../../document/tree/tree.ts'
import type { Relation } from '../../domain/convention/citation.ts'
import type { Words } from '../../domain/language.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import { listReadable, refuseUnknown } from '../dossiers/dossier-access.ts'
import { dossierLine } from '../row-views.ts'
import { writeCitingParagraphs } from './citation-index.ts'
import type { CitingDraft, CitingParagraph } from './citing-views.ts'

/**
 * Published paragraphs that point at one of the targets (without their relations), an article at any of its points.
 * Latest adoption first, then in the order of the text; each with all that it says of them. Open to everyone.
 */
export async function citing(world: World, targets: readonly string[]): Promise<readonly CitingParagraph[]> {
  const { db } = world.store
  const texts = new Map<string, FrozenText>()
  const paragraphs: CitingParagraph[] = []
  const rows = Map.groupBy(await listPublishedCitations(db, targets), (row) => `${row.symbol} ${row.pid}`)
  for (const [row, ...others] of rows.values()) {
    if (!row) continue
    const text = texts.get(row.symbol) ?? (await frozen(world, row.symbol))
    texts.set(row.symbol, text)
    paragraphs.push({
      symbol: row.symbol,
      title: { en: row.title_en, fr: row.title_fr },
      nature: row.nature,
      pid: row.pid,
      number: text.numbers.en.get(row.pid) ?? text.numbers.fr.get(row.pid) ?? '',
      words: wordsAt(text.trees, row.pid),
      relations: relationsIn([row, ...others]),
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

/**
 * The same in drafts, newest dossier first, in the order of the text as it stands (the index follows it a moment
 * later). Only dossiers that `by` may read; none for somebody who is not signed in.
 */
export async function citingDrafts(
  world: World,
  by: Member | null,
  targets: readonly string[],
): Promise<readonly CitingDraft[]> {
  if (by === null) return []
  const { db } = world.store
  const rows = Map.groupBy(await listCitationsOf(db, targets), (row) => row.dossier_id)
  const readable = await listReadable(db, by, world.clock(), { ids: [...rows.keys()] })
  // A published text is shown among what was adopted.
  const dossiers = readable.map(({ row }) => row).filter(({ state }) => state !== 'published')
  const bare = dossiers.filter(({ id }) => rows.get(id)?.some(({ number }) => number === null))
  for (const dossier of bare) await workOut(world, dossier)
  const cited = bare.length > 0 ? Map.groupBy(await listCitationsOf(db, targets), (row) => row.dossier_id) : rows
  const drafts: CitingDraft[] = []
  for (const row of dossiers) {
    for (const [pid, [first, ...others]] of Map.groupBy(cited.get(row.id) ?? [], (citation) => citation.pid)) {
      if (!first || first.number === null) continue
      const words = { en: first.words_en ?? '', fr: first.words_fr ?? '' }
      const relations = relationsIn([first, ...others])
      drafts.push({ dossier: dossierLine(row), pid, number: first.number, words, relations })
    }
  }
  return drafts
}

/** What is shown of a draft, from its text: in a store of before, and when its numbers were kept or let go. */
async function workOut(world: World, { id, document_id }: DossierRow): Promise<void> {
  const trees = settledTrees((await world.rooms.read(document_id)).trees)
  await transact(world.store, world.clock(), (tx) => writeCitingParagraphs(tx, id, trees))
}

function relationsIn(rows: readonly { readonly relation: Relation }[]): readonly Relation[] {
  return [...new Set(rows.map(({ relation }) => relation))].sort()
}

function wordsAt(trees: BothTrees, pid: string): Words {
  const words = (language: 'en' | 'fr') => {
    const paragraph = trees[language].paragraphs.find((one) => one.pid === pid)
    return paragraph ? wordsOf(paragraph) : ''
  }
  return { en: words('en'), fr: words('fr') }
}
