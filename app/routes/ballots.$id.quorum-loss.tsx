// POST /ballots/:id/quorum-loss: the Chair records that the quorum is lost. A refusal is said on the vote's page.

import { useActionData } from '@remix-run/react'
import { recordQuorumLoss } from '#server/workflows/decisions/quorum-loss.ts'
import { RefusedNotice } from '../components/page/fields.tsx'
import { acting } from '../http/act.ts'
import { form } from '../http/form.ts'

export const action = acting(form({}), async ({ world, by, params }) => {
  const ballotId = params.id ?? ''
  await recordQuorumLoss(world, by, { ballotId })
  return { to: `/ballots/${ballotId}`, answer: {} }
})

export default function RefusedLoss() {
  return <RefusedNotice answer={useActionData()} />
}
