// POST /dossiers/:id/suggestions/rejection: suggestions of a draft are rejected, by their ids. Without script, what was
// refused is said here.

import { useActionData } from '@remix-run/react'
import { RefusedDecision } from '../components/comments/refused-decision.tsx'
import { acting } from '../http/act.ts'
import { decidingFields, decidingOn } from '../http/suggestions.ts'

export const action = acting(decidingFields, decidingOn('rejected'))

export default function RefusedRejection() {
  return <RefusedDecision answer={useActionData()} />
}
