// POST /comments/:id/reopening: a resolved thread goes on. `next` is where the person was.

import { useActionData } from '@remix-run/react'
import { reopen } from '#server/workflows/comments/comments.ts'
import { RefusedThread } from '../components/comments/refused-thread.tsx'
import { acting } from '../http/act.ts'
import { form, optionalText } from '../http/form.ts'
import { safePath } from '../http/path.ts'

const fields = form({ next: optionalText(300) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const threadId = params.id ?? ''
  await reopen(world, by, { threadId })
  return { to: safePath(given.next, '/dossiers'), answer: { threadId } }
})

export default function RefusedReopening() {
  return <RefusedThread answer={useActionData()} />
}
