// From a dossier that is published to its published text, for whoever may not read what led to it.

import { redirect } from '@remix-run/server-runtime'
import type { Member } from '#server/domain/people/appointment.ts'
import { findPublishedInstead } from '#server/workflows/dossiers/dossiers.ts'
import type { World } from '#server/world.ts'

/** Throws the redirect; does nothing where the reader works on the dossier, or may know nothing of it. */
export async function leadToPublished(world: World, by: Member, dossierId: string): Promise<void> {
  const symbol = await findPublishedInstead(world, by, dossierId)
  if (symbol !== null) throw redirect(`/texts/${encodeURIComponent(symbol)}`)
}
