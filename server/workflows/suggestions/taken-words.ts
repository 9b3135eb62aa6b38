// Words that an editor took out of somebody else's suggestion: they count as rejected by the editor. Noted once for
// each editor and suggestion.

import { findDossierByDocument } from '#db/dossiers/dossiers.ts'
import { insertTakings } from '#db/texts/taken-words.ts'
import type { TakenWords } from '../../live/text/taken-words.ts'
import type { World } from '../../world.ts'
import { follow } from '../acts/after.ts'
import { record } from '../record/record.ts'
import { transactAtHead } from '../record/transact-at-head.ts'

export async function noteTakenWords(world: World, { collab, memberId, suggestions }: TakenWords): Promise<void> {
  const dossier = await findDossierByDocument(world.store.db, collab)
  if (!dossier) return
  const isNew = await transactAtHead(world.store, world.clock, async (tx) => {
    const taking = { document_id: collab, member_id: memberId, at: tx.now }
    const rows = suggestions.toSorted().map((id) => ({ ...taking, suggestion_id: id }))
    const noted = await insertTakings(tx, rows)
    if (noted.length === 0) return false
    await record(tx, {
      actor: memberId,
      act: 'rejected words of a suggestion',
      subject: `dossier:${dossier.id}`,
      detail: { suggestions: noted.toSorted() },
      sealed: noted.map((id) => ['suggestion_taking', collab, id, memberId] as const),
    })
    return true
  })
  if (isNew) await follow(world, { announce: [`dossier:${dossier.id}`] })
}
