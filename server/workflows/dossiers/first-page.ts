// The first row of a text's log. It is written in the transaction that opens the dossier: no text is ever without a
// block.

import * as Y from 'yjs'
import type { NewUpdate } from '#db/texts/documents.ts'
import { seed } from '../../document/writing/edit.ts'
import { hashOf } from '../../live/text/journal.ts'

/** One empty operative paragraph in both languages, under the pid given. */
export function firstPage(pid: string): NewUpdate {
  const doc = new Y.Doc()
  seed(doc, [{ pid, kind: 'operative', en: [], fr: [] }])
  const bytes = Y.encodeStateAsUpdate(doc)
  return { member_id: null, client_id: doc.clientID, bytes, sha256: hashOf(bytes) }
}
