// Texts with suggestions in them, for tests: short ways to write one, and those that fast-check draws.

import fc from 'fast-check'
import * as Y from 'yjs'
import { rootOf } from '#server/document/tree/blocks.ts'
import { type BothTrees, joinRuns, type Paragraph, type Run, type Tree } from '#server/document/tree/tree.ts'
import { newBlock } from '#server/document/writing/edit.ts'
import { languages } from '#server/domain/language.ts'
import type { ParagraphKind } from '#server/domain/text/paragraph.ts'
import { kinds } from '../texts.ts'

/** Ids of suggestions of three people, two of the first. */
export const ids = ['1-1', '1-2', '2-1', '3-1'] as const

/** Words with marks: `word('child', 'i_1-1')`. */
export function word(text: string, ...marks: readonly string[]): Run {
  return { text, ...(marks.length > 0 && { marks: [...marks].sort() }) }
}

/** The sign of a break that somebody suggests. */
export function breakBefore(kind: ParagraphKind, ...marks: readonly string[]): Run {
  return { ...word('¶', ...marks), breaks: kind }
}

export function paragraph(pid: string, runs: readonly Run[], ...marks: readonly string[]): Paragraph {
  return { pid, kind: 'operative', ...(marks.length > 0 && { marks: [...marks].sort() }), runs: joinRuns(runs) }
}

export function english(...paragraphs: readonly Paragraph[]): Tree {
  return { language: 'en', paragraphs }
}

/** A live text that reads as these trees. */
export function liveText(trees: BothTrees): Y.Doc {
  const doc = new Y.Doc()
  for (const language of languages) {
    rootOf(doc, language).insert(
      0,
      trees[language].paragraphs.map((one) => newBlock(one, one.runs)),
    )
  }
  return doc
}

const text = fc.constantFrom('child', 'données ', 'e\u0301', '[draft]', ' ', '🧒', 'a')
const id = fc.constantFrom(...ids)
const wordMark = fc.oneof(
  { weight: 3, arbitrary: id.map((one) => `i_${one}`) },
  { weight: 3, arbitrary: id.map((one) => `d_${one}`) },
  { weight: 2, arbitrary: fc.tuple(id, fc.nat(3)).map(([one, bits]) => `f_${one}=${bits}`) },
)
/** One mark of each kind and suggestion: Yjs keeps one value for a key. */
const marksFrom = (mark: fc.Arbitrary<string>) =>
  fc.uniqueArray(mark, { maxLength: 3, selector: (one) => one.split('=')[0] }).map((some) => some.sort())
const words: fc.Arbitrary<Run> = fc
  .record(
    {
      text,
      bold: fc.constant(true as const),
      italic: fc.constant(true as const),
      cites: fc.constantFrom('article:23', 'finding:R-01'),
      threads: fc.constant(['t1']),
      marks: marksFrom(wordMark),
    },
    { requiredKeys: ['text'] },
  )
  .map(({ marks, ...run }) => (marks && marks.length > 0 ? { ...run, marks } : run))
const breaks: fc.Arbitrary<Run> = fc
  .tuple(kinds, id, fc.option(id, { freq: 6 }))
  .map(([kind, by, off]) => breakBefore(kind, `i_${by}`, ...(off ? [`d_${off}`] : [])))
const runs = fc.array(fc.oneof({ weight: 4, arbitrary: words }, { weight: 1, arbitrary: breaks }), { maxLength: 7 })

const pids = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6']
const blockMark = fc.oneof(
  id.map((one) => `d_${one}`),
  id.map((one) => `j_${one}`),
  fc.tuple(id, kinds).map(([one, kind]) => `k_${one}=${kind}`),
  fc.tuple(id, fc.constantFrom(...pids, 'start', 'gone')).map(([one, pid]) => `m_${one}=${pid}`),
)
const row = fc.record({ kind: kinds, runs, marks: fc.option(marksFrom(blockMark), { freq: 2 }) })
const paragraphs = fc.array(row, { minLength: 1, maxLength: pids.length }).map((rows) =>
  rows.map(
    ({ kind, runs: some, marks }, at): Paragraph => ({
      pid: pids[at]!,
      kind,
      ...(marks && marks.length > 0 && { marks }),
      runs: joinRuns(some),
    }),
  ),
)

/** Both languages of a text full of suggestions, of whatever sense. */
export const suggested: fc.Arbitrary<BothTrees> = fc
  .record({ en: paragraphs, fr: paragraphs })
  .map(({ en, fr }) => ({ en: { language: 'en', paragraphs: en }, fr: { language: 'fr', paragraphs: fr } }))

/** Some of the suggestions. */
export const chosenIds = fc.subarray([...ids], { minLength: 0 })
