// The steps a dossier may take, offered, or greyed with the reason that the rule gives.

import { meetingWords } from '#app/words/decisions/meetings.ts'
import { defaultQuestion } from '#app/words/decisions/question.ts'
import { dossierWords } from '#app/words/dossiers.ts'
import type { DossierView, Step } from '#server/workflows/dossiers/dossier-views.ts'
import type { MeetingLine } from '#server/workflows/row-views.ts'
import { sayDays } from '../page/dates.ts'
import { Form, Select, TextArea } from '../page/fields.tsx'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'

const titles = {
  drafting: 'toDrafting',
  circulated: 'toCirculated',
  meeting: 'toMeeting',
  ballot: 'toBallot',
  publication: 'toPublication',
} as const
const says = {
  drafting: 'draftingSay',
  circulated: 'circulatedSay',
  meeting: 'meetingSay',
  ballot: 'ballotSay',
  publication: 'publicationSay',
} as const

interface StepsProps {
  readonly dossier: DossierView
  readonly meetings: readonly MeetingLine[]
}

export function Steps({ dossier, meetings }: StepsProps) {
  const w = useWords(dossierWords)
  const steps = dossier.steps.filter(({ to }) => to !== 'ballot')
  if (steps.length === 0) return null
  return (
    <section className="section" aria-labelledby="steps">
      <h2 id="steps">{w.next}</h2>
      <ul className="offers">
        {steps.map((step) => (
          <li key={step.to}>
            <OneStep dossier={dossier} step={step} meetings={meetings} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function OneStep({ dossier, step, meetings }: StepsProps & { readonly step: Step }) {
  const w = useWords(dossierWords)
  const read = useIn()
  const { to, whyNot } = step
  // The rule asks for a meeting; the form is where it is chosen, so that reason must not grey the form itself.
  const asksMeeting = to === 'meeting' && (whyNot === null || whyNot.field === 'meetingId')
  const isOpen = whyNot === null || asksMeeting
  const reason = `why-not-${to}`
  return (
    <Form
      action={to === 'publication' ? `/dossiers/${dossier.id}/publication` : `/dossiers/${dossier.id}/steps`}
      className="form step"
      only={to === 'publication' ? undefined : { to }}
    >
      {to !== 'publication' && <input type="hidden" name="to" value={to} />}
      {asksMeeting && <ChooseMeeting dossier={dossier} meetings={meetings} />}
      <p className="buttons">
        <button type="submit" disabled={!isOpen} aria-describedby={reason}>
          {w[titles[to]]}
        </button>
      </p>
      <p id={reason} className="soft prose">
        {isOpen || !whyNot ? w[says[to]] : read(whyNot.say)}
      </p>
    </Form>
  )
}

function ChooseMeeting({ dossier, meetings }: StepsProps) {
  const w = useWords(dossierWords)
  const m = useWords(meetingWords)
  const language = useLanguage()
  const read = useIn()
  if (meetings.length === 0) return <a href="/meetings/new">{w.conveneFirst}</a>
  return (
    <Select
      name="meetingId"
      label={w.meeting}
      value={dossier.meeting?.id ?? ''}
      choices={[
        { value: '', label: w.chooseMeeting },
        ...meetings.map((meeting) => ({
          value: meeting.id,
          label: `${m.numbered(meeting.number)}, ${read(meeting.place)}, ${sayDays(language, meeting.opensOn, meeting.closesOn)}`,
        })),
      ]}
    />
  )
}

/** The form that opens the vote, when the path leads there; greyed with its reason when it may not be opened now. */
export function OpenVote({ dossier, answer }: { readonly dossier: DossierView; readonly answer?: unknown }) {
  const w = useWords(dossierWords)
  const read = useIn()
  const step = dossier.steps.find(({ to }) => to === 'ballot')
  if (!step) return null
  const question = defaultQuestion(dossier)
  return (
    <section className="section" aria-labelledby="open-vote">
      <h2 id="open-vote">{w.toBallot}</h2>
      <OpenPoints points={step.points ?? []} />
      {step.whyNot ? (
        // What stands in the way is in the list already.
        !step.points?.length && <p className="soft prose">{read(step.whyNot.say)}</p>
      ) : (
        <Form action={`/dossiers/${dossier.id}/ballots`} answer={answer}>
          <p className="soft">{w.ballotSay}</p>
          <TextArea name="questionEn" label={w.questionEn} lang="en" rows={2} value={question.en} />
          <TextArea name="questionFr" label={w.questionFr} lang="fr" rows={2} value={question.fr} />
          <p className="buttons">
            <button type="submit" className="primary">
              {w.toBallot}
            </button>
          </p>
        </Form>
      )}
    </section>
  )
}

/** What is to be settled first, then what the Committee should know. */
function OpenPoints({ points }: { readonly points: NonNullable<Step['points']> }) {
  const w = useWords(dossierWords)
  const read = useIn()
  return ([true, false] as const).map((blocks) => {
    const some = points.filter((point) => point.blocks === blocks)
    if (some.length === 0) return null
    return (
      <div key={String(blocks)} className="prose">
        <p>{blocks ? w.settleFirst : w.stillOpen}</p>
        <ul>
          {some.map(({ say }) => (
            <li key={say.en}>{read(say)}</li>
          ))}
        </ul>
      </div>
    )
  })
}
