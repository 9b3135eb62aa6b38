// POST /dossiers/:id/ballots: the vote opens on the frozen text. A refused question stays in its form, on the overview.

import { useActionData, useRouteLoaderData } from '@remix-run/react'
import { openBallot } from '#server/workflows/decisions/ballot-opening.ts'
import type { DossierView } from '#server/workflows/dossiers/dossier-views.ts'
import { readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { OpenVote } from '../components/dossiers/dossier-steps.tsx'
import { RefusedNotice } from '../components/page/fields.tsx'
import { acting } from '../http/act.ts'
import { form, optionalText } from '../http/form.ts'
import { defaultQuestion } from '../words/decisions/question.ts'

const fields = form({ questionEn: optionalText(500), questionFr: optionalText(500) })

export const action = acting(fields, async ({ world, by, params, given }) => {
  const dossierId = params.id ?? ''
  const dossier = await readDossier(world, by, dossierId)
  const question = defaultQuestion(dossier)
  const { id } = await openBallot(world, by, {
    dossierId,
    questionEn: given.questionEn ?? question.en,
    questionFr: given.questionFr ?? question.fr,
  })
  return { to: `/ballots/${id}`, answer: { id } }
})

export default function RefusedBallot() {
  const answer = useActionData()
  const overview = useRouteLoaderData('routes/dossiers.$id') as { dossier: DossierView } | undefined
  const isOffered = overview?.dossier.steps.some(({ to, whyNot }) => to === 'ballot' && whyNot === null)
  if (!overview || !isOffered) return <RefusedNotice answer={answer} />
  return <OpenVote dossier={overview.dossier} answer={answer} />
}
