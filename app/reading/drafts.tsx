// Drafts that cite an article: members only, filtered before they arrive here.

import type { ArticleView } from '#server/workflows/views.ts'
import { useIn, useWords } from '../components/reader.tsx'
import { readingWords } from '../words/reading.ts'

export function CitingDrafts({ drafts }: { readonly drafts: ArticleView['drafts'] }) {
  const w = useWords(readingWords)
  const read = useIn()
  return (
    <section className="section" aria-labelledby="drafts">
      <h2 id="drafts">{w.drafts}</h2>
      <p className="soft">{drafts.length === 0 ? w.noDrafts : w.draftsNote}</p>
      {drafts.length > 0 && (
        <ul className="rows">
          {drafts.map(({ dossier, pid, words }) => (
            <li key={`${dossier.id} ${pid}`}>
              <span className="row-meta">
                <a href={`/dossiers/${dossier.id}/text#p-${pid}`}>{dossier.reference}</a>
                <span>{read(dossier.title)}</span>
              </span>
              <blockquote className="quoted">{read(words)}</blockquote>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
