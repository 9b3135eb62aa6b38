// The index of what the paragraphs of a draft point at, with what is shown of each: written from the text, read without
// opening it.

import { createHash } from 'node:crypto'
import { replaceCitations, replaceCitingParagraphs } from '#db/convention/citations.ts'
import type { Tx } from '#db/engine/transaction.ts'
import { citationsOf, relationIn } from '../../document/citations/citations.ts'
import { numbersOf } from '../../document/numbering/number.ts'
import { type BothTrees, type Tree, wordsOf } from '../../document/tree/tree.ts'

/**
 * Writes the index of a dossier from its text without suggestions. True when it now points at something else than
 * before.
 */
export async function writeCitations(tx: Tx, dossierId: string, trees: BothTrees): Promise<boolean> {
  const rows = citationsOf(trees).map(({ language, pid, target }) => ({
    dossier_id: dossierId,
    ...{ language, pid, target, relation: relationIn(target) },
  }))
  const isNew = await replaceCitations(tx, dossierId, rows)
  await writeCitingParagraphs(tx, dossierId, trees)
  return isNew
}

/** Only what is shown of the paragraphs. */
export async function writeCitingParagraphs(tx: Tx, dossierId: string, trees: BothTrees): Promise<void> {
  const citing = new Set(citationsOf(trees).map(({ pid }) => pid))
  await replaceCitingParagraphs(tx, dossierId, paragraphsOf(trees, citing, dossierId))
}

function paragraphsOf(trees: BothTrees, citing: ReadonlySet<string>, dossierId: string) {
  const numbers = numbersOf(trees.en)
  const words = { en: wordsByPid(trees.en, citing), fr: wordsByPid(trees.fr, citing) }
  const pids = new Set([...trees.en.paragraphs, ...trees.fr.paragraphs].map(({ pid }) => pid))
  return [...pids].flatMap((pid, place) => {
    if (!citing.has(pid)) return []
    const shown = {
      place,
      number: numbers.get(pid) ?? '',
      words_en: words.en.get(pid) ?? '',
      words_fr: words.fr.get(pid) ?? '',
    }
    const digest = createHash('sha256')
      .update(JSON.stringify(Object.values(shown)))
      .digest('hex')
    return [{ dossier_id: dossierId, pid, ...shown, digest }]
  })
}

function wordsByPid(tree: Tree, citing: ReadonlySet<string>): ReadonlyMap<string, string> {
  const paragraphs = tree.paragraphs.filter(({ pid }) => citing.has(pid))
  return new Map(paragraphs.map((paragraph) => [paragraph.pid, wordsOf(paragraph)]))
}
