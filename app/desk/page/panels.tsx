// What is opened over the desk, one at a time; the code of each comes at leisure, or when it is first asked for.

import { lazy, Suspense } from 'react'
import { later } from '#app/editor/later.ts'
import { useCommands } from '../commands/use-commands.ts'
import { useDesk } from './state.ts'

const Palette = lazy(() => later(() => import('../tools/palette.tsx')))
const Shortcuts = lazy(() => later(() => import('../tools/shortcuts.tsx')))
const Authors = lazy(() => later(() => import('../versions/authors.tsx')))
const Find = lazy(() => later(() => import('../find/find.tsx')))

export function Panels() {
  const { panel } = useDesk()
  const { commands } = useCommands()
  // Drawn only when asked for: a boundary that is still being woken up may not change.
  if (panel === null) return null
  return (
    <Suspense fallback={null}>
      {panel === 'palette' && <Palette commands={commands} />}
      {panel === 'shortcuts' && <Shortcuts commands={commands} />}
      {panel === 'find' && <Find />}
      {panel === 'authors' && <Authors />}
    </Suspense>
  )
}
