// Said when a thread could not be resolved or reopened, with the way back.

import { commentWords } from '#app/words/comments.ts'
import { shellWords } from '#app/words/shell.ts'
import { RefusedNotice } from '../page/fields.tsx'
import { useWords } from '../page/reader.tsx'

export function RefusedThread({ answer }: { readonly answer: unknown }) {
  const w = useWords(commentWords)
  const s = useWords(shellWords)
  return (
    <div className="page narrow">
      <h1>{s.refusedTitle}</h1>
      <RefusedNotice answer={answer} />
      <p>
        <a href="/dossiers">{w.toDossiers}</a>
      </p>
    </div>
  )
}
