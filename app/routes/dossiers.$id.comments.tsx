// POST /dossiers/:id/comments: a comment on words of the draft. The desk asks for JSON; without script, a refused
// comment stays here.

import { useActionData, useParams } from '@remix-run/react'
import * as v from 'valibot'
import { spaces } from '#server/domain/comments/comment-space.ts'
import { languages } from '#server/domain/language.ts'
import { comment } from '#server/workflows/comments/comments.ts'
import { Form, Kept, TextArea } from '../components/page/fields.tsx'
import { useWords } from '../components/page/reader.tsx'
import { acting } from '../http/act.ts'
import { form, oneOf, optionalText, text, whole } from '../http/form.ts'
import { commentWords } from '../words/comments.ts'

const offset = v.optional(whole(0, 1_000_000), '0')
const fields = form({
  language: oneOf(languages),
  // Of the text as a whole: none.
  pid: optionalText(64),
  start: offset,
  end: offset,
  body: text(10_000),
  space: v.optional(oneOf(spaces), 'shared'),
  requestId: optionalText(64),
})

export const action = acting(fields, async ({ world, by, params, given }) => {
  const dossierId = params.id ?? ''
  const pid = given.pid ?? ''
  const { threadId } = await comment(world, by, { dossierId, ...given, pid })
  return { to: `/dossiers/${dossierId}/text${pid && `#p-${pid}`}`, answer: { threadId } }
})

export default function RefusedComment() {
  const w = useWords(commentWords)
  const { id } = useParams()
  return (
    <div className="page narrow">
      <h1>{w.comment}</h1>
      <Form action={`/dossiers/${id}/comments`} answer={useActionData()}>
        {['language', 'pid', 'start', 'end', 'space', 'requestId'].map((name) => (
          <Kept key={name} name={name} />
        ))}
        <TextArea name="body" label={w.body} rows={5} />
        <p className="buttons">
          <button type="submit" className="primary">
            {w.submitComment}
          </button>
          <a href={`/dossiers/${id}/text`}>{w.toDossier}</a>
        </p>
      </Form>
    </div>
  )
}
