// GET /ballots/:id/closure: asks once more, with the figures, before the vote is closed. POST: it is closed and
// counted.

import { type MetaFunction, useActionData, useLoaderData } from '@remix-run/react'
import type { BallotView } from '#server/workflows/decisions/ballot-views.ts'
import { closeBallot, readBallot } from '#server/workflows/decisions/ballots.ts'
import { Quorum } from '../components/ballots/presiding.tsx'
import { byName } from '../components/page/alphabet.ts'
import { useLookAgain } from '../components/page/bulletin.ts'
import { Form } from '../components/page/fields.tsx'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { titled } from '../components/page/title.ts'
import { acting } from '../http/act.ts'
import { form } from '../http/form.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { ballotWords } from '../words/decisions/ballots.ts'

export const handle = { hydrate: true }

export const meta: MetaFunction<typeof loader> = ({ matches, data }) => titled(matches, data?.ballot.question)

export const loader = answering(async ({ context, request, params }) => {
  const by = requireMember({ context, request })
  return { ballot: await readBallot(context.world, by, params.id ?? '') }
})

export const action = acting(form({}), async ({ world, by, params }) => {
  const ballotId = params.id ?? ''
  const outcome = await closeBallot(world, by, { ballotId })
  return { to: `/ballots/${ballotId}`, answer: outcome }
})

export default function Closure() {
  const { ballot } = useLoaderData<typeof loader>()
  const w = useWords(ballotWords)
  const read = useIn()
  const answer = useActionData()
  useLookAgain(`ballot:${ballot.id}`)
  return (
    <div className="page">
      <p className="eyebrow">
        <a href={`/dossiers/${ballot.dossier.id}`}>{ballot.dossier.reference}</a> · {read(ballot.question)}
      </p>
      <h1>{w.closeTitle}</h1>
      <p className="figure-line" role="status">
        {w.haveVoted(ballot.received, ballot.present)}
      </p>
      <Waiting ballot={ballot} />
      <Quorum ballot={ballot} />
      <Form action={`/ballots/${ballot.id}/closure`} answer={answer}>
        <p className="soft prose" id="close-say">
          {ballot.whyNotClose ? read(ballot.whyNotClose.say) : w.closeSay}
        </p>
        <p className="buttons">
          <button type="submit" className="primary" disabled={ballot.whyNotClose !== null} aria-describedby="close-say">
            {w.close}
          </button>
          <a href={`/ballots/${ballot.id}`}>{w.back}</a>
        </p>
      </Form>
    </div>
  )
}

function Waiting({ ballot }: { readonly ballot: BallotView }) {
  const w = useWords(ballotWords)
  const language = useLanguage()
  const waiting = ballot.roll.filter(({ entitled, present, voted }) => entitled && present && !voted)
  if (waiting.length === 0) return null
  const names = byName(language, waiting, ({ party }) => party.name).map(({ party }) => party.name[language])
  return (
    <p className="prose">
      {w.notYet}
      {language === 'fr' ? '\u00a0: ' : ': '}
      {names.join(', ')}.
    </p>
  )
}
