// One's own ballot on an open vote: cast or replaced, and its receipt.

import { ballotWords } from '#app/words/decisions/ballots.ts'
import { choiceLabel } from '#app/words/labels.ts'
import { ballotChoices, ballotChoiceWords, receiptNumber } from '#server/domain/decisions/ballot.ts'
import type { BallotView } from '#server/workflows/decisions/ballot-views.ts'
import { sayInstant } from '../page/dates.ts'
import { ChoiceGroup, Form } from '../page/fields.tsx'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'

interface OwnBallotProps {
  readonly ballot: BallotView
  readonly requestId: string
}

export function OwnBallot({ ballot, requestId }: OwnBallotProps) {
  const w = useWords(ballotWords)
  const read = useIn()
  const { mine } = ballot
  if (!mine) return <p className="soft">{w.notVoter}</p>
  return (
    <section className="section" aria-labelledby="mine">
      <h2 id="mine">{w.yourBallot(read(mine.party.name))}</h2>
      <Receipt mine={mine} />
      {mine.whyNotVote ? (
        <p className="soft prose">{read(mine.whyNotVote.say)}</p>
      ) : (
        <Form action={`/ballots/${ballot.id}/votes`}>
          <input type="hidden" name="requestId" value={requestId} />
          <ChoiceGroup
            name="choice"
            kind="radio"
            legend={w.choose}
            className="choices choices-vote"
            value={mine.choice ? [mine.choice] : []}
            choices={ballotChoices.map((choice) => ({ value: choice, label: read(ballotChoiceWords[choice]) }))}
          />
          <p className="buttons">
            <button type="submit" className="primary">
              {mine.choice ? w.replace : w.cast}
            </button>
          </p>
          <p className="soft">{w.yourNote}</p>
        </Form>
      )}
    </section>
  )
}

/** The proof of one's own ballot; it stands after closing too. */
export function Receipt({ mine }: { readonly mine: NonNullable<BallotView['mine']> }) {
  const w = useWords(ballotWords)
  const language = useLanguage()
  const { choice, receipt } = mine
  if (!receipt || !choice) return null
  return (
    <div className="notice" role="status">
      <strong>{w.receipt}</strong>
      <p>{w.receiptSay(choiceLabel(language, choice), receiptNumber(receipt), sayInstant(language, receipt.at))}</p>
      <p className="soft">{w.receiptHash}</p>
      <p className="mono">{receipt.hash}</p>
    </div>
  )
}
