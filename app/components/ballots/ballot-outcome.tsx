// The outcome of a closed vote: one sentence, then the figures it rests on.

import { ballotWords } from '#app/words/decisions/ballots.ts'
import { choiceLabel } from '#app/words/labels.ts'
import type { Outcome } from '#server/domain/decisions/outcome.ts'
import type { BallotView } from '#server/workflows/decisions/ballot-views.ts'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'

export function BallotOutcome({ ballot, outcome }: { readonly ballot: BallotView; readonly outcome: Outcome }) {
  const w = useWords(ballotWords)
  const language = useLanguage()
  const read = useIn()
  const { tally } = outcome
  const entitled = ballot.roll.filter((line) => line.entitled)
  const figures = [
    [choiceLabel(language, 'for'), tally.for],
    [choiceLabel(language, 'against'), tally.against],
    [choiceLabel(language, 'abstain'), tally.abstain],
    [w.presentNotVoted, entitled.filter(({ present, choice }) => present && choice === null).length],
    [w.absentParties, entitled.filter(({ present }) => !present).length],
    [w.votesCast, outcome.votesCast],
    [w.needed, outcome.needed],
  ] as const
  return (
    <section className="section" aria-labelledby={`outcome-${ballot.id}`}>
      <h2 id={`outcome-${ballot.id}`}>{w.outcome}</h2>
      <p className="figure-line prose">{read(outcome.say)}</p>
      <dl className="figures">
        {figures.map(([label, figure]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
