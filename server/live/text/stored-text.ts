// A text out of the store. What cannot be read whole and true is not served: never a blank, never a part.

import * as Y from 'yjs'
import type { Db } from '#db/engine/open.ts'
import {
  findText,
  type KeptSnapshot,
  type LogRow,
  listKeptSnapshots,
  listUpdates,
  type TextRow,
} from '#db/texts/documents.ts'
import { type ChainedRow, chainText, textGenesis } from '#db/texts/text-chain.ts'
import { rootOf } from '../../document/tree/blocks.ts'
import { readTrees } from '../../document/tree/read.ts'
import { languages } from '../../domain/language.ts'
import { hashOf } from './journal.ts'

/** The stored log does not make a text. It is left as it is, for a person to look at. */
export class BrokenText extends Error {
  constructor(documentId: string, why: string, cause?: unknown) {
    super(`text ${documentId} is set aside: ${why}`, { cause })
    this.name = 'BrokenText'
  }
}

export interface LoadedText {
  /** Replayed and looked through at the first use. Throws BrokenText then. */
  readonly doc: Y.Doc
  /**
   * The text as one update, when a snapshot holds all of it: the bytes are those that were looked through when it was
   * stored.
   */
  readonly whole: Uint8Array | null
  /** Last position of the log that is in `doc`, and the head of its chain there. */
  readonly seq: number
  readonly head: string
  readonly snapshotSeq: number
  readonly isFrozen: boolean
  /** Bytes read: snapshot and tail. */
  readonly size: number
  /** Client id → member. */
  readonly leases: Map<number, string>
  /** Comment threads of the text, also those whose marks are gone for now. */
  readonly threads: ReadonlySet<string>
  /** Suggestions of the text, also those whose marks are gone. */
  readonly suggestions: ReadonlySet<string>
}

/** Older snapshots looked at, if the newest is damaged, before the whole log is replayed. */
const snapshotsTried = 3

/** The text as the store has it; null when there is no such text. Throws BrokenText. */
export async function loadText(db: Db, documentId: string): Promise<LoadedText | null> {
  const row = await findText(db, documentId)
  if (!row) return null
  const snapshot = await trueSnapshot(db, documentId, row)
  const snapshotSeq = snapshot?.upto_seq ?? 0
  const seq = row.next_seq - 1
  const tail = seq > snapshotSeq ? await listUpdates(db, documentId, snapshotSeq) : []
  const updates = tail.filter((update) => update.seq <= seq)
  if (updates.length !== seq - snapshotSeq) throw new BrokenText(documentId, `rows are missing before ${seq}`)
  checkRows(documentId, updates, snapshotSeq + 1)
  checkChain(documentId, updates, { from: snapshot?.chain ?? textGenesis(documentId), to: row.head })
  const size = updates.reduce((sum, update) => sum + update.bytes.length, snapshot?.bytes.length ?? 0)
  const whole = snapshot && updates.length === 0 ? snapshot.bytes : null
  let doc = whole ? null : replay(documentId, snapshot, updates)
  return {
    get doc() {
      doc ??= replay(documentId, snapshot, updates)
      return doc
    },
    ...{
      whole,
      seq,
      head: row.head,
      snapshotSeq,
      isFrozen: row.frozen_at !== null,
      size,
      leases: row.clients,
      threads: row.threads,
      suggestions: row.suggestions,
    },
  }
}

/** With the head of the chain of the log there. */
type Snapshot = Pick<KeptSnapshot, 'upto_seq' | 'bytes' | 'sha256' | 'chain'>

/** The newest snapshot that is what was stored, of those that the record vouches for. */
async function trueSnapshot(db: Db, documentId: string, newest: TextRow): Promise<Snapshot | null> {
  const { upto_seq, bytes, sha256, chain } = newest
  if (upto_seq === null || bytes === null || sha256 === null || chain === null) return null
  if (hashOf(bytes) === sha256) return { upto_seq, bytes, sha256, chain }
  const older = await listKeptSnapshots(db, documentId, snapshotsTried)
  return older.find((one) => hashOf(one.bytes) === one.sha256) ?? null
}

/** Throws BrokenText unless the rows stand one behind the other from `from` on, each as it was stored. */
export function checkRows(
  documentId: string,
  rows: readonly Pick<LogRow, 'seq' | 'bytes' | 'sha256'>[],
  from: number,
): void {
  for (const [at, { seq, bytes, sha256 }] of rows.entries()) {
    if (seq !== from + at) throw new BrokenText(documentId, `position ${from + at} is missing`)
    if (hashOf(bytes) !== sha256) throw new BrokenText(documentId, `position ${seq} is not what was stored`)
  }
}

/** Throws BrokenText unless the rows are the ones that lead from one head of the chain to the other. */
function checkChain(
  documentId: string,
  rows: readonly ChainedRow[],
  { from, to }: { readonly from: string; readonly to: string },
): void {
  let head = from
  for (const row of rows) head = chainText(head, row)
  if (head !== to) throw new BrokenText(documentId, 'its log is not the one that was chained')
}

function replay(
  documentId: string,
  snapshot: Snapshot | null,
  updates: readonly Pick<LogRow, 'seq' | 'bytes'>[],
): Y.Doc {
  const doc = new Y.Doc()
  for (const language of languages) rootOf(doc, language)
  let at = snapshot?.upto_seq ?? 0
  try {
    doc.transact(() => {
      if (snapshot) Y.applyUpdate(doc, snapshot.bytes)
      for (const { seq, bytes } of updates) {
        at = seq
        Y.applyUpdate(doc, bytes)
      }
    })
    if (isPending(doc)) throw new Error('something is missing before it')
    readTrees(doc)
  } catch (error) {
    throw new BrokenText(documentId, `position ${at} cannot be read`, error)
  }
  return doc
}

/** True when Yjs keeps something back that it cannot place: such a document reads differently after a reload. */
export function isPending(doc: Y.Doc): boolean {
  return doc.store.pendingStructs !== null || doc.store.pendingDs !== null
}
