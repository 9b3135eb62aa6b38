// POST /versions/:id/reference: a version goes out under a number. Which one is decided when it is taken.

import { useActionData, useParams } from '@remix-run/react'
import { takeReference } from '#server/workflows/versions/version-naming.ts'
import { RefusedVersion } from '../components/versions/refused-version.tsx'
import { acting } from '../http/act.ts'
import { form, text } from '../http/form.ts'
import { versionsPath } from '../http/path.ts'

export const action = acting(form({ as: text(12) }), async ({ world, by, params, given }) => {
  const { reference, dossierId, ordinal } = await takeReference(world, by, { versionId: params.id ?? '', ...given })
  return { to: `${versionsPath(dossierId)}#v-${ordinal}`, answer: { reference } }
})

export default function RefusedReference() {
  return <RefusedVersion versionId={useParams().id ?? ''} answer={useActionData()} />
}
