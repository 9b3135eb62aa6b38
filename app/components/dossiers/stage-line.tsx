// Where a dossier stands on its path, as one quiet line.

import { dossierWords } from '#app/words/dossiers.ts'
import { stateLabel } from '#app/words/labels.ts'
import { type DossierState, dossierStates } from '#server/domain/dossiers/dossier.ts'
import { useLanguage, useWords } from '../page/reader.tsx'

export function StageLine({ state }: { readonly state: DossierState }) {
  const w = useWords(dossierWords)
  const language = useLanguage()
  const now = dossierStates.indexOf(state)
  return (
    <ol className="steps" aria-label={w.path}>
      {dossierStates.map((one, index) => (
        <li key={one} className={index < now ? 'done' : undefined}>
          <span aria-current={index === now ? 'step' : undefined}>{stateLabel(language, one)}</span>
          {index < now && <span className="visually-hidden"> ({w.done})</span>}
        </li>
      ))}
    </ol>
  )
}
