// Drafts that cite an article: members only, filtered before they arrive here.

import type { ArticleView } from '#server/workflows/views.ts'
import { useIn, useWords } from '../components/reader.tsx'
import { readingWords } from '../words/reading.ts'

type Draft = ArticleView['drafts'][number]

export function CitingDrafts({ drafts }: { readonly drafts: readonly Draft[] }) {
  const w = useWords(readingWords)
  const dossiers = [...Map.groupBy(drafts, ({ dossier }) => dossier.id).values()]
  return (
    <section className="section" aria-labelledby="drafts">
      <h2 id="drafts">{w.drafts}</h2>
      <p className="soft">{drafts.length === 0 ? w.noDrafts : w.draftsNote}</p>
      {drafts.length > 0 && (
        <div className="citing">
          {dossiers.map(([first, ...others]) => first && <OneDraft key={first.pid} paragraphs={[first, ...others]} />)}
        </div>
      )}
    </section>
  )
}

function OneDraft({ paragraphs }: { readonly paragraphs: readonly [Draft, ...Draft[]] }) {
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
        {paragraphs.map(({ pid, number, words }) => (
          <li key={pid}>
            <a href={`/dossiers/${dossier.id}/text#p-${pid}`} aria-label={`${w.paragraph} ${number || '¶'}`}>
              {number || '¶'}
            </a>
            <blockquote className="quoted">{read(words)}</blockquote>
          </li>
        ))}
      </ul>
    </div>
  )
}
