// GET /findings/:id: one finding, its figure with date and denominator, and the published paragraphs that rest on it.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import type { FindingPage } from '#server/workflows/convention/citing-views.ts'
import { readFinding } from '#server/workflows/convention/convention.ts'
import { byName } from '../components/page/alphabet.ts'
import { useIn, useLanguage, useReader, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { memberOrNull } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { CitingParagraphs } from '../reading/citing.tsx'
import { CitingDrafts } from '../reading/drafts.tsx'
import { Measure } from '../reading/findings.tsx'
import { findingKindLabels, labelOf } from '../words/labels.ts'
import { citedWords } from '../words/reading/cited.ts'
import { findingWords, themeIn } from '../words/reading/findings.ts'
import { readingWords } from '../words/reading/reading.ts'

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  titled(matches, data && `${findingWords[languageOf(matches)].finding} ${data.finding.id}`)

export const loader = answering(async ({ context, params }) => ({
  finding: await readFinding(context.world, memberOrNull(context), params.id ?? ''),
}))

export default function Finding() {
  const { finding } = useLoaderData<typeof loader>()
  const w = useWords(findingWords)
  const language = useLanguage()
  const { name } = useReader()
  const read = useIn()
  return (
    <div className="page">
      <p className="eyebrow">
        {labelOf(findingKindLabels, language, finding.kind)} {finding.officialCode ?? finding.id}
      </p>
      <h1>{themeIn(language, finding.theme)}</h1>
      <div className="section prose">
        <p className="lead">{read(finding.statement)}</p>
        <Measure finding={finding} />
        {w.ourFrench && <p className="soft">{w.ourFrench}</p>}
      </div>
      <Details finding={finding} />
      <section className="section" aria-labelledby="rests-on">
        <h2 id="rests-on">{w.restsOn}</h2>
        {finding.adopted.length === 0 && <p className="soft">{w.noRestsOn}</p>}
        <CitingParagraphs paragraphs={finding.adopted} />
      </section>
      {name !== null && <CitingDrafts drafts={finding.drafts} />}
    </div>
  )
}

function Details({ finding }: { readonly finding: FindingPage }) {
  const w = useWords(findingWords)
  const c = useWords(citedWords)
  const r = useWords(readingWords)
  const language = useLanguage()
  const read = useIn()
  return (
    <dl className="facts prose">
      {finding.denominatorNote && finding.partyCount !== null && (
        <div>
          <dt>{w.caveat}</dt>
          <dd>{read(finding.denominatorNote)}</dd>
        </div>
      )}
      <div>
        <dt>{w.articles}</dt>
        <dd className="row-meta">
          {finding.articles.map((number) => (
            <a key={number} href={`/articles/${number}`}>
              {r.article} {number}
            </a>
          ))}
        </dd>
      </div>
      {finding.parties.length > 0 && (
        <div>
          <dt>{c.partiesNamed}</dt>
          <dd className="row-meta">
            {byName(language, finding.parties, (party) => party.name).map((party) => (
              <a key={party.id} href={`/parties/${party.id}`}>
                {read(party.name)}
              </a>
            ))}
          </dd>
        </div>
      )}
      {finding.supersededBy && (
        <div>
          <dt>{w.superseded}</dt>
          <dd>
            <a href={`/findings/${encodeURIComponent(finding.supersededBy)}`}>{finding.supersededBy}</a>
          </dd>
        </div>
      )}
    </dl>
  )
}
