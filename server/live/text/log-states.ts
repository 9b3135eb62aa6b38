// The states that a log went through, looked at one after the other. It knows no room: what it finds is in the store.

import * as Y from 'yjs'
import type { Db } from '#db/engine/open.ts'
import { listRows } from '#db/texts/documents.ts'
import { rootOf } from '../../document/tree/blocks.ts'
import { readTrees } from '../../document/tree/read.ts'
import type { BothTrees } from '../../document/tree/tree.ts'
import { languages } from '../../domain/language.ts'
import { checkRows } from './stored-text.ts'

interface Sought {
  /** A position of the log. */
  readonly after: number
  readonly isWanted: (trees: BothTrees) => boolean
}

/** The position of the first row of the server after `after` with which the text is as wanted; null for none. Replays the whole log. */
export async function firstServerRow(db: Db, documentId: string, { after, isWanted }: Sought): Promise<number | null> {
  const rows = await listRows(db, documentId, 0)
  checkRows(documentId, rows, 1)
  const doc = new Y.Doc()
  for (const language of languages) rootOf(doc, language)
  for (const { seq, bytes, member_id } of rows) {
    Y.applyUpdate(doc, bytes)
    if (seq > after && member_id === null && isWanted(readTrees(doc))) return seq
  }
  return null
}
