// The faults of citations among the open points of the text.

import { useMemo } from 'react'
import { useLanguage } from '#app/components/page/reader.tsx'
import { sayFault } from '../citations/flag-words.ts'
import { useFaults } from '../citations/use-flags.ts'
import { useDesk } from '../page/state.ts'
import type { Flagged } from './points.ts'

export function useFaultPoints(): readonly Flagged[] {
  const { view } = useDesk()
  const faults = useFaults()
  const language = useLanguage()
  return useMemo(
    () =>
      faults.map((fault) => ({
        kind: 'citation',
        pid: fault.pid,
        language: fault.language,
        words: sayFault(fault, view.citable, language),
      })),
    [faults, view, language],
  )
}
