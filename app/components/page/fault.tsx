// The plain page of a refusal or a fault, in the reader's language.

import { isRouteErrorResponse } from '@remix-run/react'
import type { RefusedPage } from '#app/http/refusal.ts'
import { shellWords } from '#app/words/shell.ts'
import type { Words } from '#server/domain/language.ts'
import { useLanguage, useWords } from './reader.tsx'

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
  const title = titles[isRouteErrorResponse(error) ? error.status : 500] ?? 'fault'
  return { en: shellWords.en[title], fr: shellWords.fr[title] }
}

export function FaultPage({ error }: { readonly error: unknown }) {
  const w = useWords(shellWords)
  const language = useLanguage()
  const status = isRouteErrorResponse(error) ? error.status : 500
  const refused = isRouteErrorResponse(error) ? refusedOf(error.data) : null
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

function refusedOf(body: unknown): RefusedPage['refused'] | null {
  return body && typeof body === 'object' && 'refused' in body ? (body as RefusedPage).refused : null
}
