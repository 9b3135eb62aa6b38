// GET /ballots/:id/text: the text put to the vote, in both languages, as it was frozen. It never changes and needs no
// script.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { languages } from '#server/domain/language.ts'
import { readBallotText } from '#server/workflows/decisions/ballots.ts'
import { Fingerprints } from '../components/ballots/ballot-facts.tsx'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { titled } from '../components/page/title.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { Opinion } from '../reading/opinion.tsx'
import { ballotWords } from '../words/decisions/ballots.ts'

export const meta: MetaFunction<typeof loader> = ({ matches, data }) => titled(matches, data?.voted.dossier.reference)

export const loader = answering(async ({ context, request, params }) => ({
  voted: await readBallotText(context.world, requireMember({ context, request }), params.id ?? ''),
}))

export default function BallotText() {
  const { voted } = useLoaderData<typeof loader>()
  const w = useWords(ballotWords)
  const language = useLanguage()
  const read = useIn()
  return (
    <article className="page">
      <p className="eyebrow">
        <a href={`/dossiers/${voted.dossier.id}`}>{voted.dossier.reference}</a> · {w.frozen}
      </p>
      <h1>{read(voted.dossier.title)}</h1>
      <p className="row-meta">
        <span className={voted.state === 'open' ? 'mark mark-accent' : 'mark'}>
          {voted.state === 'open' ? w.open : w.closed}
        </span>
        <a href={`/ballots/${voted.id}`}>{w.toBallot}</a>
      </p>
      <p className="prose">{w.frozenSay}</p>
      <div className="both">
        {[language, ...languages.filter((other) => other !== language)].map((each) => (
          <section key={each} className="both-one" lang={each} aria-labelledby={`text-${each}`}>
            <h2 id={`text-${each}`}>{each === 'en' ? 'English' : 'Français'}</h2>
            <Opinion paragraphs={voted.text[each]} language={each} hasAddresses={each === language} />
          </section>
        ))}
      </div>
      <dl className="facts section prose">
        <Fingerprints of={voted} />
      </dl>
    </article>
  )
}
