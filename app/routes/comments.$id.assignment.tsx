// POST /comments/:id/assignment: whose turn it is in a thread; an empty `memberId` takes it back. `next` is where the
// person was.

import { useActionData } from '@remix-run/react'
import { assignThread } from '#server/workflows/comments/comment-changes.ts'
import { RefusedThread } from '../components/comments/refused-thread.tsx'
import { acting } from '../http/act.ts'
import { form, optionalText } from '../http/form.ts'
import { safePath } from '../http/path.ts'

const fields = form({ memberId: optionalText(64), next: optionalText(300) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const threadId = params.id ?? ''
  await assignThread(world, by, { threadId, memberId: given.memberId })
  return { to: safePath(given.next, '/dossiers'), answer: { threadId } }
})

export default function RefusedAssignment() {
  return <RefusedThread answer={useActionData()} />
}
