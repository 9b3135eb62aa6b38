// GET /meetings/new: the form that convenes a meeting. It posts to /meetings.

import type { MetaFunction } from '@remix-run/react'
import { whyNot } from '#server/domain/access/access.ts'
import { heed } from '#server/domain/refusal.ts'
import { ConveneMeeting } from '../components/meetings/convene-meeting.tsx'
import { useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { meetingWords } from '../words/decisions/meetings.ts'

export const meta: MetaFunction = ({ matches }) => titled(matches, meetingWords[languageOf(matches)].convene)

export const loader = answering(({ context, request }) => {
  heed(whyNot('meeting.convene', requireMember({ context, request }), null))
  return null
})

export default function NewMeeting() {
  const w = useWords(meetingWords)
  return (
    <div className="page narrow">
      <h1>{w.convene}</h1>
      <ConveneMeeting />
    </div>
  )
}
