// Whose numbers the text of a dossier keeps: asked wherever its paragraphs are numbered.

import { findDossierByDocument } from '#db/dossiers/dossiers.ts'
import type { Db } from '#db/engine/open.ts'
import { findKeptVersion } from '#db/versions/version-names.ts'
import { findVersion } from '#db/versions/versions.ts'
import { acceptText } from '../../document/canonical/parse-frozen.ts'
import type { BothKept } from '../../document/numbering/kept.ts'
import { keptFrom } from '../../document/numbering/kept-text.ts'
import type { Member } from '../../domain/people/appointment.ts'
import type { World } from '../../world.ts'
import { askDossier } from '../dossiers/dossier-access.ts'

/** Null where the text keeps no numbers. */
export async function keptNumbersOf(db: Db, dossierId: string): Promise<BothKept> {
  const id = await findKeptVersion(db, dossierId)
  const version = id === null ? undefined : await findVersion(db, id)
  return version ? keptFrom(acceptText(version.canonical_en, version.canonical_fr)) : null
}

/** For whoever may read the text, at a desk that is open while they change. */
export async function readNumbering(world: World, by: Member, dossierId: string): Promise<BothKept> {
  await askDossier(world.store.db, { id: dossierId, by, now: world.clock() }, 'draft.read')
  return keptNumbersOf(world.store.db, dossierId)
}

/** The same for a text, by the id of its room. */
export async function keptNumbersIn(db: Db, collab: string): Promise<BothKept> {
  const dossier = await findDossierByDocument(db, collab)
  return dossier ? keptNumbersOf(db, dossier.id) : null
}
