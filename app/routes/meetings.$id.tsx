// GET /meetings/:id: presence by Party, the quorum, the texts before the meeting.

import { type MetaFunction, Outlet, useLoaderData } from '@remix-run/react'
import { readMeeting } from '#server/workflows/meetings/meetings.ts'
import { DossierTable } from '../components/dossiers/dossier-table.tsx'
import { Presence } from '../components/meetings/presence.tsx'
import { sayDays } from '../components/page/dates.ts'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { meetingWords } from '../words/decisions/meetings.ts'

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  titled(matches, data && meetingWords[languageOf(matches)].numbered(data.meeting.number))

export const loader = answering(async ({ context, request, params }) => {
  const by = requireMember({ context, request })
  return { meeting: await readMeeting(context.world, by, params.id ?? '') }
})

export default function Meeting() {
  const w = useWords(meetingWords)
  const language = useLanguage()
  const read = useIn()
  const { meeting } = useLoaderData<typeof loader>()
  return (
    <div className="page">
      <p className="eyebrow">
        {read(meeting.place)} · {sayDays(language, meeting.opensOn, meeting.closesOn)}
      </p>
      <h1>{w.numbered(meeting.number)}</h1>
      <Outlet />
      <section className="section" aria-labelledby="dossiers">
        <h2 id="dossiers">{w.dossiers}</h2>
        {meeting.dossiers.length === 0 ? (
          <p className="soft">{w.noDossiers}</p>
        ) : (
          <DossierTable dossiers={meeting.dossiers} />
        )}
      </section>
      <Presence meeting={meeting} />
    </div>
  )
}
