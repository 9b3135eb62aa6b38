// The exact bytes of a text that are hashed, voted on and published. It knows no Yjs: equal text, equal bytes.

import { createHash } from 'node:crypto'
import type { BothKept, KeptNumbers } from '../numbering/kept.ts'
import { numbersOf } from '../numbering/number.ts'
import { settled } from '../suggestions/settled.ts'
import { type BothTrees, joinRuns, type Run, type Tree } from '../tree/tree.ts'

/**
 * A text as it is frozen: the bytes of each language, the hash of each, and one hash over both. Hashes in lower-case
 * hex.
 */
export interface CanonicalText {
  readonly canonicalEn: Uint8Array
  readonly canonicalFr: Uint8Array
  readonly sha256En: string
  readonly sha256Fr: string
  readonly sha256: string
}

/** Canonical bytes and hashes of both languages; paragraphs that stood in the version of `kept` have its numbers. */
export function canonicalText(trees: BothTrees, kept: BothKept = null): CanonicalText {
  const canonicalEn = canonicalBytes(trees.en, kept?.en)
  const canonicalFr = canonicalBytes(trees.fr, kept?.fr)
  const sha256En = textHash(canonicalEn)
  const sha256Fr = textHash(canonicalFr)
  return { canonicalEn, canonicalFr, sha256En, sha256Fr, sha256: hashOfBoth(sha256En, sha256Fr) }
}

/**
 * One language as UTF-8 JSON without white space, as JSON.stringify writes it, keys in alphabetical order:
 *   {"form":1,"language":"en",
 *    "paragraphs":[{"kind":"recital","number":"1","pid":"…","runs":[{"bold":true,"text":"…"}]}]}
 * `number` is the printed number or null. A run has `text` and, only when they apply, `bold` true, `by` (who proposes
 * words in square brackets), `cites`, `italic` true. Words are in Unicode NFC; suggestions and comment marks are left
 * out, empty runs dropped, neighbours of one look merged.
 */
export function canonicalBytes(tree: Tree, kept?: KeptNumbers): Uint8Array {
  const stands = settled(tree)
  const numbers = numbersOf(stands, kept)
  const paragraphs = stands.paragraphs.map(({ kind, pid, runs }) => ({
    kind,
    number: numbers.get(pid) ?? null,
    pid,
    runs: joinRuns(runs.map(({ threads: _, ...run }) => run)).map(canonicalRun),
  }))
  return new TextEncoder().encode(JSON.stringify({ form: 1, language: tree.language, paragraphs }))
}

// The order of the keys here is the order of the bytes: alphabetical.
function canonicalRun(run: Run) {
  return {
    ...(run.bold && { bold: true }),
    ...(run.by && { by: run.by }),
    ...(run.cites && { cites: run.cites }),
    ...(run.italic && { italic: true }),
    text: run.text.normalize('NFC'),
  }
}

/** SHA-256 in lower-case hex. */
export function textHash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/**
 * The hash of a text in both languages: SHA-256 of the three ASCII lines, each ended by one line feed,
 * `recital-text/1`, `en <sha256 of the English bytes>`, `fr <sha256 of the French bytes>`.
 */
export function hashOfBoth(sha256En: string, sha256Fr: string): string {
  return textHash(new TextEncoder().encode(`recital-text/1\nen ${sha256En}\nfr ${sha256Fr}\n`))
}
