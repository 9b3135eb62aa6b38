// GET /references/:reference: leads from a reference, however it is written on a paper, to what bears it.

import type { LoaderFunctionArgs } from '@remix-run/server-runtime'
import { redirect } from '@remix-run/server-runtime'
import { findByReference } from '#server/workflows/versions/version-references.ts'
import { memberOrNull } from '../http/member.ts'
import { versionPath } from '../http/path.ts'
import { answering } from '../http/refusal.ts'

export const loader = answering(async ({ context, params }: LoaderFunctionArgs) => {
  const found = await findByReference(context.world, memberOrNull(context), params.reference ?? '')
  if ('symbol' in found) throw redirect(`/texts/${encodeURIComponent(found.symbol)}`)
  if ('versionId' in found) throw redirect(versionPath(found.versionId))
  throw redirect(`/dossiers/${found.dossierId}`)
})

export default function Nowhere() {
  return null
}
