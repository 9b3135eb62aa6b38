// GET /articles/:number: an article with what interprets it. Drafts only for members, already filtered by the workflow.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { Refused } from '#server/domain/refusal.ts'
import { readArticle } from '#server/workflows/convention/convention.ts'
import { useIn, useLanguage, useReader, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { memberOrNull } from '../http/member.ts'
import { answering, notFound } from '../http/refusal.ts'
import { CitingParagraphs } from '../reading/citing.tsx'
import { CitingDrafts } from '../reading/drafts.tsx'
import { Findings } from '../reading/findings.tsx'
import { treatyAddress } from '../reading/treaty.ts'
import { readingWords } from '../words/reading/reading.ts'

export const meta: MetaFunction<typeof loader> = ({ matches, data }) =>
  titled(matches, data && `${readingWords[languageOf(matches)].article} ${data.article.number}`)

export const loader = answering(async ({ context, params }) => {
  if (!/^\d{1,2}$/.test(params.number ?? '')) throw new Refused(notFound)
  return { article: await readArticle(context.world, memberOrNull(context), Number(params.number)) }
})

export default function Article() {
  const { article } = useLoaderData<typeof loader>()
  const w = useWords(readingWords)
  const language = useLanguage()
  const { name } = useReader()
  const read = useIn()
  return (
    <div className="page">
      <p className="eyebrow">
        {w.article} {article.number}
      </p>
      <h1>{read(article.heading)}</h1>
      <div className="section prose">
        <p className="lead">{read(article.summary)}</p>
        <p className="soft">
          {w.summaryOwn} <a href={treatyAddress[language]}>{w.treaty}</a>
        </p>
      </div>
      <section className="section" aria-labelledby="adopted">
        <h2 id="adopted">{w.interpretedBy}</h2>
        {article.adopted.length === 0 && <p className="soft">{w.notInterpreted}</p>}
        <CitingParagraphs paragraphs={article.adopted} />
      </section>
      {name !== null && <CitingDrafts drafts={article.drafts} />}
      <section className="section" aria-labelledby="findings">
        <h2 id="findings">{w.findings}</h2>
        {article.findings.length === 0 ? (
          <p className="soft">{w.noFindings}</p>
        ) : (
          <Findings findings={article.findings} />
        )}
      </section>
      <Neighbours number={article.number} />
    </div>
  )
}

function Neighbours({ number }: { readonly number: number }) {
  const w = useWords(readingWords)
  return (
    <nav className="neighbours no-print" aria-label={w.conventionTitle}>
      {number > 1 && (
        <a rel="prev" href={`/articles/${number - 1}`}>
          {w.previous(number - 1)}
        </a>
      )}
      {number < 50 && (
        <a rel="next" href={`/articles/${number + 1}`}>
          {w.next(number + 1)}
        </a>
      )}
    </nav>
  )
}
