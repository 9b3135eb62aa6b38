// POST /remarks/:id/correction: other words for one comment of a thread; the earlier ones are kept. `next` is where the
// person was.

import { useActionData, useParams } from '@remix-run/react'
import { correctComment } from '#server/workflows/comments/comment-changes.ts'
import { Form, Kept, TextArea } from '../components/page/fields.tsx'
import { useWords } from '../components/page/reader.tsx'
import { acting } from '../http/act.ts'
import { form, optionalText, text } from '../http/form.ts'
import { safePath } from '../http/path.ts'
import { commentWords } from '../words/comments.ts'

const fields = form({ body: text(10_000), requestId: optionalText(64), next: optionalText(300) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const commentId = params.id ?? ''
  await correctComment(world, by, { commentId, body: given.body })
  return { to: safePath(given.next, '/dossiers'), answer: { commentId } }
})

export default function RefusedCorrection() {
  const w = useWords(commentWords)
  const { id } = useParams()
  return (
    <div className="page narrow">
      <h1>{w.correct}</h1>
      <Form action={`/remarks/${id}/correction`} answer={useActionData()}>
        <Kept name="next" />
        <TextArea name="body" label={w.body} rows={5} />
        <p className="buttons">
          <button type="submit" className="primary">
            {w.submitCorrection}
          </button>
          <a href="/dossiers">{w.toDossiers}</a>
        </p>
      </Form>
    </div>
  )
}
