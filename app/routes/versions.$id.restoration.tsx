// POST /versions/:id/restoration: the text becomes what it was in a version, as one edit.

import { useActionData, useParams } from '@remix-run/react'
import { restoreVersion } from '#server/workflows/versions/version-restoring.ts'
import { RefusedVersion } from '../components/versions/refused-version.tsx'
import { acting } from '../http/act.ts'
import { form } from '../http/form.ts'

export const action = acting(form({}), async ({ world, by, params }) => {
  const restored = await restoreVersion(world, by, { versionId: params.id ?? '' })
  return { to: `/dossiers/${restored.dossierId}/text`, answer: restored }
})

export default function RefusedRestoration() {
  return <RefusedVersion versionId={useParams().id ?? ''} answer={useActionData()} />
}
