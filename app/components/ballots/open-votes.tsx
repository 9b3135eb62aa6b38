// The votes that are open, above every page of a member: nobody has to look for one, nor reload to learn of it.

import { useLocation } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { background } from '#app/http/background.ts'
import { ballotWords } from '#app/words/decisions/ballots.ts'
import type { OpenVote } from '#server/workflows/decisions/open-votes.ts'
import { listen } from '../page/bulletin.ts'
import { useIn, useReader, useWords } from '../page/reader.tsx'

/** The name of the topic on the server (server/workflows/decisions/open-votes.ts). */
const votesTopic = 'votes'

export function OpenVotes() {
  const w = useWords(ballotWords)
  const votes = useOpenVotes()
  const { name } = useReader()
  const { pathname } = useLocation()
  // The pages of a vote say all of it themselves.
  const others = votes.filter(({ id }) => !pathname.startsWith(`/ballots/${id}`))
  if (name === null) return null
  return (
    <div role="status" className="open-votes-status">
      {others.length > 0 && (
        <ul className="open-votes" aria-label={w.openVotes}>
          {others.map((vote) => (
            <OneVote key={vote.id} vote={vote} />
          ))}
        </ul>
      )}
    </div>
  )
}

function OneVote({ vote }: { readonly vote: OpenVote }) {
  const w = useWords(ballotWords)
  const read = useIn()
  const { id, reference, question, hasVoted } = vote
  return (
    <li className={hasVoted === false ? 'open-vote is-due' : 'open-vote'}>
      <strong>{w.open}</strong>
      <span className="open-vote-question">
        {reference} · {read(question)}
      </span>
      {hasVoted === true && <span>{w.partyHasVoted}</span>}
      <a href={`/ballots/${id}`} className={hasVoted === false ? 'button primary' : undefined}>
        {hasVoted === false ? w.voteNow : w.toBallot}
      </a>
    </li>
  )
}

/** Those that came with the page, then those that the server has whenever it announces that they are others. */
function useOpenVotes(): readonly OpenVote[] {
  const { votes: come, name } = useReader()
  const [votes, setVotes] = useState(come)
  useEffect(() => setVotes(come), [come])
  useEffect(() => {
    if (name === null) return
    let last = 0
    let hasLeft = false
    const ask = async () => {
      const mine = ++last
      const answer = await fetch('/votes', { headers: background, redirect: 'error' }).catch(() => null)
      if (!answer?.ok) return
      const now: readonly OpenVote[] = await answer.json()
      if (mine === last && !hasLeft) setVotes(now)
    }
    const stop = listen(votesTopic, () => void ask())
    return () => {
      hasLeft = true
      stop()
    }
  }, [name])
  return votes
}
