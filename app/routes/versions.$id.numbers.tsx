// POST /versions/:id/numbers: the text keeps the numbers of a version, or counts anew.

import { useActionData, useParams } from '@remix-run/react'
import { keepNumbers } from '#server/workflows/versions/version-naming.ts'
import { RefusedVersion } from '../components/versions/refused-version.tsx'
import { acting } from '../http/act.ts'
import { form, oneOf } from '../http/form.ts'
import { versionsPath } from '../http/path.ts'

export const action = acting(form({ keeps: oneOf(['yes', 'no']) }), async ({ world, by, params, given }) => {
  const keeps = given.keeps === 'yes'
  const { dossierId, ordinal } = await keepNumbers(world, by, { versionId: params.id ?? '', keeps })
  return { to: `${versionsPath(dossierId)}#v-${ordinal}`, answer: { keeps } }
})

export default function RefusedNumbers() {
  return <RefusedVersion versionId={useParams().id ?? ''} answer={useActionData()} />
}
