// GET /dossiers/:id/readers?space=…: who may be named in a comment there, or given a thread, as JSON for a desk that is
// open.

import type { LoaderFunctionArgs } from '@remix-run/server-runtime'
import { type Space, spaces } from '#server/domain/comments/comment-space.ts'
import { isRefused } from '#server/domain/refusal.ts'
import { listReaders } from '#server/workflows/comments/comment-mentions.ts'
import { requireMember } from '../http/member.ts'
import { refusedPage } from '../http/refusal.ts'

export async function loader({ context, request, params }: LoaderFunctionArgs): Promise<Response> {
  const by = requireMember({ context, request })
  const asked = new URL(request.url).searchParams.get('space')
  const space: Space = spaces.find((one) => one === asked) ?? 'shared'
  try {
    const answer = await listReaders(context.world, by, { dossierId: params.id ?? '', space })
    return Response.json(answer, { headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    if (isRefused(error)) return refusedPage(error.refusal, context.language)
    throw error
  }
}
