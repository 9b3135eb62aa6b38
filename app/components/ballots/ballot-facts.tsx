// What a vote rests on: rule, quorum, ballots received, the frozen text and its fingerprints.

import { ballotWords } from '#app/words/decisions/ballots.ts'
import { meetingWords } from '#app/words/decisions/meetings.ts'
import type { BallotView } from '#server/workflows/decisions/ballot-views.ts'
import { useIn, useWords } from '../page/reader.tsx'
import { RecordHeadFact } from '../versions/record-head.tsx'

export function BallotFacts({ ballot }: { readonly ballot: BallotView }) {
  const w = useWords(ballotWords)
  const m = useWords(meetingWords)
  const read = useIn()
  return (
    <dl className="facts">
      <div>
        <dt>{w.rule}</dt>
        <dd>
          {read(ballot.rule.say)} {ballot.rule.isDefault && <span className="mark mark-warn">{w.ruleDefault}</span>}
          <p className="soft small">{read(ballot.rule.basis)}</p>
        </dd>
      </div>
      <div>
        <dt>{w.quorum}</dt>
        <dd>{w.quorumSay(ballot.present, ballot.quorum, ballot.electorate)}</dd>
      </div>
      <div>
        <dt>{w.received}</dt>
        <dd>{w.receivedSay(ballot.received, ballot.present)}</dd>
      </div>
      {ballot.meeting && (
        <div>
          <dt>{m.meeting}</dt>
          <dd>
            <a href={`/meetings/${ballot.meeting.id}`}>{m.numbered(ballot.meeting.number)}</a>
          </dd>
        </div>
      )}
      <div>
        <dt>{w.frozen}</dt>
        <dd>
          <a href={`/ballots/${ballot.id}/text`}>{w.readFrozen}</a>
          <p className="soft small">{w.frozenSay}</p>
        </dd>
      </div>
      <Fingerprints of={ballot} />
      <RecordHeadFact head={ballot.recordHead} />
    </dl>
  )
}

/** Of the frozen text: both languages together, then each. */
export function Fingerprints({
  of: text,
}: {
  readonly of: Pick<BallotView, 'textSha256' | 'textSha256En' | 'textSha256Fr'>
}) {
  const w = useWords(ballotWords)
  return (
    <>
      <Fingerprint label={w.both} sha256={text.textSha256} />
      <Fingerprint label={w.english} sha256={text.textSha256En} />
      <Fingerprint label={w.french} sha256={text.textSha256Fr} />
    </>
  )
}

function Fingerprint({ label, sha256 }: { readonly label: string; readonly sha256: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="mono">{sha256}</dd>
    </div>
  )
}
