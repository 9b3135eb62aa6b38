// What the wording of the text asks for, for whatever shows it: read a moment after the text changed.

import { useDeferredValue, useEffect, useMemo } from 'react'
import { usePart, useSignal } from '#app/editor/signal.ts'
import type { Flagged } from '../outline/points.ts'
import { useDesk, useTrees } from '../page/state.ts'
import { type AtParagraph, findIn } from './terms-found.ts'

/** Reads the text whenever it changed, so that nothing around it is drawn anew for that. */
export function WordingReader(): null {
  const { rules, view, found } = useDesk().wording
  const trees = useDeferredValue(useTrees())
  useEffect(() => {
    if (rules && view) found.set(findIn(trees, rules, { waivers: view.waivers, before: found.get() }))
  }, [trees, rules, view, found])
  return null
}

/** What one paragraph asks for; null for nothing. */
export function useAtParagraph(pid: string): AtParagraph | null {
  return usePart(useDesk().wording.found, ({ byPid }) => byPid.get(pid) ?? null)
}

/** The paragraphs that ask for something, for the margin to have a note for each. */
export function useWordingPids(): readonly string[] {
  const pids = usePart(useDesk().wording.found, ({ byPid }) => [...byPid.keys()].join(' '))
  return useMemo(() => pids.split(' ').filter(Boolean), [pids])
}

/** For the open points of the text: each term to avoid that is neither replaced nor waived. */
export function useOpenTerms(): readonly Flagged[] {
  const { flags } = useSignal(useDesk().wording.found)
  return useMemo(
    () =>
      flags
        .filter(({ term, stands }) => term.severity === 'avoid' && stands !== 'suggested')
        .map(({ pid, language, words }) => ({ kind: 'term', pid, language, words })),
    [flags],
  )
}
