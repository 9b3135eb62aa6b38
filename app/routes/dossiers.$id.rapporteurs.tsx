// POST /dossiers/:id/rapporteurs: a rapporteur is named. A refusal is said on the overview.

import { useActionData } from '@remix-run/react'
import { nameRapporteur } from '#server/workflows/dossiers/dossiers.ts'
import { RefusedNotice } from '../components/page/fields.tsx'
import { acting } from '../http/act.ts'
import { form, text } from '../http/form.ts'

const fields = form({ memberId: text(64) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const dossierId = params.id ?? ''
  await nameRapporteur(world, by, { dossierId, memberId: given.memberId })
  return { to: `/dossiers/${dossierId}`, answer: { id: dossierId, rapporteurId: given.memberId } }
})

export default function RefusedRapporteur() {
  return <RefusedNotice answer={useActionData()} />
}
