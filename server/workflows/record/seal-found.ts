// Rows from before they were sealed are sealed as they are found, once, with the date of that: what happened to them
// earlier is not claimed.

import type { World } from '../../world.ts'
import type { Job } from '../acts/outbox.ts'
import { record } from './record.ts'
import { sealedTables } from './sealed-forms.ts'
import { sealsOfTables } from './seals.ts'
import { transactAtHead } from './transact-at-head.ts'

/** Seals that one line holds at most. */
const sealsALine = 1_000

/** Work left by a migration that begins to seal what was not. */
export async function sealAsFound(world: World, job: Job): Promise<void> {
  await transactAtHead(world.store, world.clock, async (tx) => {
    await job.finish(tx)
    const seals = await sealsOfTables(tx.q, sealedTables)
    for (let at = 0; at < seals.length; at += sealsALine) {
      await record(tx, {
        ...{ actor: 'system', act: 'sealed what was found', subject: 'committee:1' },
        detail: { seals: seals.slice(at, at + sealsALine) },
      })
    }
  })
}
