// The faults of citations among the open points of the text.

import { useMemo } from 'react'
import { useLanguage } from '../components/reader.tsx'
import { sayFault } from './flag-words.ts'
import type { Flagged } from './points.ts'
import { useDesk } from './state.ts'
import { useFaults } from './use-flags.ts'

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
