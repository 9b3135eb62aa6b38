// Dossiers in a table; on a narrow screen each row becomes a stack.

import { dossierWords } from '#app/words/dossiers.ts'
import { kindLabel, stateLabel } from '#app/words/labels.ts'
import type { DossierLine } from '#server/workflows/row-views.ts'
import { useIn, useLanguage, useWords } from '../page/reader.tsx'

export function DossierTable({ dossiers }: { readonly dossiers: readonly DossierLine[] }) {
  const w = useWords(dossierWords)
  const language = useLanguage()
  const read = useIn()
  return (
    <table className="stacking">
      <thead>
        <tr>
          <th scope="col">{w.reference}</th>
          <th scope="col">{w.name}</th>
          <th scope="col">{w.kind}</th>
          <th scope="col">{w.state}</th>
        </tr>
      </thead>
      <tbody>
        {dossiers.map((dossier) => (
          <tr key={dossier.id}>
            <td className="nowrap soft">{dossier.reference}</td>
            <th scope="row">
              <a className="row-title" href={`/dossiers/${dossier.id}`}>
                {read(dossier.title)}
              </a>
            </th>
            <td>{kindLabel(language, dossier.kind)}</td>
            <td className="nowrap">
              <span className="mark mark-accent">{stateLabel(language, dossier.state)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
