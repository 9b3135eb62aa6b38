// POST /dossiers/:id/suggestions/acceptance: suggestions of a draft are accepted, by their ids. Without script, what
// was refused is said here.

import { useActionData } from '@remix-run/react'
import { RefusedDecision } from '../components/comments/refused-decision.tsx'
import { acting } from '../http/act.ts'
import { decidingFields, decidingOn } from '../http/suggestions.ts'

export const action = acting(decidingFields, decidingOn('accepted'))

export default function RefusedAcceptance() {
  return <RefusedDecision answer={useActionData()} />
}
