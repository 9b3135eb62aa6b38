// What who presides has on an open vote, apart from any ballot: how many have voted, the way to close it, and whether
// the quorum is lost.

import { ballotWords } from '#app/words/decisions/ballots.ts'
import type { BallotView } from '#server/workflows/decisions/ballot-views.ts'
import { sayInstant } from '../page/dates.ts'
import { Form } from '../page/fields.tsx'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'

/** Nothing for who could never close a vote: they are not told each time why not. */
export function Presiding({ ballot }: { readonly ballot: BallotView }) {
  const w = useWords(ballotWords)
  const read = useIn()
  const { whyNotClose, received, present } = ballot
  if (ballot.state !== 'open' || (whyNotClose && whyNotClose.code !== 'not-now')) return null
  return (
    <section className="section" aria-labelledby="presiding">
      <h2 id="presiding">{w.presiding}</h2>
      <p className="figure-line">{w.haveVoted(received, present)}</p>
      {whyNotClose ? (
        <p className="soft">{read(whyNotClose.say)}</p>
      ) : (
        <p className="buttons">
          <a className="button" href={`/ballots/${ballot.id}/closure`}>
            {w.closeAsk}
          </a>
        </p>
      )}
    </section>
  )
}

/** To those who keep the presence, that the quorum is lost now; to everybody, that it was recorded. */
export function Quorum({ ballot }: { readonly ballot: BallotView }) {
  const w = useWords(ballotWords)
  const language = useLanguage()
  const { quorumNow, quorumLosses } = ballot
  return (
    <div role="status">
      {quorumNow && (
        <div className="notice notice-refused">
          <strong>{w.quorumLost}</strong>
          <p>{w.quorumLostSay(quorumNow.present, ballot.quorum)}</p>
          {quorumNow.mayRecord && (
            <Form action={`/ballots/${ballot.id}/quorum-loss`}>
              <p className="buttons">
                <button type="submit">{w.recordLoss}</button>
              </p>
            </Form>
          )}
        </div>
      )}
      {quorumLosses.map(({ at, present }) => (
        <p key={at} className="soft prose">
          {w.lossRecorded(sayInstant(language, at), present)}
        </p>
      ))}
    </div>
  )
}
