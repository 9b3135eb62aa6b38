// Presence by Party: a table for everyone, with boxes to tick for those who record it. Two delegates of a Party count
// once.

import { meetingWords } from '#app/words/decisions/meetings.ts'
import type { MeetingView } from '#server/workflows/meetings/meeting-views.ts'
import { byName } from '../page/alphabet.ts'
import { Form, useTyped } from '../page/fields.tsx'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'

type Party = MeetingView['parties'][number]

export function Presence({ meeting }: { readonly meeting: MeetingView }) {
  const w = useWords(meetingWords)
  const all = meeting.parties.filter(({ entitled }) => entitled).length
  return (
    <section className="section" aria-labelledby="presence">
      <h2 id="presence">{w.presence}</h2>
      <p className="title-line quorum">
        <span className="figure-line">{w.needed(meeting.present, meeting.quorum, all)}</span>
        <span className={meeting.present >= meeting.quorum ? 'mark mark-accent' : 'mark mark-warn'}>
          {meeting.present >= meeting.quorum ? w.quorate : w.notQuorate}
        </span>
      </p>
      {meeting.whyNotRecord === null ? (
        <Form action={`/meetings/${meeting.id}/presence`} className="form presence">
          <p className="soft">{w.record}</p>
          <Movements />
          <PartyTable meeting={meeting} mayRecord />
          <Movements />
        </Form>
      ) : (
        <PartyTable meeting={meeting} mayRecord={false} />
      )}
    </section>
  )
}

function Movements() {
  const w = useWords(meetingWords)
  return (
    <p className="buttons">
      <button type="submit" name="movement" value="arrived" className="primary">
        {w.arrived}
      </button>
      <button type="submit" name="movement" value="left">
        {w.left}
      </button>
    </p>
  )
}

function PartyTable({ meeting, mayRecord }: { readonly meeting: MeetingView; readonly mayRecord: boolean }) {
  const w = useWords(meetingWords)
  const language = useLanguage()
  const parties = byName(language, meeting.parties, ({ name }) => name)
  return (
    <table className="roll">
      <thead>
        <tr>
          <th scope="col">{w.party}</th>
          <th scope="col">{w.state}</th>
        </tr>
      </thead>
      <tbody>
        {parties.map((party) => (
          <tr key={party.id} className={party.present ? undefined : 'faint'}>
            <th scope="row">
              <PartyName party={party} mayRecord={mayRecord} />
            </th>
            <td>
              <PartyState party={party} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function PartyName({ party, mayRecord }: { readonly party: Party; readonly mayRecord: boolean }) {
  const read = useIn()
  const chosen = useTyped('party')
  if (!mayRecord) return read(party.name)
  return (
    <label className="choice">
      <input type="checkbox" name="party" value={party.id} defaultChecked={chosen.includes(party.id)} />
      <span>{read(party.name)}</span>
    </label>
  )
}

function PartyState({ party }: { readonly party: Party }) {
  const w = useWords(meetingWords)
  const read = useIn()
  return (
    <>
      {party.present ? w.present : w.absent}
      {!party.entitled && (
        <span className="soft">
          , {w.notCounted}
          {read(party.reason) && ` (${read(party.reason)})`}
        </span>
      )}
    </>
  )
}
