// GET /api/texts/:symbol: a published text for programs, both languages, public.

import { readPublishedJson } from '#server/workflows/publications/publications.ts'
import { answering } from '../http/refusal.ts'

export const loader = answering(async ({ context, params }) =>
  Response.json(await readPublishedJson(context.world, params.symbol ?? '')),
)
