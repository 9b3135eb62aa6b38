// GET /api/texts/:symbol: a published text for programs, both languages, public.

import { numbersOf } from '#server/document/number.ts'
import { jsonText } from '#server/formats/json.ts'
import { readPublished } from '#server/workflows/publications.ts'
import { answering } from '../http/refusal.ts'

export const loader = answering(async ({ context, params }) => {
  const { symbol, title, sha256, trees } = await readPublished(context.world, params.symbol ?? '')
  const numbers = { en: numbersOf(trees.en), fr: numbersOf(trees.fr) }
  return Response.json(jsonText({ symbol, title, hash: sha256 }, { trees, numbers }))
})
