// Published paragraphs that point at something, under the title of their text; each number is a permanent address.

import type { Relation } from '#server/domain/convention/citation.ts'
import type { CitingParagraph } from '#server/workflows/convention/citing-views.ts'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { readingWords } from '../words/reading/reading.ts'
import { useRelationWords } from './relations.ts'

export function CitingParagraphs({ paragraphs }: { readonly paragraphs: readonly CitingParagraph[] }) {
  const texts = [...Map.groupBy(paragraphs, ({ symbol }) => symbol).values()]
  if (texts.length === 0) return null
  return (
    <div className="citing">
      {texts.map(([first, ...others]) => first && <OneText key={first.symbol} paragraphs={[first, ...others]} />)}
    </div>
  )
}

function OneText({ paragraphs }: { readonly paragraphs: readonly [CitingParagraph, ...CitingParagraph[]] }) {
  const w = useWords(readingWords)
  const read = useIn()
  const { symbol, title, nature } = paragraphs[0]
  return (
    <div>
      <h3>{read(title)}</h3>
      <p className="row-meta">
        <a href={`/texts/${encodeURIComponent(symbol)}`}>{symbol}</a>
        {nature === 'summary' && <span className="mark mark-warn">{w.summaryMark}</span>}
      </p>
      <ul>
        {paragraphs.map((paragraph) => (
          <OneParagraph key={paragraph.pid} paragraph={paragraph} />
        ))}
      </ul>
    </div>
  )
}

function OneParagraph({ paragraph }: { readonly paragraph: CitingParagraph }) {
  const w = useWords(readingWords)
  const language = useLanguage()
  const { symbol, pid, number, words, relations } = paragraph
  return (
    <li>
      <a href={`/texts/${encodeURIComponent(symbol)}#p-${pid}`} aria-label={w.permanent(number)}>
        {number || '¶'}
      </a>
      <div>
        <Says relations={relations} />
        <blockquote className="quoted">{words[language]}</blockquote>
      </div>
    </li>
  )
}

/** What a paragraph says of what it points at. */
export function Says({ relations }: { readonly relations: readonly Relation[] }) {
  const says = useRelationWords()
  return <p className="says">{relations.map((relation) => says[relation]).join(', ')}</p>
}
