// GET /sign-in and POST /sign-in: a session begins, and the reader goes where they wanted to go.

import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/server-runtime'
import { knownCookie, readKnownMark, readSessionToken, sessionCookie } from '#server/auth/cookie.ts'
import { isRefused } from '#server/domain/refusal.ts'
import { signIn } from '#server/workflows/people/sessions.ts'
import { Form, Input } from '../components/page/fields.tsx'
import { useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { form, readForm, secret, text } from '../http/form.ts'
import { safePath } from '../http/path.ts'
import { postedForm } from '../http/posted.ts'
import { refusedForm } from '../http/refusal.ts'
import { signInWords } from '../words/sign-in.ts'

const fields = form({ email: text(254), password: secret })

export const meta: MetaFunction = ({ matches }) => titled(matches, signInWords[languageOf(matches)].title)

/** Where the reader wanted to go; it stays in the address, so that a refused form keeps it. */
function nextOf(request: Request): string {
  return safePath(new URL(request.url).searchParams.get('next'), '/')
}

export function loader({ request, context }: LoaderFunctionArgs) {
  const next = nextOf(request)
  if (context.viewer) throw redirect(next)
  return { next }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { value, typed, refused } = readForm(fields, await postedForm(request, context.language))
  if (refused) return refusedForm(refused, typed)
  try {
    const { world, from } = context
    const cookies = request.headers.get('cookie')
    const { token, known } = await signIn(world, {
      ...value,
      from,
      known: readKnownMark(world, cookies),
      before: readSessionToken(world, cookies),
    })
    const headers = new Headers([
      ['Set-Cookie', sessionCookie(world, token)],
      ['Set-Cookie', knownCookie(world, known)],
    ])
    return redirect(nextOf(request), { headers })
  } catch (error) {
    if (isRefused(error)) return refusedForm(error.refusal, typed)
    throw error
  }
}

export default function SignIn() {
  const w = useWords(signInWords)
  const { next } = useLoaderData<typeof loader>()
  return (
    <div className="page narrow">
      <h1>{w.title}</h1>
      <p className="lead">{w.lead}</p>
      <Form action={next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`} answer={useActionData()}>
        <Input name="email" type="email" label={w.email} autoComplete="username" />
        <Input name="password" type="password" label={w.password} autoComplete="current-password" />
        <p className="buttons">
          <button type="submit" className="primary">
            {w.submit}
          </button>
        </p>
      </Form>
    </div>
  )
}
