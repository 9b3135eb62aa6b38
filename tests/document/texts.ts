// Texts for tests: short ways to write a tree or a live document, and the trees that fast-check draws.

import fc from 'fast-check'
import * as Y from 'yjs'
import { rootOf } from '#server/document/tree/blocks.ts'
import type { Paragraph, Run, Tree } from '#server/document/tree/tree.ts'
import { newBlock, type Pair, seed } from '#server/document/writing/edit.ts'
import type { Language } from '#server/domain/language.ts'
import { type ParagraphKind, paragraphKinds } from '#server/domain/text/paragraph.ts'

/** A document seeded with paragraphs p1, p2 … given as [kind, English, French]. */
export function docOf(...rows: readonly (readonly [ParagraphKind, string, string])[]): Y.Doc {
  const doc = new Y.Doc()
  seed(
    doc,
    rows.map(([kind, en, fr], at) => ({ pid: `p${at + 1}`, kind, en: [{ text: en }], fr: [{ text: fr }] })),
  )
  return doc
}

export function treeOf(...rows: readonly (readonly [string, ParagraphKind, string])[]): Tree {
  return { language: 'en', paragraphs: rows.map(([pid, kind, text]) => ({ pid, kind, runs: text ? [{ text }] : [] })) }
}

/** Puts a block at `at` as a client would: pid may be ''. */
export function insertBlock(doc: Y.Doc, language: Language, at: number, paragraph: Paragraph): void {
  rootOf(doc, language).insert(at, [newBlock(paragraph, paragraph.runs)])
}

/** `pid kind words` of each block: what a failing test should show. */
export function show(tree: Tree): string[] {
  return tree.paragraphs.map(({ pid, kind, runs }) => `${pid} ${kind} ${runs.map((run) => run.text).join('')}`.trim())
}

/** A mint that counts: m1, m2 … */
export function mintFrom(prefix = 'm'): () => string {
  let count = 0
  return () => `${prefix}${++count}`
}

const word = fc.constantFrom('child', 'données', 'e\u0301', '[draft]', ' ', '🧒', 'a', '"')
const words = fc.array(word, { maxLength: 4 }).map((parts) => parts.join(''))
const runs: fc.Arbitrary<Run[]> = fc.array(
  fc.record(
    {
      text: words,
      bold: fc.constant(true as const),
      italic: fc.constant(true as const),
      cites: fc.constantFrom('article:23', 'article:18:1.a', 'finding:R-01'),
    },
    { requiredKeys: ['text'] },
  ),
  { maxLength: 5 },
)
export const kinds = fc.constantFrom(...paragraphKinds)
export const pairs: fc.Arbitrary<Pair[]> = fc
  .array(fc.record({ kind: kinds, en: runs, fr: runs }), { maxLength: 6 })
  .map((rows) => rows.map((row, at) => ({ pid: `p${at + 1}`, ...row })))

/** One language as it may look between two tendings: pids missing, doubled, alone, out of order. */
export const looseParagraphs: fc.Arbitrary<Paragraph[]> = fc.array(
  fc.record({
    pid: fc.constantFrom('', 'a', 'b', 'c', 'd', 'e', 'f'),
    kind: kinds,
    runs: fc.oneof(
      fc.constant([]),
      words.map((text) => [{ text }]),
    ),
  }),
  { maxLength: 8 },
)
