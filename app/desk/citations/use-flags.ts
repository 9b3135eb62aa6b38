// What is to be looked at in the citations, for whatever shows it: read a moment after the text changed.

import { useEffect, useMemo, useRef } from 'react'
import { usePart } from '#app/editor/signal.ts'
import type { CitationFault } from '#server/document/citations/citation-faults.ts'
import type { BothTrees } from '#server/document/tree/tree.ts'
import type { Citable } from '#server/workflows/dossiers/dossier-views.ts'
import { useDesk, useTrees } from '../page/state.ts'
import type { Flagged } from './flags.ts'
import { flagsOf, flagTheSame } from './flags-found.ts'

const nothing: Flagged = { faults: [], offers: [] }

/** Milliseconds: nobody waits for a flag, and a letter must not cost a reading of the whole text. */
const unhurried = 150

/** Reads the text a moment after it changed. Draws nothing. */
export function FlagReader(): null {
  const { flags, view } = useDesk()
  const trees = useTrees()
  const { citable } = view
  const read = useRef<{ readonly trees: BothTrees; readonly citable: Citable } | null>(null)
  useEffect(() => {
    const soon = setTimeout(() => {
      const before = read.current
      read.current = { trees, citable }
      if (before?.citable === citable && flagTheSame(before.trees, trees, citable)) return
      flags.set(flagsOf(trees, citable, flags.get()))
    }, unhurried)
    return () => clearTimeout(soon)
  }, [flags, trees, citable])
  return null
}

export function useFlagsAt(pid: string): Flagged {
  return usePart(useDesk().flags, ({ byPid }) => byPid.get(pid) ?? nothing)
}

/** Paragraphs whose notes are wanted: those with faults, and where the person is with references to link. */
export function useFlaggedPids(): readonly string[] {
  const { flags, mode, activePid } = useDesk()
  const byPid = usePart(flags, (all) => all.byPid)
  const here = mode === 'edit' ? activePid : null
  return useMemo(
    () => [...byPid].filter(([pid, { faults }]) => faults.length > 0 || pid === here).map(([pid]) => pid),
    [byPid, here],
  )
}

export function useFaults(): readonly CitationFault[] {
  return usePart(useDesk().flags, ({ faults }) => faults)
}
