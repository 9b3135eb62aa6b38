// Writing a comment: where it will stand, how it begins and ends, and where the focus goes back to.

import { useCallback, useEffect, useRef, useState } from 'react'
import { isChord } from '../editor/chord.ts'
import { type Passage, selectedPassage } from './passage.ts'

export interface Writing {
  /** Where the comment will stand, or null while none is being written. */
  readonly passage: Passage | null
  readonly begin: () => void
  readonly end: (how: Ended) => void
}

interface Ended {
  readonly wasSent: boolean
  /** The person has not gone elsewhere meanwhile: the focus goes back to where it was. */
  readonly isHere: boolean
}

interface Asked {
  readonly mayComment: boolean
  readonly onNothingSelected: () => void
  readonly onEnd: () => void
  readonly onSent: () => void
}

/** `begin` takes what is selected; Ctrl+Alt+M does the same from anywhere on the desk. */
export function useWriting({ mayComment, onNothingSelected, onEnd, onSent }: Asked): Writing {
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
    ({ wasSent, isHere }: Ended) => {
      setPassage(null)
      onEnd()
      if (isHere) from.current?.focus({ preventScroll: true })
      if (wasSent) onSent()
    },
    [onEnd, onSent],
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

export interface Replying {
  /** Ids of the threads that are being answered. */
  readonly replying: ReadonlySet<string>
  readonly onReplying: (threadId: string, isReplying: boolean) => void
}

/** `typed`: what was typed so far, by the address it will be sent to. */
export function useReplying(typed: Map<string, string>): Replying {
  const [replying, setReplying] = useState<ReadonlySet<string>>(new Set())
  const onReplying = useCallback(
    (threadId: string, isReplying: boolean) => {
      if (!isReplying) typed.delete(replyAddress(threadId))
      setReplying((before) => new Set([...before].filter((id) => id !== threadId).concat(isReplying ? threadId : [])))
    },
    [typed],
  )
  return { replying, onReplying }
}

export function replyAddress(threadId: string): string {
  return `/comments/${threadId}/replies`
}

export function commentAddress(dossierId: string): string {
  return `/dossiers/${dossierId}/comments`
}
