// GET /dossiers/:id/margin: the comment threads of a draft as JSON, for a desk that is open.

import type { LoaderFunctionArgs } from '@remix-run/server-runtime'
import { isRefused } from '#server/domain/refusal.ts'
import { readDesk } from '#server/workflows/drafting.ts'
import type { DeskView } from '#server/workflows/views.ts'
import { requireMember } from '../http/member.ts'
import { refusedPage } from '../http/refusal.ts'

export type MarginAnswer = Pick<DeskView, 'threads' | 'whyNotComment'>

export async function loader({ context, request, params }: LoaderFunctionArgs): Promise<Response> {
  const by = requireMember({ context, request })
  try {
    const { threads, whyNotComment } = await readDesk(context.world, by, params.id ?? '')
    const answer: MarginAnswer = { threads, whyNotComment }
    return Response.json(answer, { headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    if (isRefused(error)) return refusedPage(error.refusal, context.language)
    throw error
  }
}
