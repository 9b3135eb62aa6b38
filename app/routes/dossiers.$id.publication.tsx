// POST /dossiers/:id/publication: the adopted text becomes public. A refusal is said on the overview.

import { useActionData } from '@remix-run/react'
import { publish } from '#server/workflows/publications/publications.ts'
import { RefusedNotice } from '../components/page/fields.tsx'
import { acting } from '../http/act.ts'
import { form } from '../http/form.ts'

export const action = acting(form({}), async ({ world, by, params }) => {
  const { symbol } = await publish(world, by, { dossierId: params.id ?? '' })
  return { to: `/texts/${encodeURIComponent(symbol)}`, answer: { symbol } }
})

export default function RefusedPublication() {
  return <RefusedNotice answer={useActionData()} />
}
