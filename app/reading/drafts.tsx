// Drafts that cite an article, a finding, a Party or a text: members only, filtered before they arrive here.

import type { CitingDraft } from '#server/workflows/convention/citing-views.ts'
import { useIn, useWords } from '../components/page/reader.tsx'
import { readingWords } from '../words/reading/reading.ts'
import { Says } from './citing.tsx'

interface DraftsProps {
  readonly drafts: readonly CitingDraft[]
  readonly id?: string
}

export function CitingDrafts({ drafts, id = 'drafts' }: DraftsProps) {
  const w = useWords(readingWords)
  const dossiers = [...Map.groupBy(drafts, ({ dossier }) => dossier.id).values()]
  return (
    <section className="section" aria-labelledby={id}>
      <h2 id={id}>{w.drafts}</h2>
      <p className="soft">{drafts.length === 0 ? w.noDrafts : w.draftsNote}</p>
      {drafts.length > 0 && (
        <div className="citing">
          {dossiers.map(([first, ...others]) => first && <OneDraft key={first.pid} paragraphs={[first, ...others]} />)}
        </div>
      )}
    </section>
  )
}

function OneDraft({ paragraphs }: { readonly paragraphs: readonly [CitingDraft, ...CitingDraft[]] }) {
  const w = useWords(readingWords)
  const read = useIn()
  const { dossier } = paragraphs[0]
  return (
    <div>
      <h3>{read(dossier.title)}</h3>
      <p className="row-meta">
        <a href={`/dossiers/${dossier.id}`}>{dossier.reference}</a>
      </p>
      <ul>
        {paragraphs.map(({ pid, number, words, relations }) => (
          <li key={pid}>
            <a href={`/dossiers/${dossier.id}/text#p-${pid}`} aria-label={`${w.paragraph} ${number || '¶'}`}>
              {number || '¶'}
            </a>
            <div>
              <Says relations={relations} />
              <blockquote className="quoted">{read(words)}</blockquote>
            </div>
          </li>
        ))}
      </ul>
    </div>
  )
}
