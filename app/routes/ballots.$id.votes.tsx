// POST /ballots/:id/votes: a Party's ballot. A program (Accept: application/json) gets the receipt; a refusal is said
// on the vote's page.

import { useActionData } from '@remix-run/react'
import { ballotChoices } from '#server/domain/decisions/ballot.ts'
import { castVote } from '#server/workflows/decisions/ballots.ts'
import { RefusedNotice } from '../components/page/fields.tsx'
import { acting } from '../http/act.ts'
import { form, oneOf, text } from '../http/form.ts'

const fields = form({ choice: oneOf(ballotChoices), requestId: text(64) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const ballotId = params.id ?? ''
  const receipt = await castVote(world, by, { ballotId, choice: given.choice, requestId: given.requestId })
  return { to: `/ballots/${ballotId}`, answer: receipt }
})

export default function RefusedVote() {
  return <RefusedNotice answer={useActionData()} />
}
