// GET /dossiers/:id/authors?pid=: who wrote a paragraph of a text and when, as JSON, for a desk that asks.

import type { LoaderFunctionArgs } from '@remix-run/server-runtime'
import { isRefused } from '#server/domain/refusal.ts'
import { paragraphAuthors } from '#server/workflows/versions/authorship.ts'
import type { ParagraphAuthors } from '#server/workflows/versions/authorship-views.ts'
import { requireMember } from '../http/member.ts'
import { refusedPage } from '../http/refusal.ts'

export interface AuthorsAnswer {
  readonly authors: readonly ParagraphAuthors[]
}

export async function loader({ context, request, params }: LoaderFunctionArgs): Promise<Response> {
  const by = requireMember({ context, request })
  const pid = new URL(request.url).searchParams.get('pid') ?? ''
  try {
    const authors = await paragraphAuthors(context.world, by, { dossierId: params.id ?? '', pid })
    return Response.json({ authors } satisfies AuthorsAnswer, { headers: { 'Cache-Control': 'no-store' } })
  } catch (error) {
    if (isRefused(error)) return refusedPage(error.refusal, context.language)
    throw error
  }
}
