// Writing a comment: where it will stand, how it begins and ends, and where the focus goes back to.

import { useCallback, useEffect, useRef, useState } from 'react'
import { isChord } from '../editor/chord.ts'
import { type Passage, selectedPassage } from './passage.ts'

export interface Writing {
  /** Where the comment will stand, or null while none is being written. */
  readonly passage: Passage | null
  readonly begin: () => void
  readonly end: (wasSent: boolean) => void
}

interface Asked {
  readonly mayComment: boolean
  readonly onNothingSelected: () => void
  readonly onSent: () => void
}

/** `begin` takes what is selected; Ctrl+Alt+M does the same from anywhere on the desk. */
export function useWriting({ mayComment, onNothingSelected, onSent }: Asked): Writing {
  const [passage, setPassage] = useState<Passage | null>(null)
  const from = useRef<HTMLElement | null>(null)
  const begin = useCallback(() => {
    // One comment at a time: what is being typed is never thrown away.
    if (!mayComment || passage) return
    const selected = selectedPassage()
    if (!selected) {
      onNothingSelected()
      return
    }
    from.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    setPassage(selected)
  }, [mayComment, passage, onNothingSelected])
  const end = useCallback(
    (wasSent: boolean) => {
      setPassage(null)
      from.current?.focus({ preventScroll: true })
      if (wasSent) onSent()
    },
    [onSent],
  )
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!isChord(event) || event.code !== 'KeyM') return
      event.preventDefault()
      begin()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [begin])
  return { passage, begin, end }
}
