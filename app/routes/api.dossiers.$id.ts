// GET /api/dossiers/:id: what a program needs to enter the room. Not found for anyone who may not read the dossier.

import { Refused } from '#server/domain/refusal.ts'
import { readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { answering, notFound } from '../http/refusal.ts'

export const loader = answering(async ({ context, params }) => {
  if (!context.viewer) throw new Refused(notFound)
  const { id, reference, state, collab } = await readDossier(context.world, context.viewer.member, params.id ?? '')
  return Response.json({ id, reference, state, collab })
})
