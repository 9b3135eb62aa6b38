// GET /dossiers/:id/numbering: the numbers that a text keeps from one of its versions, as JSON, for a desk that is
// open.

import type { LoaderFunctionArgs } from '@remix-run/server-runtime'
import { readNumbering } from '#server/workflows/versions/kept-numbers.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'

export const loader = answering(async ({ context, request, params }: LoaderFunctionArgs) => {
  const kept = await readNumbering(context.world, requireMember({ context, request }), params.id ?? '')
  return Response.json({ kept }, { headers: { 'Cache-Control': 'no-store' } })
})
