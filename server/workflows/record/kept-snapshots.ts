// A snapshot of a text is kept together with a line of the record that names its hash and the place of the log it
// stands for: what a room reads later is what was replayed, and not what somebody put there.

import type { Store } from '#db/engine/open.ts'
import { insertSnapshot, keptSnapshotAct, snapshotDetail } from '#db/texts/documents.ts'
import type { KeepSnapshot } from '../../live/text/snapshots.ts'
import { record } from './record.ts'
import { transactAtHead } from './transact-at-head.ts'

/** For the rooms over `store`. */
export function keepSnapshots(store: Store, clock: () => number): KeepSnapshot {
  return ({ documentId, uptoSeq, bytes, sha256, chain }) =>
    transactAtHead(store, clock, async (tx) => {
      const isNew = await insertSnapshot(tx, { document_id: documentId, upto_seq: uptoSeq, bytes, sha256 })
      if (!isNew) return
      const detail = snapshotDetail({ chain, sha256, uptoSeq })
      await record(tx, { actor: 'system', act: keptSnapshotAct, subject: `text:${documentId}`, detail })
    })
}
