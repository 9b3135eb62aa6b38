// Which version of the text is current: the way to all of them. On the bar, and above the title where the bar is
// narrow.

import { useRef } from 'react'
import { useWords } from '#app/components/page/reader.tsx'
import { signal, usePart } from '#app/editor/signal.ts'
import { versionsPath } from '#app/http/path.ts'
import { deskVersionWords } from '#app/words/desk/versions.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import type { MarginView } from '#server/workflows/comments/margin-views.ts'
import { useDesk } from '../page/state.ts'

const noTrees = signal<BothTrees | null>(null)

export function VersionMark() {
  const w = useWords(deskVersionWords)
  const { view, versions } = useDesk()
  const { version, mayReadVersions } = versions
  const hasChanged = useHasChanged(version)
  if (!mayReadVersions) return null
  const label = version ? w.numbered(version.ordinal) : w.noVersion
  const say = version && (!version.isSame || hasChanged) ? w.plusChanges(label) : label
  return (
    <a className="desk-version" href={versionsPath(view.dossier.id)} title={w.versionHint}>
      {say}
    </a>
  )
}

/**
 * Whether the text on this page changed, by whomever, since the server last said how it stands. Drawn anew only when
 * that turns.
 */
function useHasChanged(told: MarginView['version']): boolean {
  const { live } = useDesk()
  const since = useRef<{ readonly told: MarginView['version']; readonly trees: BothTrees | null } | null>(null)
  return usePart(live?.connection.trees ?? noTrees, (trees) => {
    if (since.current?.told !== told || since.current.trees === null) since.current = { told, trees }
    return since.current.trees !== trees
  })
}
