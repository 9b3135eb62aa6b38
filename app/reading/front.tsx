// The reading room's front door, for anyone.

import type { PublishedLine } from '#server/workflows/publications/published-views.ts'
import type { ArticleLine } from '#server/workflows/row-views.ts'
import { useWords } from '../components/page/reader.tsx'
import { readingWords } from '../words/reading/reading.ts'
import { ArticleIndex } from './article-index.tsx'
import { Shelf } from './shelf.tsx'

interface PublicFrontProps {
  readonly texts: readonly PublishedLine[]
  readonly articles: readonly ArticleLine[]
}

export function PublicFront({ texts, articles }: PublicFrontProps) {
  const w = useWords(readingWords)
  return (
    <div className="page">
      <h1>{w.frontTitle}</h1>
      <p className="lead">{w.frontLead}</p>
      <section className="section" aria-labelledby="texts">
        <h2 id="texts">{w.texts}</h2>
        <Shelf texts={texts} />
      </section>
      <section className="section" aria-labelledby="convention">
        <h2 id="convention">{w.conventionTitle}</h2>
        <p className="prose">{w.conventionLead}</p>
        <ArticleIndex articles={articles} />
        <p className="row-meta">
          <a href="/articles">{w.conventionLink}</a>
          <a href="/findings">{w.findingsLink}</a>
        </p>
      </section>
    </div>
  )
}
