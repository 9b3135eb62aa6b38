// GET /texts/:symbol: one published text in the reader's language, without script. Each paragraph has its address.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { languages } from '#server/domain/language.ts'
import { readCitingOfText } from '#server/workflows/convention/convention.ts'
import { readPublished } from '#server/workflows/publications/publications.ts'
import type { PublishedView } from '#server/workflows/publications/published-views.ts'
import { sayDay, sayInstant } from '../components/page/dates.ts'
import { useIn, useLanguage, useReader, useWords } from '../components/page/reader.tsx'
import { titled } from '../components/page/title.ts'
import { RecordHeadFact } from '../components/versions/record-head.tsx'
import { memberOrNull } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { CitingParagraphs } from '../reading/citing.tsx'
import { CitingDrafts } from '../reading/drafts.tsx'
import { Opinion } from '../reading/opinion.tsx'
import { kindLabel } from '../words/labels.ts'
import { citedWords } from '../words/reading/cited.ts'
import { readingWords } from '../words/reading/reading.ts'

export const meta: MetaFunction<typeof loader> = ({ matches, data, location }) => [
  ...titled(matches, data?.text.title),
  ...languages.map((language) => ({
    tagName: 'link',
    rel: 'alternate',
    hrefLang: language,
    href: `${location.pathname}?lang=${language}`,
  })),
]

export const loader = answering(async ({ context, params }) => {
  const text = await readPublished(context.world, params.symbol ?? '')
  const address = new URL(`/texts/${encodeURIComponent(text.symbol)}`, context.world.config.publicUrl).href
  const cited = await readCitingOfText(context.world, memberOrNull(context), text.symbol)
  return { text, address, cited }
})

export default function Text() {
  const { text, address, cited } = useLoaderData<typeof loader>()
  const w = useWords(readingWords)
  const c = useWords(citedWords)
  const { name } = useReader()
  const language = useLanguage()
  const read = useIn()
  return (
    <article className="page">
      <header className="section cover">
        <p className="row-meta">
          <span>{text.symbol}</span>
          <span>{kindLabel(language, text.kind)}</span>
        </p>
        <h1>{read(text.title)}</h1>
        {text.adoptedOn && <p className="lead">{w.adoptedOn(sayDay(language, text.adoptedOn))}</p>}
        {text.nature === 'summary' && (
          <div className="notice notice-refused">
            <strong>{w.summaryMark}</strong>
            <p>{read(text.note)}</p>
          </div>
        )}
      </header>
      <Opinion paragraphs={text.text[language]} language={language} />
      <section className="section" aria-labelledby="cited">
        <h2 id="cited">{c.citedBy}</h2>
        {cited.adopted.length === 0 && <p className="soft">{c.notCited}</p>}
        <CitingParagraphs paragraphs={cited.adopted} />
      </section>
      {name !== null && <CitingDrafts drafts={cited.drafts} />}
      <About text={text} address={address} />
    </article>
  )
}

function About({ text, address }: { readonly text: PublishedView; readonly address: string }) {
  const w = useWords(readingWords)
  const language = useLanguage()
  const read = useIn()
  const isSummary = text.nature === 'summary'
  return (
    <section className="section" aria-labelledby="about">
      <h2 id="about">{w.about}</h2>
      <dl className="facts prose">
        {text.decision && (
          <div>
            <dt>{w.decision}</dt>
            <dd>{read(text.decision)}</dd>
          </div>
        )}
        {text.sourceUrl && (
          <div>
            <dt>{w.source}</dt>
            <dd>
              <a href={text.sourceUrl}>{text.sourceUrl}</a>
            </dd>
          </div>
        )}
        <div>
          <dt>{w.address}</dt>
          <dd>
            <a href={address}>{address}</a>
          </dd>
        </div>
        <div>
          <dt>{isSummary ? w.fingerprintSummary : w.fingerprint}</dt>
          <dd className="mono">{text.sha256}</dd>
        </div>
        <div>
          <dt>{w.publishedAt}</dt>
          <dd>{sayInstant(language, text.publishedAt)}</dd>
        </div>
        <RecordHeadFact head={text.recordHead} />
      </dl>
      <p className="no-print">
        <a href={`/api/texts/${encodeURIComponent(text.symbol)}`}>{w.asData}</a>
      </p>
    </section>
  )
}
