// Published paragraphs that point at something, each with its permanent address.

import type { CitingParagraph } from '#server/workflows/views.ts'
import { useIn, useWords } from '../components/reader.tsx'
import { readingWords } from '../words/reading.ts'

export function CitingParagraphs({ paragraphs }: { readonly paragraphs: readonly CitingParagraph[] }) {
  const w = useWords(readingWords)
  const read = useIn()
  if (paragraphs.length === 0) return null
  return (
    <ul className="rows">
      {paragraphs.map((paragraph) => (
        <li key={`${paragraph.symbol} ${paragraph.pid}`}>
          <span className="row-meta">
            <a href={`/texts/${encodeURIComponent(paragraph.symbol)}#p-${paragraph.pid}`}>
              {paragraph.symbol}
              {paragraph.number && `, ${w.paragraph.toLowerCase()} ${paragraph.number}`}
            </a>
            {paragraph.nature === 'summary' && <span className="mark mark-warn">{w.summaryShort}</span>}
          </span>
          <blockquote className="quoted">{read(paragraph.words)}</blockquote>
          <span className="row-meta">{read(paragraph.title)}</span>
        </li>
      ))}
    </ul>
  )
}
