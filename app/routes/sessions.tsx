// GET /sessions: how many sessions the reader has open. POST /sessions: all of them end, in every browser.

import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react'
import { endedCookie } from '#server/auth/cookie.ts'
import { countSessions, endAllSessions } from '#server/workflows/people/sessions.ts'
import { Form } from '../components/page/fields.tsx'
import { useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { acting } from '../http/act.ts'
import { form } from '../http/form.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { signInWords } from '../words/sign-in.ts'

export const meta: MetaFunction = ({ matches }) => titled(matches, signInWords[languageOf(matches)].sessions)

export const loader = answering(async ({ context, request }) => ({
  open: await countSessions(context.world, requireMember({ context, request })),
}))

export const action = acting(form({}), async ({ world, by }) => {
  await endAllSessions(world, by)
  // As when signing out: words that this browser could not send are not left to whoever sits down next.
  const headers = { 'Set-Cookie': endedCookie(world), 'Clear-Site-Data': '"storage"' }
  return { to: '/sign-in', answer: null, headers }
})

export default function Sessions() {
  const w = useWords(signInWords)
  const { open } = useLoaderData<typeof loader>()
  return (
    <div className="page narrow">
      <h1>{w.sessions}</h1>
      <p className="lead">{w.open(open)}</p>
      <p>{w.sessionsLead}</p>
      <Form action="/sessions" answer={useActionData()}>
        <p>{w.endAllHint}</p>
        <p className="buttons">
          <button type="submit" className="primary">
            {w.endAll}
          </button>
        </p>
      </Form>
    </div>
  )
}
