// The fifty articles at a glance: a line a chapter, the articles by number.

import type { ArticleLine } from '#server/workflows/row-views.ts'
import { useIn, useWords } from '../components/page/reader.tsx'
import { readingWords } from '../words/reading/reading.ts'

export function ArticleIndex({ articles }: { readonly articles: readonly ArticleLine[] }) {
  const w = useWords(readingWords)
  const read = useIn()
  return (
    <dl className="index">
      {[...Map.groupBy(articles, ({ chapter }) => chapter)].map(([chapter, members]) => (
        <div key={chapter}>
          <dt>{members[0] && read(members[0].chapterTitle)}</dt>
          <dd>
            {members.map(({ number, heading }) => (
              <a key={number} href={`/articles/${number}`} aria-label={w.articleNamed(number, read(heading))}>
                {number}
              </a>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  )
}
