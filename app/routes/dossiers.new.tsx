// GET /dossiers/new: the form that opens a dossier. It posts to /dossiers.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { whyNot } from '#server/domain/access/access.ts'
import { heed } from '#server/domain/refusal.ts'
import { listArticles } from '#server/workflows/convention/convention.ts'
import { listMembers } from '#server/workflows/people/members.ts'
import { OpenDossier } from '../components/dossiers/open-dossier.tsx'
import { useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { dossierWords } from '../words/dossiers.ts'

export const meta: MetaFunction = ({ matches }) => titled(matches, dossierWords[languageOf(matches)].newTitle)

export const loader = answering(async ({ context, request }) => {
  const by = requireMember({ context, request })
  heed(whyNot('text.create', by, null))
  return { articles: await listArticles(context.world), members: await listMembers(context.world, by) }
})

export default function NewDossier() {
  const w = useWords(dossierWords)
  return (
    <div className="page narrow">
      <h1>{w.newTitle}</h1>
      <p className="lead">{w.newLead}</p>
      <OpenDossier offered={useLoaderData<typeof loader>()} />
    </div>
  )
}
