// POST /dossiers/:id/invitations/:body/end: the body is let in no longer. A refusal is said on the overview.

import { useActionData } from '@remix-run/react'
import { endInvitation } from '#server/workflows/dossiers/invitations.ts'
import { RefusedNotice } from '../components/page/fields.tsx'
import { acting } from '../http/act.ts'
import { form } from '../http/form.ts'

export const action = acting(form({}), async ({ world, by, params }) => {
  const dossierId = params.id ?? ''
  const bodyId = params.body ?? ''
  await endInvitation(world, by, { dossierId, bodyId })
  return { to: `/dossiers/${dossierId}`, answer: { id: dossierId, bodyId } }
})

export default function RefusedEnd() {
  return <RefusedNotice answer={useActionData()} />
}
