// The roll: every Party once, in the alphabetical order of the reader's language. Choices appear after closing only.

import { ballotWords } from '#app/words/decisions/ballots.ts'
import { choiceLabel } from '#app/words/labels.ts'
import type { BallotView } from '#server/workflows/decisions/ballot-views.ts'
import { byName } from '../page/alphabet.ts'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'

type RollLine = BallotView['roll'][number]

export function BallotRoll({ ballot }: { readonly ballot: BallotView }) {
  const w = useWords(ballotWords)
  const language = useLanguage()
  const lines = byName(language, ballot.roll, (line) => line.party.name)
  return (
    <section className="section" aria-labelledby="roll">
      <h2 id="roll">{w.roll}</h2>
      <table className="roll">
        <thead>
          <tr>
            <th scope="col">{w.party}</th>
            <th scope="col">{w.presence}</th>
            <th scope="col">{w.vote}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.party.id} line={line} isOpen={ballot.state === 'open'} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Line({ line, isOpen }: { readonly line: RollLine; readonly isOpen: boolean }) {
  const w = useWords(ballotWords)
  const read = useIn()
  const isCounted = line.entitled
  return (
    <tr className={line.present && isCounted ? undefined : 'faint'}>
      <th scope="row">{read(line.party.name)}</th>
      <td>{isCounted ? (line.present ? w.present : w.absent) : w.notCounted}</td>
      <td>{isCounted && line.present ? <Vote line={line} isOpen={isOpen} /> : '–'}</td>
    </tr>
  )
}

function Vote({ line, isOpen }: { readonly line: RollLine; readonly isOpen: boolean }) {
  const w = useWords(ballotWords)
  const language = useLanguage()
  if (line.choice) return <strong>{choiceLabel(language, line.choice)}</strong>
  if (isOpen) return line.voted ? w.hasVoted : <span className="soft">{w.hasNot}</span>
  return <span className="soft">{w.didNot}</span>
}
