// From a reference, however it is written, to the document that bears it: a version, a dossier, or a published text.

import { findDossier, findDossierByReference } from '#db/dossiers/dossiers.ts'
import { findPublication } from '#db/publications.ts'
import { listRevisions } from '#db/versions/version-names.ts'
import { findVersion } from '#db/versions/versions.ts'
import { whyNot } from '../../domain/access/access.ts'
import { formatReference, parseReference } from '../../domain/dossiers/reference.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import { readableOf, refuseUnknown } from '../dossiers/dossier-access.ts'

export type Borne = { readonly versionId: string } | { readonly dossierId: string } | { readonly symbol: string }

/**
 * What this reader may read under a reference, revisions and languages in any spelling (`Rev2`, `rev.1`, `_rev2`,
 * `_fr`). A version that has just this issue comes first, then the dossier, then the published text. Refused
 * (not-found) for everything else.
 */
export async function findByReference(world: World, by: Member | null, written: string): Promise<Borne> {
  const { db } = world.store
  const reference = parseReference(written) ?? refuseUnknown()
  if (reference.workingGroup) refuseUnknown()
  const { year, number, revision } = reference
  const issue = (await listRevisions(db, reference)).find((one) => one.revision === revision)
  const version = issue && (await findVersion(db, issue.version_id))
  if (version && by && (await mayRead(world, by, { id: version.dossier_id }, 'text.history.read'))) {
    return { versionId: version.id }
  }
  const dossier = revision === 0 ? await findDossierByReference(db, { year, number }) : undefined
  if (dossier && by && (await mayRead(world, by, dossier, 'draft.read'))) return { dossierId: dossier.id }
  const symbol = formatReference(year, number)
  return revision === 0 && (await findPublication(db, symbol)) ? { symbol } : refuseUnknown()
}

async function mayRead(
  world: World,
  by: Member,
  { id }: { readonly id: string },
  action: 'draft.read' | 'text.history.read',
): Promise<boolean> {
  const row = await findDossier(world.store.db, id)
  return row !== undefined && whyNot(action, by, (await readableOf(world.store.db, row, world.clock())).item) === null
}
