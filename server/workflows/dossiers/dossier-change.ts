// One act on a dossier that is held while it is done: its line in the record, and what must be told after the commit.

import { holdDossier } from '#db/dossiers/dossiers.ts'
import { type Tx, transact } from '#db/engine/transaction.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import { record } from '../record/record.ts'
import { type Readable, readableOf, refuseUnknown } from './dossier-access.ts'

interface Changed {
  readonly act: string
  readonly detail: Readonly<Record<string, unknown>>
}

/** Does `work` on the held dossier and records what it says was done; after the commit the seats of its room are asked anew. */
export async function changeDossier(
  world: World,
  { dossierId, by }: { readonly dossierId: string; readonly by: Member },
  work: (tx: Tx, readable: Readable) => Promise<Changed>,
): Promise<void> {
  const collab = await transact(world.store, world.clock(), async (tx) => {
    const row = (await holdDossier(tx, dossierId)) ?? refuseUnknown()
    const { act, detail } = await work(tx, await readableOf(tx.q, row, tx.now))
    await record(tx, { actor: by.id, act, subject: `dossier:${dossierId}`, detail })
    return row.document_id
  })
  await world.rooms.reseat({ collab })
  world.bulletin.announce(`dossier:${dossierId}`)
}
