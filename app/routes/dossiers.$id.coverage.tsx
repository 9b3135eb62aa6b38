// GET /dossiers/:id/coverage: what the draft covers of its articles and of the findings on them. Without script.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { readCoverage } from '#server/workflows/convention/coverage.ts'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { requireMember } from '../http/member.ts'
import { answering } from '../http/refusal.ts'
import { Findings } from '../reading/findings.tsx'
import { coverageWords } from '../words/reading/coverage.ts'
import { themeIn } from '../words/reading/findings.ts'
import { readingWords } from '../words/reading/reading.ts'

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  titled(matches, data && `${coverageWords[languageOf(matches)].title}, ${data.dossier.reference}`)

export const loader = answering(({ context, request, params }) =>
  readCoverage(context.world, requireMember({ context, request }), params.id ?? ''),
)

type View = ReturnType<typeof useLoaderData<typeof loader>>

export default function Coverage() {
  const view = useLoaderData<typeof loader>()
  const w = useWords(coverageWords)
  const read = useIn()
  const { dossier } = view
  return (
    <div className="page">
      <p className="eyebrow">
        <a href={`/dossiers/${dossier.id}`}>{dossier.reference}</a>
      </p>
      <h1>{w.title}</h1>
      <p className="lead">{read(dossier.title)}</p>
      <p className="soft prose">{w.lead}</p>
      <p className="no-print">
        <a href={`/dossiers/${dossier.id}/text`}>{w.back}</a>
      </p>
      <Articles view={view} />
      <Evidence view={view} />
      <Unused view={view} />
    </div>
  )
}

function Articles({ view }: { readonly view: View }) {
  const w = useWords(coverageWords)
  const r = useWords(readingWords)
  const read = useIn()
  const { articles, headings, dossier } = view
  const covered = articles.filter(({ paragraphs }) => paragraphs.length > 0).length
  return (
    <section className="section" aria-labelledby="articles">
      <h2 id="articles">{w.articles}</h2>
      <p>{articles.length === 0 ? w.noArticles : w.articlesCovered(covered, articles.length)}</p>
      <ul className="rows">
        {articles.map(({ number, paragraphs }) => {
          const heading = headings.find((article) => article.number === number)
          return (
            <li key={number}>
              <span>
                <a href={`/articles/${number}`}>
                  {r.article} {number}
                </a>{' '}
                {heading && read(heading.heading)}
              </span>
              <span className="row-meta">
                {paragraphs.length === 0 && <span className="mark mark-warn">{w.notCovered}</span>}
                {paragraphs.map(({ pid, number: printed }) => (
                  <a key={pid} href={`/dossiers/${dossier.id}/text#p-${pid}`}>
                    {w.paragraph(printed)}
                  </a>
                ))}
              </span>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Evidence({ view }: { readonly view: View }) {
  const w = useWords(coverageWords)
  const r = useWords(readingWords)
  const language = useLanguage()
  const { paragraphs, unsupported, dossier } = view
  const say = paragraphs === 0 ? w.noParagraphs : unsupported.length === 0 ? w.allRest : null
  return (
    <section className="section" aria-labelledby="evidence">
      <h2 id="evidence">{w.evidence}</h2>
      <p>{say ?? w.evidenceCount(unsupported.length, paragraphs)}</p>
      {unsupported.length > 0 && (
        <ul className="coverage-paragraphs">
          {unsupported.map(({ pid, number, words }) => (
            <li key={pid}>
              <a href={`/dossiers/${dossier.id}/text#p-${pid}`} aria-label={`${r.paragraph} ${number || '¶'}`}>
                {number || '¶'}
              </a>
              <blockquote className="quoted">{beginning(words[language] || words.en || words.fr)}</blockquote>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Unused({ view }: { readonly view: View }) {
  const w = useWords(coverageWords)
  const language = useLanguage()
  const { all, unused } = view.findings
  const say = all === 0 ? w.noFindings : unused.length === 0 ? w.allUsed : null
  return (
    <section className="section" aria-labelledby="findings">
      <h2 id="findings">{w.findings}</h2>
      <p>{say ?? w.findingsCount(unused.length, all)}</p>
      {[...Map.groupBy(unused, ({ theme }) => theme)].map(([theme, findings]) => (
        <section key={theme} aria-label={themeIn(language, theme)}>
          <h3>{themeIn(language, theme)}</h3>
          <Findings findings={findings} />
        </section>
      ))}
    </section>
  )
}

const most = 160

function beginning(words: string): string {
  return words.length > most ? `${words.slice(0, most).trimEnd()}…` : words
}
