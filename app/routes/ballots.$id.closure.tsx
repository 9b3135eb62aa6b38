// POST /ballots/:id/closure: the vote is closed and counted. A refusal is said on the vote's page.

import { useActionData } from '@remix-run/react'
import { closeBallot } from '#server/workflows/decisions/ballots.ts'
import { RefusedNotice } from '../components/page/fields.tsx'
import { acting } from '../http/act.ts'
import { form } from '../http/form.ts'

export const action = acting(form({}), async ({ world, by, params }) => {
  const ballotId = params.id ?? ''
  const outcome = await closeBallot(world, by, { ballotId })
  return { to: `/ballots/${ballotId}`, answer: outcome }
})

export default function RefusedClosure() {
  return <RefusedNotice answer={useActionData()} />
}
