// Findings in rows. Rule 5 of the product: no count without its date, no share without its denominator.

import type { FindingView } from '#server/workflows/convention/finding-views.ts'
import { sayDay } from '../components/page/dates.ts'
import { useIn, useLanguage, useWords } from '../components/page/reader.tsx'
import { findingKindLabels, labelOf, levelLabels } from '../words/labels.ts'
import { findingWords, themeIn } from '../words/reading/findings.ts'

export function Findings({ findings }: { readonly findings: readonly FindingView[] }) {
  const language = useLanguage()
  const read = useIn()
  return (
    <ul className="rows">
      {findings.map((finding) => (
        <li key={finding.id}>
          <span className="row-meta">
            <a href={`/findings/${encodeURIComponent(finding.id)}`}>{finding.officialCode ?? finding.id}</a>
            <span>{labelOf(findingKindLabels, language, finding.kind)}</span>
            <span>{themeIn(language, finding.theme)}</span>
          </span>
          <p className="prose">{read(finding.statement)}</p>
          <Measure finding={finding} />
        </li>
      ))}
    </ul>
  )
}

/** How many, of how many, when; and how strongly it was asked. */
export function Measure({ finding }: { readonly finding: FindingView }) {
  const w = useWords(findingWords)
  const language = useLanguage()
  const read = useIn()
  const counts = finding.partyCount !== null || finding.qualifier !== null
  return (
    <span className="row-meta">
      {finding.partyCount !== null && (
        <span>
          {w.parties(finding.partyCount)}
          {finding.denominator !== null && ` ${w.denominator(finding.denominator)}`}
        </span>
      )}
      {finding.qualifier !== null && <span>{w.quoted(read(finding.qualifier))}</span>}
      {counts && <span>{finding.asOf ? w.asOf(sayDay(language, finding.asOf)) : w.undated}</span>}
      {finding.level !== null && <span>{w.level(labelOf(levelLabels, language, finding.level))}</span>}
      <span>{w.findingRound(finding.round)}</span>
    </span>
  )
}
