// Meetings in rows.

import { meetingWords } from '#app/words/decisions/meetings.ts'
import type { MeetingLine } from '#server/workflows/row-views.ts'
import { sayDays } from '../page/dates.ts'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'

export function MeetingRows({ meetings }: { readonly meetings: readonly MeetingLine[] }) {
  const w = useWords(meetingWords)
  const language = useLanguage()
  const read = useIn()
  return (
    <ul className="rows">
      {meetings.map((meeting) => (
        <li key={meeting.id}>
          <a className="row-title" href={`/meetings/${meeting.id}`}>
            {w.numbered(meeting.number)}
          </a>
          <span className="row-meta">
            <span>{read(meeting.place)}</span>
            <span>{sayDays(language, meeting.opensOn, meeting.closesOn)}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
