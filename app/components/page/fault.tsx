// The plain page of a refusal or a fault, in the reader's language.

import { isRouteErrorResponse } from '@remix-run/react'
import type { RefusedPage } from '#app/http/refusal.ts'
import type { SignedOutPage } from '#app/http/signed-out.ts'
import { shellWords } from '#app/words/shell.ts'
import { signInWords } from '#app/words/sign-in.ts'
import type { Words } from '#server/domain/language.ts'
import { useLanguage, useWords } from './reader.tsx'
import { SignInForm } from './sign-in-form.tsx'

type Title = 'notFound' | 'notAllowed' | 'notNow' | 'notValid' | 'fault'

const titles: Readonly<Record<number, Title>> = {
  403: 'notAllowed',
  404: 'notFound',
  405: 'notFound',
  409: 'notNow',
  422: 'notValid',
}

/** What the browser's window is called while the page is shown. */
export function faultTitle(error: unknown): Words {
  if (signedOutOf(error)) return { en: signInWords.en.again, fr: signInWords.fr.again }
  const title = titles[isRouteErrorResponse(error) ? error.status : 500] ?? 'fault'
  return { en: shellWords.en[title], fr: shellWords.fr[title] }
}

export function FaultPage({ error }: { readonly error: unknown }) {
  const w = useWords(shellWords)
  const language = useLanguage()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const refused = isRouteErrorResponse(error) ? refusedOf(error.data) : null
  const signedOut = signedOutOf(error)
  if (signedOut) return <SignInAgain page={signedOut} />
  const say = refused?.say[language] ?? (status < 500 ? w.methodSay : w.faultSay)
  return (
    <div className="page narrow">
      <p className="eyebrow">{status}</p>
      <h1>{w[titles[status] ?? 'fault']}</h1>
      <p className="lead">{say}</p>
      <p>
        <a href="/">{w.back}</a>
      </p>
    </div>
  )
}

/** A form was posted after its session had ended: why nothing was sent, and the way to go on. */
function SignInAgain({ page }: { readonly page: SignedOutPage }) {
  const w = useWords(signInWords)
  const language = useLanguage()
  return (
    <div className="page narrow">
      <h1>{w.again}</h1>
      <div className="notice notice-refused" role="alert">
        <p>{page.refused.say[language]}</p>
      </div>
      <SignInForm next={page.next} unsent={page.unsent} />
    </div>
  )
}

function signedOutOf(error: unknown): SignedOutPage | null {
  return isRouteErrorResponse(error) && error.status === 401 && refusedOf(error.data) ? error.data : null
}

function refusedOf(body: unknown): RefusedPage['refused'] | null {
  return body && typeof body === 'object' && 'refused' in body ? (body as RefusedPage).refused : null
}
