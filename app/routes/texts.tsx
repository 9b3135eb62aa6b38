// GET /texts: the public shelf.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { listPublished } from '#server/workflows/publications/publications.ts'
import { useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { answering } from '../http/refusal.ts'
import { Shelf } from '../reading/shelf.tsx'
import { readingWords } from '../words/reading/reading.ts'

export const meta: MetaFunction = ({ matches }) => titled(matches, readingWords[languageOf(matches)].texts)

export const loader = answering(async ({ context }) => ({ texts: await listPublished(context.world) }))

export default function Texts() {
  const w = useWords(readingWords)
  const { texts } = useLoaderData<typeof loader>()
  return (
    <div className="page">
      <h1>{w.texts}</h1>
      <p className="lead">{w.textsLead}</p>
      <Shelf texts={texts} />
    </div>
  )
}
