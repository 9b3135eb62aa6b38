// GET /wording: what the wording of any text is held to, for a desk that checks as people type: terms, opening verbs,
// who may propose.

import type { LoaderFunctionArgs } from '@remix-run/server-runtime'
import { type HouseWording, readHouseWording } from '#server/workflows/convention/terms.ts'
import { requireMember } from '../http/member.ts'

export async function loader({ context, request }: LoaderFunctionArgs): Promise<Response> {
  requireMember({ context, request })
  const answer: HouseWording = await readHouseWording(context.world)
  // The same for every text and every member, and new at most with a new release.
  return Response.json(answer, { headers: { 'Cache-Control': 'private, max-age=600' } })
}
