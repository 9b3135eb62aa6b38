// POST /dossiers/:id/comments-due: until when comments are asked for, `YYYY-MM-DDTHH:MM` in Strasbourg; empty for no
// deadline.

import { useActionData, useParams } from '@remix-run/react'
import { setCommentsDue } from '#server/workflows/comments/comment-deadline.ts'
import { instantInStrasbourg } from '#server/workflows/strasbourg.ts'
import { DueForm } from '../components/dossiers/comments-due.tsx'
import { useWords } from '../components/page/reader.tsx'
import { acting } from '../http/act.ts'
import { form, optionalMoment } from '../http/form.ts'
import { commentWords } from '../words/comments.ts'

const fields = form({ dueAt: optionalMoment })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const dossierId = params.id ?? ''
  const dueAt = given.dueAt === null ? null : instantInStrasbourg(given.dueAt)
  await setCommentsDue(world, by, { dossierId, dueAt })
  return { to: `/dossiers/${dossierId}#comments-due`, answer: { dueAt } }
})

export default function RefusedDeadline() {
  const w = useWords(commentWords)
  const { id = '' } = useParams()
  return (
    <div className="page narrow">
      <h1>{w.deadline}</h1>
      <DueForm dossierId={id} answer={useActionData()} />
      <p>
        <a href={`/dossiers/${id}/text`}>{w.toDossier}</a>
      </p>
    </div>
  )
}
