// Said when an act on a version was refused, with the way back.

import type { ReactNode } from 'react'
import { versionPath } from '#app/http/path.ts'
import { shellWords } from '#app/words/shell.ts'
import { versionWords } from '#app/words/versions.ts'
import { RefusedNotice } from '../page/fields.tsx'
import { useWords } from '../page/reader.tsx'

interface RefusedProps {
  readonly versionId: string
  readonly answer?: unknown
  /** The form with what was typed, where there is one; it says itself why it was refused. */
  readonly children?: ReactNode
}

export function RefusedVersion({ versionId, answer, children }: RefusedProps) {
  const w = useWords(versionWords)
  const s = useWords(shellWords)
  return (
    <div className="page narrow">
      <h1>{s.refusedTitle}</h1>
      {children ?? <RefusedNotice answer={answer} />}
      <p>
        <a href={versionPath(versionId)}>{w.toVersion}</a>
      </p>
    </div>
  )
}
