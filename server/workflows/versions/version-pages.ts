// What the pages of versions show: the list of a dossier with what may be done, and one version beside the text as it
// stands.

import type { Db } from '#db/engine/open.ts'
import { lastNumberOf, listRevisions } from '#db/versions/version-names.ts'
import { listVersions } from '#db/versions/versions.ts'
import { fatesOf } from '../../document/compare/paragraph-changes.ts'
import { readAlike } from '../../document/numbering/kept-text.ts'
import { settledTrees } from '../../document/suggestions/settled.ts'
import { whyNot } from '../../domain/access/access.ts'
import { formatReference, issueReference } from '../../domain/dossiers/reference.ts'
import type { Member } from '../../domain/people/appointment.ts'
import { nextRevision } from '../../domain/text/version.ts'
import { printed } from '../../formats/printed.ts'
import type { World } from '../../world.ts'
import type { Readable } from '../dossiers/dossier-access.ts'
import { printerOf } from '../people/person-labels.ts'
import { dossierLine } from '../row-views.ts'
import { yearInStrasbourg } from '../strasbourg.ts'
import { newSerial, serialKey, serialsOf } from './version-naming.ts'
import type { VersionPage, VersionsPage } from './version-views.ts'
import { askHistory, findFrozen, versionText, versionViews } from './versions.ts'

/**
 * The versions of a dossier and what this reader may do with them. Refused (not-found) for who may not read its
 * history.
 */
export async function readVersions(world: World, by: Member, dossierId: string): Promise<VersionsPage> {
  const { db } = world.store
  const now = world.clock()
  const readable = await askHistory(world, by, dossierId)
  const { row, item } = readable
  const versions = await versionViews(db, dossierId, await printerOf(db, now))
  const { trees } = await world.rooms.read(row.document_id)
  const [last] = versions
  const lastText = last && (await versionText(world, by, last.id)).text
  const whyNotNumber = whyNot('version.number', by, item)
  return {
    dossier: dossierLine(row),
    versions,
    isSame: lastText !== undefined && readAlike(trees, lastText.trees),
    whyNotFreeze: whyNot('version.freeze', by, item),
    whyNotName: whyNot('version.name', by, item),
    whyNotNumber,
    whyNotRestore: whyNot('text.edit', by, item),
    offers: whyNotNumber === null ? await offersOf(db, readable, now) : [],
  }
}

/** The next issue under each number of the dossier, then the next free number of the year. */
async function offersOf(db: Db, { row }: Readable, now: number): Promise<VersionsPage['offers']> {
  const offers: { readonly as: string; readonly reference: string }[] = []
  for (const serial of serialsOf(row, await listVersions(db, row.id))) {
    const revision = nextRevision((await listRevisions(db, serial)).map((issue) => issue.revision))
    offers.push({ as: serialKey(serial), reference: issueReference({ ...serial, revision }) })
  }
  const year = yearInStrasbourg(now)
  offers.push({ as: newSerial, reference: formatReference(year, (await lastNumberOf(db, year)) + 1) })
  return offers
}

/**
 * A version as it was, with what became of each of its paragraphs. Refused (not-found) as for one that does not exist.
 */
export async function readVersion(world: World, by: Member, versionId: string): Promise<VersionPage> {
  const { db } = world.store
  const { version, dossier, text } = await versionText(world, by, versionId)
  const { row, item } = await askHistory(world, by, (await findFrozen(world, versionId)).dossier_id)
  const versions = await versionViews(db, dossier.id, await printerOf(db, world.clock()))
  const at = versions.findIndex(({ id }) => id === versionId)
  const { trees } = await world.rooms.read(row.document_id)
  const now = settledTrees(trees)
  return {
    version,
    dossier,
    text: { en: printed(text.trees.en, text.numbers.en), fr: printed(text.trees.fr, text.numbers.fr) },
    latest: versions[0] ?? version,
    previous: versions[at + 1] ?? null,
    isSame: readAlike(now, text.trees),
    fates: { en: fatesOf(text.trees.en, now.en), fr: fatesOf(text.trees.fr, now.fr) },
    whyNotRestore: whyNot('text.edit', by, item),
  }
}
