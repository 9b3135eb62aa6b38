// What needs a member: votes first, then dossiers and meetings.

import { Shelf } from '#app/reading/shelf.tsx'
import { frontWords } from '#app/words/front.ts'
import type { PublishedLine } from '#server/workflows/publications/published-views.ts'
import type { BallotLine, DossierLine, MeetingLine } from '#server/workflows/row-views.ts'
import { BallotRows } from '../ballots/ballot-lines.tsx'
import { DossierTable } from '../dossiers/dossier-table.tsx'
import { MeetingRows } from '../meetings/meeting-rows.tsx'
import { useReader, useWords } from './reader.tsx'

interface Work {
  readonly ballots: readonly BallotLine[]
  readonly dossiers: readonly DossierLine[]
  readonly meetings: readonly MeetingLine[]
}

export function MemberFront({ work, texts }: { readonly work: Work; readonly texts: readonly PublishedLine[] }) {
  const w = useWords(frontWords)
  const { name } = useReader()
  return (
    <div className="page">
      <h1>{w.welcome(name ?? '')}</h1>
      <section className="section" aria-labelledby="votes">
        <h2 id="votes">{w.votes}</h2>
        {work.ballots.length === 0 ? <p className="soft">{w.noVotes}</p> : <BallotRows ballots={work.ballots} />}
      </section>
      <section className="section" aria-labelledby="dossiers">
        <h2 id="dossiers">{w.dossiers}</h2>
        {work.dossiers.length === 0 ? (
          <p className="soft">{w.noDossiers}</p>
        ) : (
          <DossierTable dossiers={work.dossiers} />
        )}
      </section>
      <section className="section" aria-labelledby="meetings">
        <h2 id="meetings">{w.meetings}</h2>
        {work.meetings.length === 0 ? <p className="soft">{w.noMeetings}</p> : <MeetingRows meetings={work.meetings} />}
      </section>
      <section className="section" aria-labelledby="texts">
        <h2 id="texts">{w.texts}</h2>
        <Shelf texts={texts} />
      </section>
    </div>
  )
}
