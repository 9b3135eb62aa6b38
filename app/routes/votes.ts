// GET /votes: the votes that are open to the reader, as JSON, for a page that is open.

import type { LoaderFunctionArgs } from '@remix-run/server-runtime'
import { listOpenVotes } from '#server/workflows/decisions/open-votes.ts'
import { requireMember } from '../http/member.ts'

export async function loader({ context, request }: LoaderFunctionArgs): Promise<Response> {
  const by = requireMember({ context, request })
  return Response.json(await listOpenVotes(context.world, by), { headers: { 'Cache-Control': 'no-store' } })
}
