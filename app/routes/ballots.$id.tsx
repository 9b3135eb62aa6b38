// GET /ballots/:id: a vote. It works without script; with it, the page looks again whenever a ballot arrives.

import { type MetaFunction, Outlet, useLoaderData } from '@remix-run/react'
import type { BallotView } from '#server/workflows/decisions/ballot-views.ts'
import { readBallot } from '#server/workflows/decisions/ballots.ts'
import { BallotFacts } from '../components/ballots/ballot-facts.tsx'
import { BallotOutcome } from '../components/ballots/ballot-outcome.tsx'
import { BallotRoll } from '../components/ballots/ballot-roll.tsx'
import { OwnBallot, Receipt } from '../components/ballots/own-ballot.tsx'
import { Presiding, Quorum } from '../components/ballots/presiding.tsx'
import { useLookAgain } from '../components/page/bulletin.ts'
import { sayInstant } from '../components/page/dates.ts'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { titled } from '../components/page/title.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { ballotWords } from '../words/decisions/ballots.ts'

export const handle = { hydrate: true }

export const meta: MetaFunction<typeof loader> = ({ matches, data }) => titled(matches, data?.ballot.question)

export const loader = answering(async ({ context, request, params }) => {
  const by = requireMember({ context, request })
  // The same posting sent twice gives the same receipt: its id is minted with the form.
  return { ballot: await readBallot(context.world, by, params.id ?? ''), requestId: context.world.mint() }
})

export default function Ballot() {
  const { ballot, requestId } = useLoaderData<typeof loader>()
  const w = useWords(ballotWords)
  useLookAgain(`ballot:${ballot.id}`)
  return (
    <div className="page">
      <Heading ballot={ballot} />
      <Outlet />
      <Quorum ballot={ballot} />
      {ballot.outcome && <BallotOutcome ballot={ballot} outcome={ballot.outcome} />}
      <div className="split">
        <div>
          {ballot.state === 'open' && <OwnBallot ballot={ballot} requestId={requestId} />}
          {ballot.state === 'closed' && ballot.mine && <Receipt mine={ballot.mine} />}
          <BallotRoll ballot={ballot} />
        </div>
        <aside aria-label={w.rule}>
          <Presiding ballot={ballot} />
          <BallotFacts ballot={ballot} />
        </aside>
      </div>
    </div>
  )
}

function Heading({ ballot }: { readonly ballot: BallotView }) {
  const w = useWords(ballotWords)
  const language = useLanguage()
  const read = useIn()
  return (
    <>
      <p className="eyebrow">
        <a href={`/dossiers/${ballot.dossier.id}`}>{ballot.dossier.reference}</a> · {w.ballot}
      </p>
      <h1>{read(ballot.question)}</h1>
      <p className="row-meta" aria-live="polite">
        <span className={ballot.state === 'open' ? 'mark mark-accent' : 'mark'}>
          {ballot.state === 'open' ? w.open : w.closed}
        </span>
        <span>{w.openedAt(sayInstant(language, ballot.openedAt))}</span>
        {ballot.closedAt !== null && <span>{w.closedAt(sayInstant(language, ballot.closedAt))}</span>}
        <a href={`/ballots/${ballot.id}/text`}>{w.readFrozen}</a>
      </p>
    </>
  )
}
