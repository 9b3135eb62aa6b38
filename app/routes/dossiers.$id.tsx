// GET /dossiers/:id: the overview. Its acts are routes below it, so that a refused one is answered on this page.

import { type MetaFunction, Outlet, useLoaderData, useLocation } from '@remix-run/react'
import type { DossierView } from '#server/workflows/dossiers/dossier-views.ts'
import { readDossier } from '#server/workflows/dossiers/dossiers.ts'
import { listMeetings } from '#server/workflows/meetings/meetings.ts'
import { listMembers } from '#server/workflows/people/members.ts'
import { BallotLines } from '../components/ballots/ballot-lines.tsx'
import { DossierFacts } from '../components/dossiers/dossier-facts.tsx'
import { OpenVote, Steps } from '../components/dossiers/dossier-steps.tsx'
import { StageLine } from '../components/dossiers/stage-line.tsx'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { titled } from '../components/page/title.ts'
import { requireMember } from '../http/member.ts'
import { versionsPath } from '../http/path.ts'
import { leadToPublished } from '../http/published.ts'
import { answering } from '../http/refusal.ts'
import { commentWords } from '../words/comments.ts'
import { dossierWords } from '../words/dossiers.ts'
import { kindLabel } from '../words/labels.ts'
import { coverageWords } from '../words/reading/coverage.ts'
import { versionWords } from '../words/versions.ts'

export const meta: MetaFunction<typeof loader> = ({ matches, data }) => titled(matches, data?.dossier.reference)

export const loader = answering(async ({ context, request, params }) => {
  const by = requireMember({ context, request })
  await leadToPublished(context.world, by, params.id ?? '')
  const dossier = await readDossier(context.world, by, params.id ?? '')
  const runs = dossier.steps.length > 0
  return {
    dossier,
    meetings: runs ? await listMeetings(context.world, by) : [],
    members: dossier.whyNotName === null ? await listMembers(context.world, by) : [],
  }
})

export default function Dossier() {
  const w = useWords(dossierWords)
  const c = useWords(coverageWords)
  const v = useWords(versionWords)
  const comments = useWords(commentWords)
  const language = useLanguage()
  const read = useIn()
  const { dossier, meetings, members } = useLoaderData<typeof loader>()
  return (
    <div className="page">
      <p className="eyebrow">
        {dossier.reference} · {kindLabel(language, dossier.kind)}
      </p>
      <h1>{read(dossier.title)}</h1>
      <StageLine state={dossier.state} />
      <Outlet />
      <div className="split">
        <div>
          <p className="buttons">
            <a className="button primary" href={`/dossiers/${dossier.id}/text`}>
              {w.readText}
            </a>
            <a className="button" href={`/dossiers/${dossier.id}/coverage`}>
              {c.seeCoverage}
            </a>
            {dossier.versions !== null && (
              <a className="button" href={versionsPath(dossier.id)}>
                {v.counted(dossier.versions)}
              </a>
            )}
            {dossier.hasReply && (
              <a className="button" href={`/dossiers/${dossier.id}/official-reply`}>
                {comments.officialPage}
              </a>
            )}
          </p>
          <Votes dossier={dossier} />
          <Steps dossier={dossier} meetings={meetings} />
        </div>
        <DossierFacts dossier={dossier} members={members} />
      </div>
    </div>
  )
}

/** The votes held, and the form that opens one unless a refused one stands above already. */
function Votes({ dossier }: { readonly dossier: DossierView }) {
  const { pathname } = useLocation()
  return (
    <>
      <BallotLines ballots={dossier.ballots} />
      {!pathname.endsWith('/ballots') && <OpenVote dossier={dossier} />}
    </>
  )
}
