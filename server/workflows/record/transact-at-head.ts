// A transaction at the head of the record. Whoever has the head is alone: the time is taken after it, so that times
// never fall along the record, whatever the clocks of several nodes say.

import { holdRecordHead } from '#db/acts/record.ts'
import type { Store } from '#db/engine/open.ts'
import { type Tx, transact } from '#db/engine/transaction.ts'

/** Waits for the head, then runs `work` with the time as it is then: never before that of the last line. */
export function transactAtHead<T>(store: Store, clock: () => number, work: (tx: Tx) => Promise<T>): Promise<T> {
  // One connection of this process waits for the head, and not one for each who wants it.
  return store.inTurn(() =>
    transact(store, 0, async (tx) => {
      const head = await holdRecordHead(tx)
      return work({ ...tx, now: Math.max(clock(), head.at) })
    }),
  )
}
