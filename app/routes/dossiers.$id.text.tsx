// GET /dossiers/:id/text: the drafting desk. The page is readable as it comes; the live text wakes in the browser.

import { type MetaFunction, type ShouldRevalidateFunction, useLoaderData } from '@remix-run/react'
import { readDesk } from '#server/workflows/dossiers/drafting.ts'
import { titled } from '../components/page/title.ts'
import { Desk } from '../desk/page/desk.tsx'
import { requireMember } from '../http/member.ts'
import { leadToPublished } from '../http/published.ts'
import { answering } from '../http/refusal.ts'
import '../styles/desk/desk.css'
import '../styles/desk/move.css'
import '../styles/desk/bar.css'
import '../styles/desk/carets.css'
import '../styles/desk/citations.css'
import '../styles/desk/find.css'
import '../styles/desk/margin.css'
import '../styles/desk/comments.css'
import '../styles/desk/terms.css'
import '../styles/desk/outline.css'
import '../styles/desk/panels.css'
import '../styles/desk/suggestion-cards.css'
import '../styles/desk/suggestions.css'

export const handle = { hydrate: true }

export const meta: MetaFunction<typeof loader> = ({ matches, data }) => titled(matches, data?.dossier.reference)

export const loader = answering(async ({ context, request, params }) => {
  const by = requireMember({ context, request })
  await leadToPublished(context.world, by, params.id ?? '')
  return readDesk(context.world, by, params.id ?? '')
})

/** The desk keeps itself up to date; a reload of the page's data that failed would take the words on it away. */
export const shouldRevalidate: ShouldRevalidateFunction = () => false

export default function Text() {
  return <Desk view={useLoaderData<typeof loader>()} />
}
