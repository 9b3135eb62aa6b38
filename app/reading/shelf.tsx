// Published texts in rows: title, kind, date, and whether it is the adopted text or a summary.

import type { PublishedLine } from '#server/workflows/publications/published-views.ts'
import { sayDay } from '../components/page/dates.ts'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { kindLabel } from '../words/labels.ts'
import { readingWords } from '../words/reading/reading.ts'

export function Shelf({ texts }: { readonly texts: readonly PublishedLine[] }) {
  const w = useWords(readingWords)
  const language = useLanguage()
  const read = useIn()
  if (texts.length === 0) return <p className="soft">{w.noTexts}</p>
  return (
    <ul className="rows">
      {texts.map((text) => (
        <li key={text.symbol}>
          <a className="row-title" href={`/texts/${encodeURIComponent(text.symbol)}`}>
            {read(text.title)}
          </a>
          <span className="row-meta">
            <span>{text.symbol}</span>
            <span>{kindLabel(language, text.kind)}</span>
            <span>{text.adoptedOn ? w.adoptedOnShort(sayDay(language, text.adoptedOn)) : w.adoptedUndated}</span>
            {text.nature === 'summary' && <span className="mark mark-warn">{w.summaryMark}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}
