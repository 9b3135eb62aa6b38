// GET /findings: what the monitoring rounds found, by kind.

import { type MetaFunction, useLoaderData } from '@remix-run/react'
import { listFindings } from '#server/workflows/convention/convention.ts'
import type { FindingView } from '#server/workflows/convention/finding-views.ts'
import { useLanguage, useWords } from '../components/page/reader.tsx'
import { languageOf, titled } from '../components/page/title.ts'
import { answering } from '../http/refusal.ts'
import { Findings } from '../reading/findings.tsx'
import { findingKindsLabels, labelOf } from '../words/labels.ts'
import { findingWords } from '../words/reading/findings.ts'

export const meta: MetaFunction = ({ matches }) => titled(matches, findingWords[languageOf(matches)].title)

export const loader = answering(async ({ context }) => ({ findings: await listFindings(context.world) }))

export default function AllFindings() {
  const w = useWords(findingWords)
  const language = useLanguage()
  const { findings } = useLoaderData<typeof loader>()
  const kinds = [...new Set(findings.map(({ kind }) => kind))]
  const ofKind = (kind: string): FindingView[] => findings.filter((finding) => finding.kind === kind)
  return (
    <div className="page">
      <h1>{w.title}</h1>
      <p className="lead">{w.lead}</p>
      {w.ourFrench && <p className="soft">{w.ourFrench}</p>}
      {findings.length === 0 && <p className="soft">{w.none}</p>}
      {kinds.map((kind) => (
        <section key={kind} className="section" aria-labelledby={kind}>
          <h2 id={kind}>{labelOf(findingKindsLabels, language, kind)}</h2>
          <Findings findings={ofKind(kind)} />
        </section>
      ))}
    </div>
  )
}
