// POST /dossiers/:id/steps: the dossier moves. A refused step is said on the overview.

import { useActionData } from '@remix-run/react'
import { moveDossier } from '#server/workflows/dossiers/dossiers.ts'
import { RefusedNotice } from '../components/page/fields.tsx'
import { acting } from '../http/act.ts'
import { form, oneOf, optionalText } from '../http/form.ts'

const fields = form({ to: oneOf(['drafting', 'circulated', 'meeting']), meetingId: optionalText(64) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const dossierId = params.id ?? ''
  await moveDossier(world, by, { dossierId, to: given.to, meetingId: given.meetingId ?? undefined })
  return { to: `/dossiers/${dossierId}`, answer: { id: dossierId, state: given.to } }
})

export default function RefusedStep() {
  return <RefusedNotice answer={useActionData()} />
}
