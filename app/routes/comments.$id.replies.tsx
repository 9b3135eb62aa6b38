// POST /comments/:id/replies: an answer in a thread. `next` is where the person was.

import { useActionData, useParams } from '@remix-run/react'
import { reply } from '#server/workflows/comments/comments.ts'
import { Form, Kept, TextArea } from '../components/page/fields.tsx'
import { useWords } from '../components/page/reader.tsx'
import { acting } from '../http/act.ts'
import { form, optionalText, text } from '../http/form.ts'
import { safePath } from '../http/path.ts'
import { commentWords } from '../words/comments.ts'

const fields = form({ body: text(10_000), requestId: optionalText(64), next: optionalText(300) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const threadId = params.id ?? ''
  await reply(world, by, { threadId, body: given.body, requestId: given.requestId })
  return { to: safePath(given.next, '/dossiers'), answer: { threadId } }
})

export default function RefusedReply() {
  const w = useWords(commentWords)
  const { id } = useParams()
  return (
    <div className="page narrow">
      <h1>{w.reply}</h1>
      <Form action={`/comments/${id}/replies`} answer={useActionData()}>
        <Kept name="requestId" />
        <Kept name="next" />
        <TextArea name="body" label={w.body} rows={5} />
        <p className="buttons">
          <button type="submit" className="primary">
            {w.submitReply}
          </button>
          <a href="/dossiers">{w.toDossiers}</a>
        </p>
      </Form>
    </div>
  )
}
