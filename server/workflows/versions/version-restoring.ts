// Restoring a version: one edit that makes the text read as it did then. What stood before is kept as a version of its
// own first. The act keeps that version and leaves the edit in the outbox, so that a server that dies in between owes
// it, and writes it once.

import { hash } from 'node:crypto'
import type * as Y from 'yjs'
import { findDocument, findServerRow } from '#db/texts/documents.ts'
import { findVersion } from '#db/versions/versions.ts'
import { acceptText } from '../../document/canonical/parse-frozen.ts'
import { restore } from '../../document/compare/restore.ts'
import { readAlike } from '../../document/numbering/kept-text.ts'
import { whyNot } from '../../domain/access/access.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { heed, Refused, refusal } from '../../domain/refusal.ts'
import type { World } from '../../world.ts'
import { follow } from '../acts/after.ts'
import { onDossier } from '../acts/on-dossier.ts'
import { hasJob, type Job, leaveJob, restoreText, workOne } from '../acts/outbox.ts'
import { record } from '../record/record.ts'
import { transactAtHead } from '../record/transact-at-head.ts'
import { frozenLine, keepSnapshot, takeInTurn } from './version-freezing.ts'
import { askHistory, findFrozen } from './versions.ts'

/** What is owed once a restoring was recorded. `after` is the position of the log that the kept version ends at. */
interface Owed {
  readonly dossierId: string
  readonly collab: string
  readonly versionId: string
  readonly after: number
}

/** The act of the line that says where in the log a restored version was written. */
export const writtenAct = 'wrote a restored version'

/** Milliseconds that the edit is left to the request that asked for it. */
const aMoment = 5_000

/**
 * Makes the text equal to a version. Comments and suggestions on what stays are still there; restoring another version
 * undoes it.
 */
export async function restoreVersion(
  world: World,
  by: Member,
  { versionId }: { readonly versionId: string },
): Promise<{ dossierId: string }> {
  const version = await findFrozen(world, versionId)
  const { row, item } = await askHistory(world, by, version.dossier_id)
  heed(whyNot('text.edit', by, item))
  const wanted = acceptText(version.canonical_en, version.canonical_fr).trees
  const jobId = world.mint()
  await takeInTurn(world, row.document_id, (frozen) =>
    onDossier(world, by, { dossierId: row.id, asks: 'text.edit' }, async ({ tx, by }) => {
      if (readAlike(frozen.trees, wanted)) throw new Refused(sameNow)
      if ((await findDocument(tx.q, row.document_id))?.frozen_at !== null) throw new Refused(isFrozen)
      if (await hasJob(tx, restoreText, `dossier:${row.id}`)) throw new Refused(beingRestored)
      const before = { id: world.mint(), dossierId: row.id, by, name: '', note: '', frozen, beforeRestoring: versionId }
      const kept = await keepSnapshot(tx, before)
      const owed: Owed = { dossierId: row.id, collab: row.document_id, versionId, after: frozen.uptoSeq }
      const dueAt = tx.now + aMoment
      await leaveJob(tx, { id: jobId, kind: restoreText, subject: `dossier:${row.id}`, payload: owed, dueAt })
      const { detail, sealed } = frozenLine(kept)
      return {
        act: 'restored a version',
        detail: { ...{ restored: versionId, number: version.number, before: kept.number, job: jobId }, kept: detail },
        sealed,
        result: null,
      }
    }),
  )
  // Now, if it can be: whoever restores sees it. Otherwise the outbox does it.
  await workOne(world, { [restoreText]: writeRestored }, jobId).catch((error: unknown) => {
    world.log.error({ err: error, job: jobId }, 'a version could not be restored at once; the outbox does it')
  })
  return { dossierId: row.id }
}

/** Writes what is owed, once: a server that died may have written it already. */
export async function writeRestored(world: World, job: Job): Promise<void> {
  const { dossierId, collab, versionId, after } = job.payload as Owed
  const version = await findVersion(world.store.db, versionId)
  if (!version) throw new Error(`version ${versionId} is gone`)
  const wanted = acceptText(version.canonical_en, version.canonical_fr).trees
  const ids = Array.from({ length: job.tries }, (_, at) => clientIdOf(job, at + 1))
  const writtenAt = () => findServerRow(world.store.db, collab, { afterSeq: after, clientIds: ids })
  let seq = job.tries > 1 ? await writtenAt() : null
  if (seq === null) {
    // Words that somebody typed since then are in the log, not in the version that was kept.
    const write = (doc: Y.Doc) => {
      job.heedLease()
      restore(doc, wanted)
    }
    const { seq: end } = await world.rooms.write(collab, write, ids.at(-1))
    // No row where the text read so already; and others may have written behind it.
    seq = (await writtenAt()) ?? end
  }
  await transactAtHead(world.store, world.clock, async (tx) => {
    await job.finish(tx)
    const detail = { version: versionId, job: job.id, seq }
    await record(tx, { actor: 'system', act: writtenAct, subject: `dossier:${dossierId}`, detail })
  })
  await follow(world, { announce: [`dossier:${dossierId}`] })
}

/**
 * What an edit is known by in the log, whatever others wrote around it: a Yjs client id of its own for each try, 32
 * bits.
 */
function clientIdOf({ id }: Job, tries: number): number {
  return hash('sha256', `${id} ${tries}`, 'buffer').readUInt32BE()
}

const sameNow = refusal('not-again', {
  en: 'The text already reads as this version does.',
  fr: 'Le texte est déjà identique à cette version.',
})
const isFrozen = refusal('not-now', {
  en: 'A vote is under way: the text does not change until it is closed.',
  fr: 'Un vote est en cours\u00a0: le texte ne change pas avant sa clôture.',
})
const beingRestored = refusal('not-now', {
  en: 'Another version is being restored at this moment. Look at the text first.',
  fr: 'Une autre version est en cours de rétablissement. Consultez d’abord le texte.',
})
