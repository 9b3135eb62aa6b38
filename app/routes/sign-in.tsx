// GET /sign-in and POST /sign-in: a session begins, and the reader goes where they wanted to go.

import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react'
import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/server-runtime'
import { knownCookie, readKnownMark, readSessionToken, sessionCookie } from '#server/auth/cookie.ts'
import { isRefused } from '#server/domain/refusal.ts'
import { signIn } from '#server/workflows/people/sessions.ts'
import { longestUnsent } from '#server/workflows/people/unsent-form.ts'
import { asRefused } from '../components/page/fields.tsx'
import { useWords } from '../components/page/reader.tsx'
import { SignInForm } from '../components/page/sign-in-form.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { form, optionalText, readForm, secret, text } from '../http/form.ts'
import { safePath } from '../http/path.ts'
import { postedForm } from '../http/posted.ts'
import { refusedForm } from '../http/refusal.ts'
import { addressOfUnsent } from '../http/signed-out.ts'
import { signInWords } from '../words/sign-in.ts'

const fields = form({ email: text(254), password: secret, unsent: optionalText(longestUnsent) })

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
    const { unsent, ...credentials } = value
    const { token, known, member } = await signIn(world, {
      ...credentials,
      from,
      known: readKnownMark(world, cookies),
      before: readSessionToken(world, cookies),
    })
    const headers = new Headers([
      ['Set-Cookie', sessionCookie(world, token)],
      ['Set-Cookie', knownCookie(world, known)],
    ])
    if (unsent === null) return redirect(nextOf(request), { headers })
    // Posted once more (307), to where the form belongs: it shows what was typed and does nothing. Somebody else goes
    // to the first page and is shown nothing of it.
    const back = await addressOfUnsent(context, { unsent, memberId: member.id })
    return back === null ? redirect('/', { headers }) : redirect(back, { status: 307, headers })
  } catch (error) {
    if (isRefused(error)) return refusedForm(error.refusal, typed)
    throw error
  }
}

export default function SignIn() {
  const w = useWords(signInWords)
  const { next } = useLoaderData<typeof loader>()
  const answer = useActionData()
  return (
    <div className="page narrow">
      <h1>{w.title}</h1>
      <p className="lead">{asRefused(answer)?.typed.unsent ? w.stillUnsent : w.lead}</p>
      <SignInForm next={next} answer={answer} />
    </div>
  )
}
