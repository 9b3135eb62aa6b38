// GET /parties/:id: a Party with what names it and what rests on findings that name it. Drafts only for members,
// already filtered.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { readParty } from '#server/workflows/convention/convention.ts'
import { sayDay } from '../components/page/dates.ts'
import { useIn, useLanguage, useReader, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { memberOrNull } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { CitingParagraphs } from '../reading/citing.tsx'
import { CitingDrafts } from '../reading/drafts.tsx'
import { Findings } from '../reading/findings.tsx'
import { citedWords } from '../words/reading/cited.ts'

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  titled(matches, data?.party.name[languageOf(matches)])

export const loader = answering(async ({ context, params }) => ({
  party: await readParty(context.world, memberOrNull(context), params.id ?? ''),
}))

export default function Party() {
  const { party } = useLoaderData<typeof loader>()
  const w = useWords(citedWords)
  const language = useLanguage()
  const { name } = useReader()
  const read = useIn()
  return (
    <div className="page">
      <p className="eyebrow">
        <a href="/parties">{w.parties}</a>
      </p>
      <h1>{read(party.name)}</h1>
      <p className="lead">{w.partyLead}</p>
      {party.inForceOn && <p className="soft">{w.inForce(sayDay(language, party.inForceOn))}</p>}
      <section className="section" aria-labelledby="named">
        <h2 id="named">{w.naming}</h2>
        {party.adopted.length === 0 && <p className="soft">{w.noNaming}</p>}
        <CitingParagraphs paragraphs={party.adopted} />
      </section>
      {name !== null && <CitingDrafts drafts={party.drafts} />}
      <section className="section" aria-labelledby="findings">
        <h2 id="findings">{w.findingsNaming}</h2>
        {party.findings.length === 0 ? (
          <p className="soft">{w.noFindingsNaming}</p>
        ) : (
          <Findings findings={party.findings} />
        )}
      </section>
      {party.findings.length > 0 && (
        <section className="section" aria-labelledby="resting">
          <h2 id="resting">{w.resting}</h2>
          {party.resting.adopted.length === 0 && <p className="soft">{w.noResting}</p>}
          <CitingParagraphs paragraphs={party.resting.adopted} />
        </section>
      )}
      {name !== null && party.resting.drafts.length > 0 && (
        <CitingDrafts drafts={party.resting.drafts} id="resting-drafts" />
      )}
    </div>
  )
}
