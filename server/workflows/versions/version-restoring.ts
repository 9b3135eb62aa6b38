// Restoring a version: one edit that makes the text read as it did then. What stood before is kept as a version of its own first.

import { holdDossier } from '#db/dossiers/dossiers.ts'
import { transact } from '#db/engine/transaction.ts'
import { acceptText } from '../../document/canonical/parse-frozen.ts'
import { restore } from '../../document/compare/restore.ts'
import { readAlike } from '../../document/numbering/kept-text.ts'
import { whyNot } from '../../domain/access/access.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { heed, Refused, refusal } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { readableOf, refuseUnknown } from '../dossiers/dossier-access.ts'
import { record } from '../record/record.ts'
import { keepSnapshot, takeInTurn } from './version-freezing.ts'
import { askHistory, findFrozen } from './versions.ts'

/** Makes the text equal to a version. Comments and suggestions on what stays are still there; restoring another version undoes it. */
export async function restoreVersion(
  world: World,
  by: Member,
  { versionId }: { readonly versionId: string },
): Promise<{ dossierId: string }> {
  const version = await findFrozen(world, versionId)
  const { row, item } = await askHistory(world, by, version.dossier_id)
  heed(whyNot('text.edit', by, item))
  const wanted = acceptText(version.canonical_en, version.canonical_fr).trees
  const kept = await takeInTurn(world, row.document_id, async (tx, frozen) => {
    if (readAlike(frozen.trees, wanted)) throw new Refused(sameNow)
    const held = (await holdDossier(tx, row.id)) ?? refuseUnknown()
    heed(whyNot('text.edit', by, (await readableOf(tx.q, held, tx.now)).item))
    const snapshot = { id: world.mint(), dossierId: row.id, by, name: '', note: '', frozen, beforeRestoring: versionId }
    const made = await keepSnapshot(tx, snapshot)
    return typeof made === 'number' ? made : made.number
  })
  // Words that somebody typed since then are in the log, not in the version that was just kept.
  const { seq } = await world.rooms.write(row.document_id, (doc) => restore(doc, wanted))
  await transact(world.store, world.clock(), (tx) =>
    record(tx, {
      ...{ actor: by.id, act: 'restored a version', subject: `dossier:${row.id}` },
      detail: { version: versionId, number: version.number, before: kept, seq },
    }),
  )
  world.bulletin.announce(`dossier:${row.id}`)
  return { dossierId: row.id }
}

const sameNow = refusal('not-again', {
  en: 'The text already reads as this version does.',
  fr: 'Le texte est déjà identique à cette version.',
})
