// Said when suggestions could not be decided, with the way back to the text.

import { useParams } from '@remix-run/react'
import { suggestionWords } from '#app/words/desk/suggestions.ts'
import { shellWords } from '#app/words/shell.ts'
import { RefusedNotice } from '../page/fields.tsx'
import { useWords } from '../page/reader.tsx'

export function RefusedDecision({ answer }: { readonly answer: unknown }) {
  const w = useWords(suggestionWords)
  const s = useWords(shellWords)
  const { id } = useParams()
  return (
    <div className="page narrow">
      <h1>{s.refusedTitle}</h1>
      <RefusedNotice answer={answer} />
      <p>
        <a href={`/dossiers/${id}/text`}>{w.toText}</a>
      </p>
    </div>
  )
}
