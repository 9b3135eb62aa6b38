// GET /meetings: all of them. POST /meetings: one is convened.

import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react'
import { whyNot } from '#server/domain/access/access.ts'
import { convene, listMeetings } from '#server/workflows/meetings/meetings.ts'
import { ConveneMeeting } from '../components/meetings/convene-meeting.tsx'
import { MeetingRows } from '../components/meetings/meeting-rows.tsx'
import { asRefused } from '../components/page/fields.tsx'
import { useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { acting } from '../http/act.ts'
import { day, form, text, whole } from '../http/form.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { meetingWords } from '../words/decisions/meetings.ts'

const fields = form({
  number: whole(1, 9999),
  placeEn: text(120),
  placeFr: text(120),
  opensOn: day,
  closesOn: day,
})

export const meta: MetaFunction = ({ matches }) => titled(matches, meetingWords[languageOf(matches)].title)

export const loader = answering(async ({ context, request }) => {
  const by = requireMember({ context, request })
  return {
    meetings: await listMeetings(context.world, by),
    mayConvene: whyNot('meeting.convene', by, null) === null,
  }
})

export const action = acting(fields, async ({ world, by, given }) => {
  const { id } = await convene(world, by, given)
  return { to: `/meetings/${id}`, answer: { id } }
})

export default function Meetings() {
  const w = useWords(meetingWords)
  const { meetings, mayConvene } = useLoaderData<typeof loader>()
  const answer = useActionData()
  if (asRefused(answer)) {
    return (
      <div className="page narrow">
        <h1>{w.convene}</h1>
        <ConveneMeeting answer={answer} />
      </div>
    )
  }
  return (
    <div className="page">
      <div className="title-line">
        <h1>{w.title}</h1>
        {mayConvene && (
          <a className="button primary" href="/meetings/new">
            {w.convene}
          </a>
        )}
      </div>
      {meetings.length === 0 ? <p className="soft">{w.none}</p> : <MeetingRows meetings={meetings} />}
    </div>
  )
}
