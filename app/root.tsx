// The document. A public page is sent without any script unless a matched route says `handle = { hydrate: true }`.

import '@fontsource/source-sans-3/latin-400.css'
import '@fontsource/source-sans-3/latin-600.css'
import '@fontsource/source-sans-3/latin-ext-400.css'
import '@fontsource/source-sans-3/latin-ext-600.css'
import '@fontsource/source-serif-4/latin-400.css'
import '@fontsource/source-serif-4/latin-400-italic.css'
import '@fontsource/source-serif-4/latin-600.css'
import '@fontsource/source-serif-4/latin-ext-400.css'
import '@fontsource/source-serif-4/latin-ext-600.css'
import './styles/tokens.css'
import './styles/base.css'
import './styles/frame.css'
import './styles/forms.css'
import './styles/tables.css'
import './styles/pages.css'
import './styles/pieces.css'
import './styles/text.css'
import './styles/text-tables.css'
import './styles/print.css'

import type { MetaFunction } from '@remix-run/react'
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useMatches, useRouteError } from '@remix-run/react'
import type { LoaderFunctionArgs } from '@remix-run/server-runtime'
import { type ReactNode, useContext } from 'react'
import { listOpenVotes } from '#server/workflows/decisions/open-votes.ts'
import { FaultPage, faultTitle } from './components/page/fault.tsx'
import { Frame } from './components/page/frame.tsx'
import { Nonce, type Reader, useReader } from './components/page/reader.tsx'
import { titled } from './components/page/title.ts'

export async function loader({ context }: LoaderFunctionArgs): Promise<Reader> {
  const { language, viewer, world, refused = null } = context
  const member = viewer?.member ?? null
  const votes = member ? await listOpenVotes(world, member) : []
  return { language, name: member?.name ?? null, memberId: member?.id ?? null, refused, votes }
}

export const meta: MetaFunction = ({ matches, error }) =>
  titled(matches, error === undefined ? undefined : faultTitle(error))

export function Layout({ children }: { readonly children: ReactNode }) {
  const { language, memberId } = useReader()
  const nonce = useContext(Nonce)
  // Null outside an error page.
  const isFault = Boolean(useRouteError())
  // A member's page hears of votes; a public page is sent without script unless it asks for one.
  const asksForScript = useMatches().some(({ handle }) => wantsHydration(handle))
  const hydrates = (asksForScript || memberId !== null) && !isFault
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {/* Whose page it is: what is posted from it is theirs or nobody's. */}
        {memberId !== null && <meta name="writer" content={memberId} />}
        <Meta />
        <Links />
        {/* Here, so that code comes and runs while a long page is still being read. */}
        {hydrates && <Scripts nonce={nonce} />}
      </head>
      <body>
        <Frame>{children}</Frame>
        {hydrates && <ScrollRestoration nonce={nonce} />}
      </body>
    </html>
  )
}

function wantsHydration(handle: unknown): boolean {
  return typeof handle === 'object' && handle !== null && 'hydrate' in handle && handle.hydrate === true
}

export default function Root() {
  return <Outlet />
}

export function ErrorBoundary() {
  return <FaultPage error={useRouteError()} />
}
