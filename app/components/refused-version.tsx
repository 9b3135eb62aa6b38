// Said when an act on a version was refused, with the way back.

import type { ReactNode } from 'react'
import { versionPath } from '../http/path.ts'
import { shellWords } from '../words/shell.ts'
import { versionWords } from '../words/versions.ts'
import { RefusedNotice } from './fields.tsx'
import { useWords } from './reader.tsx'

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
