// Freezing a version: the text as the log has it, kept as bytes with their hash. The text goes on.

import type { Tx } from '#db/engine/transaction.ts'
import type { VersionFreezingTable } from '#db/schema/versions.ts'
import { insertFreezing, insertName } from '#db/versions/version-names.ts'
import { countVersions, findLastVersion, insertVersion, type VersionRow } from '#db/versions/versions.ts'
import { canonicalText } from '../../document/canonical/canonical.ts'
import { suggestionsOf } from '../../document/suggestions/suggestions.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { heed, Refused, refusal } from '../../domain/refusal.ts'
import { whyNotVersionName, whyNotVersionNote } from '../../domain/text/version.ts'
import type { Frozen } from '../../live/rooms.ts'
import type { World } from '../../world.ts'
import { onDossier } from '../acts/on-dossier.ts'
import { askDossier } from '../dossiers/dossier-access.ts'
import type { RowName } from '../record/seals.ts'
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
  return takeInTurn(world, row.document_id, (frozen) =>
    onDossier(world, by, { dossierId, asks: 'version.freeze' }, async ({ tx, by }) => {
      const kept = await keepSnapshot(tx, { id, dossierId, by, name, note, frozen, beforeRestoring: null })
      if (!kept.isNew) throw new Refused(sameAs(kept.number))
      return { ...frozenLine(kept), result: { id, ordinal: kept.number } }
    }),
  )
}

/** A version with later words was kept after this text had been taken. */
class Overtaken extends Error {}

/** So often in a row nobody is overtaken: the versions and the log of such a store do not belong together. */
const mostTakings = 10

/**
 * Does `keep`, an act that uses keepSnapshot, with the text as it stands: taken again whenever somebody else's version
 * with later words came first, so that of two versions the later one never has the older text.
 */
export async function takeInTurn<T>(
  world: World,
  documentId: string,
  keep: (frozen: Frozen) => Promise<T>,
): Promise<T> {
  for (let taking = 1; ; taking++) {
    const frozen = await world.rooms.take(documentId)
    try {
      return await keep(frozen)
    } catch (error) {
      if (!(error instanceof Overtaken) || taking === mostTakings) throw error
    }
  }
}

/** A version that holds the text; `isNew` is false where the last one already did. */
export interface Kept {
  readonly isNew: boolean
  readonly number: number
  readonly uptoSeq: number
  readonly detail: Readonly<Record<string, unknown>>
  readonly sealed: readonly RowName[]
}

/** Writes a version, within an act on its dossier, unless the last one is the same text. To be called in takeInTurn. */
export async function keepSnapshot(tx: Tx, snapshot: Snapshot): Promise<Kept> {
  const { id, dossierId, by, name, note, frozen, beforeRestoring } = snapshot
  const version = await versionRow(tx, { id, dossierId, by, frozen })
  const last = await findLastVersion(tx.q, dossierId)
  if (last && last.upto_seq > frozen.uptoSeq) throw new Overtaken()
  if (last?.sha256 === version.sha256) {
    return { isNew: false, number: last.number, uptoSeq: last.upto_seq, detail: {}, sealed: [] }
  }
  await insertVersion(tx, version)
  const freezing: VersionFreezingTable = {
    version_id: id,
    note: note.trim(),
    open_suggestions: suggestionsOf(frozen.trees).length,
    before_restoring: beforeRestoring,
  }
  await insertFreezing(tx, freezing)
  const named = name.trim() === '' ? null : await insertName(tx, { versionId: id, name: name.trim(), memberId: by.id })
  const { number, sha256, upto_seq: uptoSeq } = version
  return {
    ...{ isNew: true, number, uptoSeq },
    detail: { version: id, number, sha256, uptoSeq },
    sealed: [['version', id], ['version_freezing', id], ...(named ? [['version_name', id, named.seq] as const] : [])],
  }
}

/** The line of a version that was frozen. */
export function frozenLine({ detail, sealed }: Kept) {
  return { act: 'froze a version', detail, sealed }
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
