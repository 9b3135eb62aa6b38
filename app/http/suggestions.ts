// What is posted when suggestions are decided: their ids, and what becomes of them. It knows no page.

import * as v from 'valibot'
import type { Decision } from '#server/domain/text/suggestion.ts'
import { clientOfSuggestion } from '#server/domain/text/suggestion.ts'
import { decideSuggestions } from '#server/workflows/suggestions/suggestions.ts'
import type { Act, Done } from './act.ts'
import { form, text } from './form.ts'

/** `ids` are parted by spaces. */
export const decidingFields = form({
  ids: v.pipe(
    text(400_000),
    v.transform((ids) => ids.split(' ')),
    v.array(
      v.pipe(
        v.string(),
        v.check((id) => clientOfSuggestion(id) !== null, 'not-offered'),
      ),
    ),
  ),
})

export function decidingOn(decision: Decision) {
  return async ({ world, by, params, given }: Act<v.InferOutput<typeof decidingFields>>): Promise<Done> => {
    const dossierId = params.id ?? ''
    const answer = await decideSuggestions(world, by, { dossierId, ids: given.ids, decision })
    return { to: `/dossiers/${dossierId}/text`, answer }
  }
}
