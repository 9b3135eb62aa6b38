// GET /dossiers/:id/wording: the waivers of a text as JSON, and in whose name the reader brackets words, for a desk
// that is open.

import type { LoaderFunctionArgs } from '@remix-run/server-runtime'
import { isRefused } from '#server/domain/refusal.ts'
import { readWording, type WordingView } from '#server/workflows/convention/waivers.ts'
import { requireMember } from '../http/member.ts'
import { refusedPage } from '../http/refusal.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs): Promise<Response> {
  const by = requireMember({ context, request })
  try {
    const answer: WordingView = await readWording(context.world, by, params.id ?? '')
    return Response.json(answer, { headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    if (isRefused(error)) return refusedPage(error.refusal, context.language)
    throw error
  }
}
