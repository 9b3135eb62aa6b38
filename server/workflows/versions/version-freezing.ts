// Freezing a version: the text as the log has it, kept as bytes with their hash. The text goes on.

import { holdDossier } from '#db/dossiers/dossiers.ts'
import { type Tx, transact } from '#db/engine/transaction.ts'
import type { VersionFreezingTable } from '#db/schema/versions.ts'
import { insertFreezing, insertName } from '#db/versions/version-names.ts'
import { countVersions, findLastVersion, insertVersion, type VersionRow } from '#db/versions/versions.ts'
import { canonicalText } from '../../document/canonical/canonical.ts'
import { suggestionsOf } from '../../document/suggestions/suggestions.ts'
import { whyNot } from '../../domain/access/access.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { heed, Refused, refusal } from '../../domain/refusal.ts'
import { whyNotVersionName, whyNotVersionNote } from '../../domain/text/version.ts'
import type { Frozen } from '../../live/rooms.ts'
import type { World } from '../../world.ts'
import { askDossier, readableOf, refuseUnknown } from '../dossiers/dossier-access.ts'
import { record, rowSeal } from '../record/record.ts'
import { keptNumbersOf } from './kept-numbers.ts'

export interface Freezing {
  readonly dossierId: string
  readonly name: string
  readonly note: string
}

/** What is frozen, and why. */
export interface Snapshot extends Freezing {
  readonly id: string
  readonly by: Member
  readonly frozen: Frozen
  /** The version that is restored right after. */
  readonly beforeRestoring: string | null
}

/** Keeps the text as it stands. Suggestions are not part of it; how many stood is kept with it. */
export async function freezeText(
  world: World,
  by: Member,
  { dossierId, name, note }: Freezing,
): Promise<{ id: string; ordinal: number }> {
  const { row } = await askDossier(world.store.db, { id: dossierId, by, now: world.clock() }, 'version.freeze')
  heed(whyNotVersionName(name, { isNew: true }) ?? whyNotVersionNote(note))
  const id = world.mint()
  const { number } = await takeInTurn(world, row.document_id, async (tx, frozen) => {
    const held = (await holdDossier(tx, dossierId)) ?? refuseUnknown()
    heed(whyNot('version.freeze', by, (await readableOf(tx.q, held, tx.now)).item))
    const version = await keepSnapshot(tx, { id, dossierId, by, name, note, frozen, beforeRestoring: null })
    if (typeof version === 'number') throw new Refused(sameAs(version))
    return version
  })
  world.bulletin.announce(`dossier:${dossierId}`)
  return { id, ordinal: number }
}

/** A version with later words was kept after this text had been taken. */
class Overtaken extends Error {}

/** So often in a row nobody is overtaken: the versions and the log of such a store do not belong together. */
const mostTakings = 10

/**
 * Does `keep`, which uses keepSnapshot, in one transaction with the text as it stands: taken again whenever somebody else's version with later
 * words came first, so that of two versions the later one never has the older text.
 */
export async function takeInTurn<T>(
  world: World,
  documentId: string,
  keep: (tx: Tx, frozen: Frozen) => Promise<T>,
): Promise<T> {
  for (let taking = 1; ; taking++) {
    const frozen = await world.rooms.take(documentId)
    try {
      return await transact(world.store, world.clock(), (tx) => keep(tx, frozen))
    } catch (error) {
      if (!(error instanceof Overtaken) || taking === mostTakings) throw error
    }
  }
}

/**
 * Writes a version of a dossier that is held, and its line in the record. When the last version is the same text nothing is written, and
 * its number comes back. To be called in takeInTurn.
 */
export async function keepSnapshot(tx: Tx, snapshot: Snapshot): Promise<VersionRow | number> {
  const { id, dossierId, by, name, note, frozen, beforeRestoring } = snapshot
  const version = await versionRow(tx, { id, dossierId, by, frozen })
  const last = await findLastVersion(tx.q, dossierId)
  if (last && last.upto_seq > frozen.uptoSeq) throw new Overtaken()
  if (last?.sha256 === version.sha256) return last.number
  await insertVersion(tx, version)
  const freezing: VersionFreezingTable = {
    version_id: id,
    note: note.trim(),
    open_suggestions: suggestionsOf(frozen.trees).length,
    before_restoring: beforeRestoring,
  }
  await insertFreezing(tx, freezing)
  const named = name.trim() === '' ? null : await insertName(tx, { versionId: id, name: name.trim(), memberId: by.id })
  const seals = [
    ['version', id, rowSeal(version)],
    ['version_freezing', id, rowSeal(freezing)],
    ...(named ? [['version_name', `${id}/${named.seq}`, rowSeal(named)]] : []),
  ]
  const { number, sha256, upto_seq: uptoSeq } = version
  const detail = { version: id, number, sha256, uptoSeq, seals }
  await record(tx, { actor: by.id, act: 'froze a version', subject: `dossier:${dossierId}`, detail })
  return version
}

/** The row of the next version of a dossier that is held. */
export async function versionRow(
  tx: Tx,
  { id, dossierId, by, frozen }: { id: string; dossierId: string; by: Member; frozen: Frozen },
): Promise<VersionRow> {
  const text = canonicalText(frozen.trees, await keptNumbersOf(tx.q, dossierId))
  return {
    id,
    dossier_id: dossierId,
    number: (await countVersions(tx.q, dossierId)) + 1,
    upto_seq: frozen.uptoSeq,
    canonical_en: text.canonicalEn,
    canonical_fr: text.canonicalFr,
    sha256_en: text.sha256En,
    sha256_fr: text.sha256Fr,
    sha256: text.sha256,
    created_by: by.id,
    at: tx.now,
  }
}

function sameAs(last: number) {
  return refusal('not-again', {
    en: `The text is the same as version ${last}; that one can be given another name.`,
    fr: `Le texte est identique à la version ${last}\u00a0; un autre nom peut être donné à celle-ci.`,
  })
}
