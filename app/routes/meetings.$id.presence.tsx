// POST /meetings/:id/presence: Parties arrived or left. A refusal is said on the meeting's page.

import { useActionData } from '@remix-run/react'
import * as v from 'valibot'
import { recordPresence } from '#server/workflows/meetings/meetings.ts'
import { RefusedNotice } from '../components/page/fields.tsx'
import { acting } from '../http/act.ts'
import { form, many, oneOf } from '../http/form.ts'

const fields = form({ party: many(v.pipe(v.string(), v.maxLength(64))), movement: oneOf(['arrived', 'left']) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const meetingId = params.id ?? ''
  await recordPresence(world, by, { meetingId, partyIds: given.party, movement: given.movement })
  return { to: `/meetings/${meetingId}#presence`, answer: { id: meetingId } }
})

export default function RefusedPresence() {
  return <RefusedNotice answer={useActionData()} />
}
