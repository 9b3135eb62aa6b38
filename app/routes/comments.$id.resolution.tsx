// POST /comments/:id/resolution: a thread is resolved. `next` is where the person was.

import { useActionData } from '@remix-run/react'
import { resolve } from '#server/workflows/comments/comments.ts'
import { RefusedThread } from '../components/comments/refused-thread.tsx'
import { acting } from '../http/act.ts'
import { form, optionalText } from '../http/form.ts'
import { safePath } from '../http/path.ts'

const fields = form({ next: optionalText(300) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const threadId = params.id ?? ''
  await resolve(world, by, { threadId })
  return { to: safePath(given.next, '/dossiers'), answer: { threadId } }
})

export default function RefusedResolution() {
  return <RefusedThread answer={useActionData()} />
}
