// Votes held on a text, newest as they come.

import { ballotWords } from '#app/words/decisions/ballots.ts'
import { dossierWords } from '#app/words/dossiers.ts'
import type { BallotLine } from '#server/workflows/row-views.ts'
import { sayInstant } from '../page/dates.ts'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'

export function BallotLines({ ballots }: { readonly ballots: readonly BallotLine[] }) {
  const w = useWords(dossierWords)
  if (ballots.length === 0) return null
  return (
    <section className="section" aria-labelledby="ballots">
      <h2 id="ballots">{w.ballots}</h2>
      <BallotRows ballots={ballots} />
    </section>
  )
}

export function BallotRows({ ballots }: { readonly ballots: readonly BallotLine[] }) {
  const b = useWords(ballotWords)
  const language = useLanguage()
  const read = useIn()
  return (
    <ul className="rows">
      {ballots.map((ballot) => (
        <li key={ballot.id}>
          <a className="row-title" href={`/ballots/${ballot.id}`}>
            {read(ballot.question)}
          </a>
          <span className="row-meta">
            <span className={ballot.state === 'open' ? 'mark mark-accent' : 'mark'}>
              {ballot.state === 'open' ? b.openShort : b.closedShort}
            </span>
            <span>
              {ballot.closedAt === null
                ? b.openedAt(sayInstant(language, ballot.openedAt))
                : b.closedAt(sayInstant(language, ballot.closedAt))}
            </span>
          </span>
          {ballot.outcome && <p className="prose">{read(ballot.outcome.say)}</p>}
        </li>
      ))}
    </ul>
  )
}
