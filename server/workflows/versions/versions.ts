// Versions as they are read: those of a dossier, one with its words, and the text as it stands beside them.

import { findDossier } from '#db/dossiers/dossiers.ts'
import type { Db } from '#db/engine/open.ts'
import { findKeptVersion } from '#db/versions/version-names.ts'
import { findVersion, listVersions, type VersionLineRow, type VersionRow } from '#db/versions/versions.ts'
import { acceptText } from '../../document/canonical/parse-frozen.ts'
import { asFrozen } from '../../document/numbering/kept-text.ts'
import { whyNot } from '../../domain/access/access.ts'
import { issueReference } from '../../domain/dossiers/reference.ts'
import type { Words } from '../../domain/language.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import { type Readable, readableOf, refuseUnknown } from '../dossiers/dossier-access.ts'
import { type Printer, printerOf } from '../people/person-labels.ts'
import { dossierLine } from '../row-views.ts'
import type { TextNow, VersionText, VersionView } from './version-views.ts'

/** The dossier, for who may read its history; for everybody else there is nothing here. */
export async function askHistory(world: World, by: Member, dossierId: string): Promise<Readable> {
  const { db } = world.store
  const row = (await findDossier(db, dossierId)) ?? refuseUnknown()
  const readable = await readableOf(db, row, world.clock())
  return mayReadHistory(by, readable) ? readable : refuseUnknown()
}

/** The row of a version, its bytes with it, before anything is asked about the reader. */
export async function findFrozen(world: World, versionId: string): Promise<VersionRow> {
  return (await findVersion(world.store.db, versionId)) ?? refuseUnknown()
}

export function mayReadHistory(by: Member, { item }: Pick<Readable, 'item'>): boolean {
  return whyNot('text.history.read', by, item) === null
}

/** The versions of a dossier, newest first. Refused (not-found) for who may not read its history. */
export async function versionsOf(world: World, by: Member, dossierId: string): Promise<readonly VersionView[]> {
  await askHistory(world, by, dossierId)
  return versionViews(world.store.db, dossierId, await printerOf(world.store.db, world.clock()))
}

/** For who may read the history of the dossier already. */
export async function versionViews(db: Db, dossierId: string, printer: Printer): Promise<readonly VersionView[]> {
  const kept = await findKeptVersion(db, dossierId)
  return (await listVersions(db, dossierId)).map((row) => versionView(row, { printer, kept }))
}

/** A version with its words as they were frozen. Refused (not-found) as for one that does not exist. */
export async function versionText(world: World, by: Member, versionId: string): Promise<VersionText> {
  const { db } = world.store
  const row = await findFrozen(world, versionId)
  const { row: dossier } = await askHistory(world, by, row.dossier_id)
  const views = await versionViews(db, row.dossier_id, await printerOf(db, world.clock()))
  const version = views.find(({ id }) => id === versionId) ?? refuseUnknown()
  return { version, dossier: dossierLine(dossier), text: acceptText(row.canonical_en, row.canonical_fr) }
}

/**
 * The text as it stands, without what is only suggested. For who may read its history, like the versions it is compared
 * with.
 */
export async function currentText(world: World, by: Member, dossierId: string): Promise<TextNow> {
  const { row } = await askHistory(world, by, dossierId)
  const { trees, seq } = await world.rooms.read(row.document_id)
  return { dossier: dossierLine(row), seq, text: asFrozen(trees) }
}

function versionView(
  row: VersionLineRow,
  { printer, kept }: { readonly printer: Printer; readonly kept: string | null },
): VersionView {
  return {
    id: row.id,
    ordinal: row.number,
    name: row.name,
    reference: referenceOf(row),
    label: labelOf(row),
    frozenAt: row.at,
    by: printer.byId(row.created_by),
    ofBallot: row.ballot_id,
    note: row.note ?? '',
    openSuggestions: row.open_suggestions,
    keepsNumbers: row.id === kept,
    uptoSeq: row.upto_seq,
    sha256: row.sha256,
  }
}

function referenceOf({ ref_year: year, ref_number: number, ref_revision: revision }: VersionLineRow): string | null {
  if (year === null || number === null || revision === null) return null
  return issueReference({ year, number, revision })
}

/** A name is as it was given, in whichever language. */
function labelOf({ number, name, before_restoring: restored }: VersionLineRow): Words {
  const label = `Version ${number}`
  if (name !== '') return { en: `${label}, ${name}`, fr: `${label}, ${name}` }
  if (restored === null) return { en: label, fr: label }
  return {
    en: `${label}, as the text stood before version ${restored} was restored`,
    fr: `${label}, état du texte avant la restauration de la version ${restored}`,
  }
}
