// GET /dossiers: those open to the reader. POST /dossiers: a dossier is opened, with the next reference of the year.

import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react'
import * as v from 'valibot'
import { whyNot } from '#server/domain/access/access.ts'
import { dossierKinds } from '#server/domain/dossiers/dossier.ts'
import { listArticles } from '#server/workflows/convention/convention.ts'
import { listDossiers, openDossier } from '#server/workflows/dossiers/dossiers.ts'
import { listMembers } from '#server/workflows/people/members.ts'
import { DossierTable } from '../components/dossiers/dossier-table.tsx'
import { OpenDossier } from '../components/dossiers/open-dossier.tsx'
import { asRefused } from '../components/page/fields.tsx'
import { useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { acting } from '../http/act.ts'
import { form, many, oneOf, optionalText, text, whole } from '../http/form.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { commentWords } from '../words/comments.ts'
import { dossierWords } from '../words/dossiers.ts'

const fields = form({
  kind: oneOf(dossierKinds),
  titleEn: text(300),
  titleFr: text(300),
  articles: many(whole(1, 50)),
  rapporteurId: optionalText(64),
  class: v.optional(oneOf(['internal', 'restricted']), 'restricted'),
})

export const meta: MetaFunction = ({ matches }) => titled(matches, dossierWords[languageOf(matches)].title)

export const loader = answering(async ({ context, request }) => {
  const by = requireMember({ context, request })
  const { world } = context
  const mayOpen = whyNot('text.create', by, null) === null
  return {
    dossiers: await listDossiers(world, by),
    // The form stands on this page too, so that a refused opening keeps what was typed.
    offered: mayOpen ? { articles: await listArticles(world), members: await listMembers(world, by) } : null,
  }
})

export const action = acting(fields, async ({ world, by, given }) => {
  const { id } = await openDossier(world, by, given)
  return { to: `/dossiers/${id}`, answer: { id } }
})

export default function Dossiers() {
  const w = useWords(dossierWords)
  const c = useWords(commentWords)
  const { dossiers, offered } = useLoaderData<typeof loader>()
  const answer = useActionData()
  if (offered && asRefused(answer)) {
    return (
      <div className="page narrow">
        <h1>{w.newTitle}</h1>
        <OpenDossier offered={offered} answer={answer} />
      </div>
    )
  }
  return (
    <div className="page">
      <div className="title-line">
        <h1>{w.title}</h1>
        {offered && (
          <a className="button primary" href="/dossiers/new">
            {w.open}
          </a>
        )}
      </div>
      <p className="lead">{w.lead}</p>
      <p>
        <a href="/mentions">{c.mentions}</a>
      </p>
      {dossiers.length === 0 ? <p className="soft">{w.none}</p> : <DossierTable dossiers={dossiers} />}
    </div>
  )
}
