// What is said of a version after it was frozen: its name, its reference, and whether the text keeps its numbers. The
// bytes stay.

import { deleteCitingParagraphs } from '#db/convention/citations.ts'
import { insertNextReference } from '#db/dossiers/dossiers.ts'
import type { Tx } from '#db/engine/transaction.ts'
import { findKeptVersion, insertKept, insertName, insertReference, listRevisions } from '#db/versions/version-names.ts'
import { listVersions, type VersionLineRow } from '#db/versions/versions.ts'
import type { Action } from '../../domain/access/access.ts'
import { issueReference } from '../../domain/dossiers/reference.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { heed, Refused, refusal } from '../../domain/refusal.ts'
import { nextRevision, type Serial, whyNotReference, whyNotVersionName } from '../../domain/text/version.ts'
import type { World } from '../../world.ts'
import { onDossier } from '../acts/on-dossier.ts'
import type { Readable } from '../dossiers/dossier-access.ts'
import type { RowName } from '../record/seals.ts'
import { yearInStrasbourg } from '../strasbourg.ts'
import { askHistory, findFrozen } from './versions.ts'

/** Where the version stands. */
export interface Place {
  readonly dossierId: string
  readonly ordinal: number
}

interface Written {
  readonly act: string
  readonly detail: Readonly<Record<string, unknown>>
  readonly sealed: readonly RowName[]
}

/** Gives a version another name; '' takes it away. */
export async function nameVersion(
  world: World,
  by: Member,
  { versionId, name }: { readonly versionId: string; readonly name: string },
): Promise<Place> {
  heed(whyNotVersionName(name, { isNew: false }))
  return onVersion(world, by, { versionId, asks: 'version.name' }, async (tx, { by }) => {
    const row = await insertName(tx, { versionId, name: name.trim(), memberId: by.id })
    // Its words may tell of a draft: the record has only that it was changed.
    const detail = { version: versionId }
    return { act: 'named a version', detail, sealed: [['version_name', versionId, row.seq]] }
  })
}

/**
 * Under which number a version goes out: `new` is the next free one of the year, else a number of this dossier,
 * `2026/5`.
 */
export async function takeReference(
  world: World,
  by: Member,
  { versionId, as }: { readonly versionId: string; readonly as: string },
): Promise<Place & { reference: string }> {
  let reference = ''
  const place = await onVersion(world, by, { versionId, asks: 'version.number' }, async (tx, held) => {
    const { by, dossier, versions } = held
    const own = serialsOf(dossier.row, versions)
    const chosen = own.find((serial) => serialKey(serial) === as)
    const hasOne = versions.some(({ id, ref_number }) => id === versionId && ref_number !== null)
    const isOwn = as === newSerial || chosen !== undefined
    heed(whyNotReference({ hasOne, isOwn, number: 0 }))
    const year = yearInStrasbourg(tx.now)
    const serial = chosen ?? { year, number: await insertNextReference(tx, year) }
    heed(whyNotReference({ hasOne, isOwn, number: serial.number }))
    const revision = nextRevision((await listRevisions(tx.q, serial)).map((row) => row.revision))
    const row = { version_id: versionId, ...serial, revision, member_id: by.id, at: tx.now }
    await insertReference(tx, row)
    reference = issueReference(row)
    const sealed = [
      ['reference', serial.year, serial.number],
      ['version_reference', versionId],
    ] as const
    return { act: 'took a reference', detail: { version: versionId, reference }, sealed }
  })
  return { ...place, reference }
}

/** What `takeReference` is told for the next free number of the year. */
export const newSerial = 'new'

export function serialKey({ year, number }: Serial): string {
  return `${year}/${number}`
}

/** The numbers of a dossier: the one it was opened under first, then those taken for its versions. */
export function serialsOf(
  dossier: { readonly ref_year: number; readonly ref_number: number },
  versions: readonly VersionLineRow[],
): Serial[] {
  const all = new Map<string, Serial>()
  const first = { year: dossier.ref_year, number: dossier.ref_number }
  all.set(serialKey(first), first)
  for (const { ref_year: year, ref_number: number } of versions.toReversed()) {
    if (year !== null && number !== null) all.set(serialKey({ year, number }), { year, number })
  }
  return [...all.values()]
}

/** From now on the text keeps the numbers of this version; or, with `keeps` false, no longer any. */
export async function keepNumbers(
  world: World,
  by: Member,
  { versionId, keeps }: { readonly versionId: string; readonly keeps: boolean },
): Promise<Place> {
  return onVersion(world, by, { versionId, asks: 'version.number' }, async (tx, { by, dossier }) => {
    const isKept = (await findKeptVersion(tx.q, dossier.row.id)) === versionId
    if (isKept === keeps) throw new Refused(keeps ? keptAlready : notKept)
    const row = await insertKept(tx, {
      dossierId: dossier.row.id,
      versionId: keeps ? versionId : null,
      memberId: by.id,
    })
    // They hold numbers as they were printed until now.
    await deleteCitingParagraphs(tx, dossier.row.id)
    const sealed = [['kept_numbers', row.dossier_id, row.seq] as const]
    const act = keeps ? 'kept the numbers of a version' : 'let the numbers of a version go'
    return { act, detail: { version: versionId }, sealed }
  })
}

interface Held {
  readonly by: Member
  readonly dossier: Readable
  readonly versions: readonly VersionLineRow[]
}

/** An act on what is said of a version. */
async function onVersion(
  world: World,
  by: Member,
  { versionId, asks }: { readonly versionId: string; readonly asks: Action },
  work: (tx: Tx, held: Held) => Promise<Written>,
): Promise<Place> {
  const known = await findFrozen(world, versionId)
  const { row } = await askHistory(world, by, known.dossier_id)
  return onDossier(world, by, { dossierId: row.id, asks }, async ({ tx, by, ...dossier }) => {
    const written = await work(tx, { by, dossier, versions: await listVersions(tx.q, row.id) })
    const result = { dossierId: row.id, ordinal: known.number }
    return { ...written, result, after: { reseat: { collab: row.document_id } } }
  })
}

const keptAlready = refusal('not-again', {
  en: 'The text keeps the numbers of this version already.',
  fr: 'Le texte conserve déjà la numérotation de cette version.',
})
const notKept = refusal('not-again', {
  en: 'The text does not keep the numbers of this version.',
  fr: 'Le texte ne conserve pas la numérotation de cette version.',
})
