// POST /dossiers/:id/waivers/:waiver/end: a waiver is withdrawn; the term is flagged again.

import { useActionData } from '@remix-run/react'
import { endWaiver } from '#server/workflows/convention/waivers.ts'
import { RefusedNotice } from '../components/page/fields.tsx'
import { acting } from '../http/act.ts'
import { form } from '../http/form.ts'

export const action = acting(form({}), async ({ world, by, params }) => {
  const dossierId = params.id ?? ''
  const waiverId = params.waiver ?? ''
  await endWaiver(world, by, { dossierId, waiverId })
  return { to: `/dossiers/${dossierId}/text`, answer: { waiverId } }
})

export default function RefusedEnd() {
  return <RefusedNotice answer={useActionData()} />
}
