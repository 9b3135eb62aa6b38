// Until when comments on a dossier are asked for, and the form with which the Secretariat sets it.

import { commentWords } from '#app/words/comments.ts'
import type { DossierView } from '#server/workflows/dossiers/dossier-views.ts'
import { clockInParis, sayInstant } from '../page/dates.ts'
import { Form, Input } from '../page/fields.tsx'
import { useLanguage, useWords } from '../page/reader.tsx'

export function CommentsDue({ dossier }: { readonly dossier: DossierView }) {
  const w = useWords(commentWords)
  const language = useLanguage()
  const { at, whyNotSet } = dossier.due
  return (
    <>
      {at === null ? <span className="soft">{w.noDeadline}</span> : sayInstant(language, at)}
      {whyNotSet === null && (
        <details>
          <summary>{w.changeDeadline}</summary>
          <DueForm dossierId={dossier.id} value={at === null ? '' : clockInParis(at)} />
        </details>
      )}
    </>
  )
}

interface DueFormProps {
  readonly dossierId: string
  /** As the field writes it; '' for none. */
  readonly value?: string
  readonly answer?: unknown
}

export function DueForm({ dossierId, value = '', answer }: DueFormProps) {
  const w = useWords(commentWords)
  return (
    <Form action={`/dossiers/${dossierId}/comments-due`} answer={answer}>
      <Input name="dueAt" type="datetime-local" label={w.deadline} hint={w.deadlineHint} value={value} optional />
      <p className="buttons">
        <button type="submit">{w.setDeadline}</button>
      </p>
    </Form>
  )
}
