// GET /dossiers/:id/margin: the comment threads of a draft as JSON, for a desk that is open.

import type { LoaderFunctionArgs } from '@remix-run/server-runtime'
import { isRefused } from '#server/domain/refusal.ts'
import { readMargin } from '#server/workflows/comments/margin.ts'
import type { MarginView } from '#server/workflows/comments/margin-views.ts'
import { requireMember } from '../http/member.ts'
import { refusedPage } from '../http/refusal.ts'

export interface MarginAnswer extends MarginView {
  /** Member id of who asks. */
  readonly reader: string
}

export async function loader({ context, request, params }: LoaderFunctionArgs): Promise<Response> {
  const by = requireMember({ context, request })
  try {
    const answer: MarginAnswer = { ...(await readMargin(context.world, by, params.id ?? '')), reader: by.id }
    return Response.json(answer, { headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    if (isRefused(error)) return refusedPage(error.refusal, context.language)
    throw error
  }
}
