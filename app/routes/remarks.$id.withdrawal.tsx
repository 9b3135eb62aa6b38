// POST /remarks/:id/withdrawal: one comment of a thread is taken back by who wrote it. `next` is where the person was.

import { useActionData } from '@remix-run/react'
import { withdrawComment } from '#server/workflows/comments/comment-changes.ts'
import { RefusedThread } from '../components/comments/refused-thread.tsx'
import { acting } from '../http/act.ts'
import { form, optionalText } from '../http/form.ts'
import { safePath } from '../http/path.ts'

const fields = form({ next: optionalText(300) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const commentId = params.id ?? ''
  await withdrawComment(world, by, { commentId })
  return { to: safePath(given.next, '/dossiers'), answer: { commentId } }
})

export default function RefusedWithdrawal() {
  return <RefusedThread answer={useActionData()} />
}
