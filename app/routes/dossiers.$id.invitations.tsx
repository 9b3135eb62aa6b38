// POST /dossiers/:id/invitations: a body is let in to the dossier. A refusal is said on the overview.

import { useActionData } from '@remix-run/react'
import { inviteBody } from '#server/workflows/dossiers/invitations.ts'
import { RefusedNotice } from '../components/page/fields.tsx'
import { acting } from '../http/act.ts'
import { form, text } from '../http/form.ts'

const fields = form({ bodyId: text(64) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const dossierId = params.id ?? ''
  await inviteBody(world, by, { dossierId, bodyId: given.bodyId })
  return { to: `/dossiers/${dossierId}`, answer: { id: dossierId, bodyId: given.bodyId } }
})

export default function RefusedInvitation() {
  return <RefusedNotice answer={useActionData()} />
}
