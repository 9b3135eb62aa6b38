// What is known of a dossier besides its text, with what the Secretariat changes here: access, rapporteur, invitations.

import { commentWords } from '#app/words/comments.ts'
import { meetingWords } from '#app/words/decisions/meetings.ts'
import { dossierWords } from '#app/words/dossiers.ts'
import { classLabels } from '#app/words/labels.ts'
import { readingWords } from '#app/words/reading/reading.ts'
import type { DossierView } from '#server/workflows/dossiers/dossier-views.ts'
import type { Person } from '#server/workflows/people/person-views.ts'
import { sayDays, sayInstant } from '../page/dates.ts'
import { Folded, Form, Select } from '../page/fields.tsx'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'
import { RecordHeadFact } from '../versions/record-head.tsx'
import { CommentsDue } from './comments-due.tsx'
import { Invitations } from './dossier-invitations.tsx'
import { peopleChoices } from './open-dossier.tsx'

interface FactsProps {
  readonly dossier: DossierView
  readonly members: readonly Person[]
}

export function DossierFacts({ dossier, members }: FactsProps) {
  const w = useWords(dossierWords)
  const c = useWords(commentWords)
  const language = useLanguage()
  const classes = useWords(classLabels)
  return (
    <aside aria-label={w.facts}>
      <dl className="facts">
        <div>
          <dt>{w.rapporteurs}</dt>
          <dd>
            <Rapporteurs rapporteurs={dossier.rapporteurs} />
            {dossier.whyNotName === null && <NameRapporteur dossier={dossier} members={members} />}
          </dd>
        </div>
        <div>
          <dt>{w.class}</dt>
          <dd>
            {classes[dossier.class]}
            {dossier.whyNotChangeClass === null && <ChangeClass dossier={dossier} />}
          </dd>
        </div>
        <div>
          <dt>{w.alsoOpenTo}</dt>
          <dd>
            <Invitations dossier={dossier} />
          </dd>
        </div>
        <div>
          <dt>{w.meeting}</dt>
          <dd>
            <Meeting dossier={dossier} />
          </dd>
        </div>
        <div id="comments-due">
          <dt>{c.deadline}</dt>
          <dd>
            <CommentsDue dossier={dossier} />
          </dd>
        </div>
        <Articles dossier={dossier} />
        <div>
          <dt>{w.openedAt}</dt>
          <dd>{sayInstant(language, dossier.openedAt)}</dd>
        </div>
        {dossier.published && (
          <div>
            <dt>{w.published}</dt>
            <dd>
              <a href={`/texts/${encodeURIComponent(dossier.published)}`}>{dossier.published}</a>
            </dd>
          </div>
        )}
        <RecordHeadFact head={dossier.recordHead} />
      </dl>
    </aside>
  )
}

function Rapporteurs({ rapporteurs }: { readonly rapporteurs: readonly Person[] }) {
  const w = useWords(dossierWords)
  const read = useIn()
  if (rapporteurs.length === 0) return <span className="soft">{w.noRapporteur}</span>
  return (
    <ul>
      {rapporteurs.map((person) => (
        <li key={person.id}>
          {person.name}, {read(person.delegation)}
        </li>
      ))}
    </ul>
  )
}

function Articles({ dossier }: { readonly dossier: DossierView }) {
  const w = useWords(dossierWords)
  const r = useWords(readingWords)
  const read = useIn()
  return (
    <div>
      <dt>{w.concerned}</dt>
      <dd>
        {dossier.articles.length === 0 && <span className="soft">{w.noArticles}</span>}
        <ul>
          {dossier.articles.map(({ number, heading }) => (
            <li key={number}>
              <a href={`/articles/${number}`}>{r.articleNamed(number, read(heading))}</a>
            </li>
          ))}
        </ul>
      </dd>
    </div>
  )
}

function Meeting({ dossier }: { readonly dossier: DossierView }) {
  const w = useWords(dossierWords)
  const m = useWords(meetingWords)
  const language = useLanguage()
  const read = useIn()
  const { meeting } = dossier
  if (!meeting) return <span className="soft">{w.noMeeting}</span>
  return (
    <>
      <a href={`/meetings/${meeting.id}`}>{m.numbered(meeting.number)}</a>, {read(meeting.place)},{' '}
      {sayDays(language, meeting.opensOn, meeting.closesOn)}
    </>
  )
}

function ChangeClass({ dossier }: { readonly dossier: DossierView }) {
  const w = useWords(dossierWords)
  const classes = useWords(classLabels)
  const action = `/dossiers/${dossier.id}/class`
  const others = (['internal', 'restricted', 'observers'] as const).filter((value) => value !== dossier.class)
  return (
    <Folded action={action} say={w.changeClass}>
      <Form action={action}>
        <Select name="class" label={w.class} choices={others.map((value) => ({ value, label: classes[value] }))} />
        <p className="buttons">
          <button type="submit">{w.changeSubmit}</button>
        </p>
      </Form>
    </Folded>
  )
}

function NameRapporteur({ dossier, members }: FactsProps) {
  const w = useWords(dossierWords)
  const language = useLanguage()
  const action = `/dossiers/${dossier.id}/rapporteurs`
  return (
    <Folded action={action} say={w.nameRapporteur}>
      <Form action={action}>
        <Select name="memberId" label={w.person} choices={peopleChoices(language, members)} />
        <p className="buttons">
          <button type="submit">{w.nameSubmit}</button>
        </p>
      </Form>
    </Folded>
  )
}
