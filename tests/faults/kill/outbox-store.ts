// What the store says of one restoring, read past the server: the act, the work it left, the edit, its end, and what
// follows the text.

import * as Y from 'yjs'
import { findOutbox } from '#db/acts/outbox.ts'
import { listRecordOf } from '#db/acts/record.ts'
import type { Db, Store } from '#db/engine/open.ts'
import { readAtOnce } from '#db/engine/transaction.ts'
import { findDocument, listRows } from '#db/texts/documents.ts'
import { findVersion } from '#db/versions/versions.ts'
import { acceptText } from '#server/document/canonical/parse-frozen.ts'
import { readAlike } from '#server/document/numbering/kept-text.ts'
import { rootOf } from '#server/document/tree/blocks.ts'
import { readTrees } from '#server/document/tree/read.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import { languages } from '#server/domain/language.ts'
import { restoreText } from '#server/workflows/acts/outbox.ts'
import { wordsIn } from '../people/words.ts'

/** A text, and the one version of it that is restored. */
export interface Subject {
  readonly dossierId: string
  readonly collab: string
  readonly versionId: string
}

export interface Standing {
  /** Lines of the record: that a version was restored, that its text was written. */
  readonly acts: number
  readonly ends: number
  readonly isOwed: boolean
  /** Rows of the server's own in the log, after the version that is restored. */
  readonly edits: number
  readonly isFollowed: boolean
}

export function standingOf(store: Store, { dossierId, collab, versionId }: Subject): Promise<Standing> {
  return readAtOnce(store, async (db) => {
    const subject = `dossier:${dossierId}`
    const document = await findDocument(db, collab)
    const version = await findVersion(db, versionId)
    if (!document || !version) throw new Error(`no text ${collab}`)
    const rows = await listRows(db, collab, version.upto_seq)
    return {
      acts: (await listRecordOf(db, { subject, act: 'restored a version' })).length,
      ends: (await endsOf(db, subject)).length,
      isOwed: await isOwed(db, subject),
      edits: rows.filter(({ member_id }) => member_id === null).length,
      isFollowed: document.indexed_seq === document.next_seq - 1,
    }
  })
}

export function isOwedAt(store: Store, { dossierId }: Subject): Promise<boolean> {
  return readAtOnce(store, (db) => isOwed(db, `dossier:${dossierId}`))
}

async function isOwed(db: Db, subject: string): Promise<boolean> {
  return (await findOutbox(db, { kind: restoreText, subject })) !== undefined
}

/** The position of the log that each line names which ends a restoring. */
async function endsOf(db: Db, subject: string): Promise<number[]> {
  const lines = await listRecordOf(db, { subject, act: 'wrote a restored version' })
  return lines.map(({ detail }) => (JSON.parse(detail) as { seq: number }).seq)
}

export interface Replayed {
  /** Ends at whose position the text does not read as the version does. */
  readonly unlike: number
  /** Words that stood in the text at some time, and those that stand in it now. */
  readonly ever: ReadonlySet<string>
  readonly now: ReadonlySet<string>
}

/**
 * Goes through the log row by row. Among nodes, words that came to the other one while the edit was made stand beside
 * it: none of those that stood in the version that was kept before.
 */
export function replay(
  store: Store,
  { dossierId, collab, versionId }: Subject,
  { isAmongNodes }: { readonly isAmongNodes: boolean },
): Promise<Replayed> {
  return readAtOnce(store, async (db) => {
    const version = await findVersion(db, versionId)
    if (!version) throw new Error(`no version ${versionId}`)
    const wanted = acceptText(version.canonical_en, version.canonical_fr).trees
    const subject = `dossier:${dossierId}`
    const ends = await endsOf(db, subject)
    const [act] = await listRecordOf(db, { subject, act: 'restored a version' })
    const keptAt = act && (JSON.parse(act.detail) as { kept: { uptoSeq: number } }).kept.uptoSeq
    let kept = new Set<string>()
    const doc = new Y.Doc()
    for (const language of languages) rootOf(doc, language)
    const ever = new Set<string>()
    const alike = new Set<number>()
    for (const { seq, bytes } of await listRows(db, collab, 0)) {
      Y.applyUpdate(doc, bytes)
      const words = wordsIn(doc)
      for (const word of words) ever.add(word)
      if (seq === keptAt) kept = words
      // `calling ` of the text itself has the form of a word too.
      const beside = isAmongNodes ? [...words].filter((word) => /^..000/.test(word) && !kept.has(word)) : []
      if (ends.includes(seq) && readAlike(without(beside, readTrees(doc)), wanted)) alike.add(seq)
    }
    return { unlike: ends.filter((seq) => !alike.has(seq)).length, ever, now: wordsIn(doc) }
  })
}

function without(words: readonly string[], { en, fr }: BothTrees): BothTrees {
  const bare = (text: string) => words.reduce((left, word) => left.replace(word, ''), text)
  const paragraphs = en.paragraphs.map((one) => ({
    ...one,
    runs: one.runs.map((run) => ({ ...run, text: bare(run.text) })).filter(({ text }) => text !== ''),
  }))
  return { en: { ...en, paragraphs }, fr }
}
