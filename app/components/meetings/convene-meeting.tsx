// The form that convenes a meeting.

import { meetingWords } from '#app/words/decisions/meetings.ts'
import { Form, Input } from '../page/fields.tsx'
import { useWords } from '../page/reader.tsx'

export function ConveneMeeting({ answer }: { readonly answer?: unknown }) {
  const w = useWords(meetingWords)
  return (
    <Form action="/meetings" answer={answer}>
      <Input name="number" type="number" label={w.number} size="short" />
      <Input name="placeEn" label={w.placeEn} lang="en" />
      <Input name="placeFr" label={w.placeFr} lang="fr" />
      <Input name="opensOn" type="date" label={w.opensOn} size="short" />
      <Input name="closesOn" type="date" label={w.closesOn} size="short" />
      <p className="buttons">
        <button type="submit" className="primary">
          {w.submit}
        </button>
      </p>
    </Form>
  )
}
