// Said when a thread could not be resolved or reopened, with the way back.

import { commentWords } from '../words/comments.ts'
import { shellWords } from '../words/shell.ts'
import { RefusedNotice } from './fields.tsx'
import { useWords } from './reader.tsx'

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
