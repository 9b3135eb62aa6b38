// The articles in their chapters, by number and heading.

import type { ArticleLine } from '#server/workflows/row-views.ts'
import { useIn, useWords } from '../components/page/reader.tsx'
import { readingWords } from '../words/reading/reading.ts'

export function Chapters({ articles }: { readonly articles: readonly ArticleLine[] }) {
  const w = useWords(readingWords)
  const read = useIn()
  return [...Map.groupBy(articles, ({ chapter }) => chapter)].map(([chapter, members]) => (
    <section key={chapter} className="section" aria-labelledby={`chapter-${chapter}`}>
      <h2 id={`chapter-${chapter}`}>
        <span className="soft">
          {w.chapter} {chapter}
        </span>{' '}
        {members[0] && read(members[0].chapterTitle)}
      </h2>
      <ul className="columns">
        {members.map((article) => (
          <li key={article.number} className="numbered-line">
            <span>{article.number}</span>
            <a
              href={`/articles/${article.number}`}
              aria-label={`${w.article} ${article.number}, ${read(article.heading)}`}
            >
              {read(article.heading)}
            </a>
          </li>
        ))}
      </ul>
    </section>
  ))
}
