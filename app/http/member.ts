// Who is asking, or the way to the sign-in page.

import type { AppLoadContext } from '@remix-run/server-runtime'
import { redirect } from '@remix-run/server-runtime'
import type { Member } from '#server/domain/people/appointment.ts'
// Says what the load context holds.
import type {} from './context.ts'

interface Asked {
  readonly context: AppLoadContext
  readonly request: Request
}

/** The signed-in member. Throws a redirect to the sign-in page, which leads back here, when there is none. */
export function requireMember({ context, request }: Asked): Member {
  if (context.viewer) return context.viewer.member
  const url = new URL(request.url)
  // A form never comes here: signed-out.ts is asked before.
  const next = request.method === 'GET' ? `${url.pathname}${url.search}` : '/'
  throw redirect(`/sign-in?next=${encodeURIComponent(next)}`)
}

/** The member, or null for a public reader. */
export function memberOrNull(context: AppLoadContext): Member | null {
  return context.viewer?.member ?? null
}
