// GET /articles: the Convention by chapter. Headings only; the treaty's text is not kept here.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { listArticles } from '#server/workflows/convention/convention.ts'
import { useLanguage, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { answering } from '../http/refusal.ts'
import { Chapters } from '../reading/chapters.tsx'
import { treatyAddress } from '../reading/treaty.ts'
import { readingWords } from '../words/reading/reading.ts'

export const meta: MetaFunction = ({ matches }) => titled(matches, readingWords[languageOf(matches)].conventionTitle)

export const loader = answering(async ({ context }) => ({ articles: await listArticles(context.world) }))

export default function Articles() {
  const w = useWords(readingWords)
  const language = useLanguage()
  const { articles } = useLoaderData<typeof loader>()
  return (
    <div className="page">
      <h1>{w.conventionTitle}</h1>
      <p className="lead">{w.conventionLead}</p>
      <p>
        <a href={treatyAddress[language]}>{w.treaty}</a>
      </p>
      <Chapters articles={articles} />
    </div>
  )
}
