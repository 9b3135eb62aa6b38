// POST /dossiers/:id/waivers: a term to avoid may stand in a paragraph, for a reason. Without script, a refused waiver
// stays here.

import { useActionData, useParams } from '@remix-run/react'
import { languages } from '#server/domain/language.ts'
import { longestWaiverReason } from '#server/domain/terminology/waiver.ts'
import { waiveTerm } from '#server/workflows/convention/waivers.ts'
import { Form, TextArea, useTyped } from '../components/page/fields.tsx'
import { useWords } from '../components/page/reader.tsx'
import { acting } from '../http/act.ts'
import { form, oneOf, optionalText, text } from '../http/form.ts'
import { termWords } from '../words/desk/terms.ts'

const fields = form({
  language: oneOf(languages),
  pid: text(64),
  term: text(20),
  context: text(40),
  reason: optionalText(longestWaiverReason + 1),
})

export const action = acting(fields, async ({ world, by, params, given }) => {
  const dossierId = params.id ?? ''
  const waiver = await waiveTerm(world, by, { ...given, dossierId, reason: given.reason ?? '' })
  return { to: `/dossiers/${dossierId}/text#p-${given.pid}`, answer: waiver }
})

export default function RefusedWaiver() {
  const w = useWords(termWords)
  const { id } = useParams()
  return (
    <div className="page narrow">
      <h1>{w.waive}</h1>
      <Form action={`/dossiers/${id}/waivers`} answer={useActionData()}>
        {['language', 'pid', 'term', 'context'].map((name) => (
          <Kept key={name} name={name} />
        ))}
        <TextArea name="reason" label={w.reason} rows={4} />
        <p className="buttons">
          <button type="submit" className="primary">
            {w.waive}
          </button>
          <a href={`/dossiers/${id}/text`}>{w.toText}</a>
        </p>
      </Form>
    </div>
  )
}

function Kept({ name }: { readonly name: string }) {
  return <input type="hidden" name={name} value={useTyped(name)[0] ?? ''} />
}
