// POST /dossiers/:id/class: who may read the draft changes. A refusal is said on the overview.

import { useActionData } from '@remix-run/react'
import { accessClasses } from '#server/domain/access/access.ts'
import { changeClass } from '#server/workflows/dossiers/dossiers.ts'
import { RefusedNotice } from '../components/page/fields.tsx'
import { acting } from '../http/act.ts'
import { form, oneOf } from '../http/form.ts'

const fields = form({ class: oneOf(accessClasses) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const dossierId = params.id ?? ''
  await changeClass(world, by, { dossierId, class: given.class })
  return { to: `/dossiers/${dossierId}`, answer: { id: dossierId, class: given.class } }
})

export default function RefusedClass() {
  return <RefusedNotice answer={useActionData()} />
}
