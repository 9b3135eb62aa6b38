// Writing comments: where a new one will stand, which forms are open, what was typed into them, and where the focus
// goes back to.

import { useCallback, useRef, useState } from 'react'
import type { Space } from '#server/domain/comments/comment-space.ts'
import type { Language } from '#server/domain/language.ts'
import type { ThreadView } from '#server/workflows/comments/margin-views.ts'
import { type Passage, selectedPassage } from './comment-anchor.ts'

export interface Writing {
  /** Where the comment will stand, or null while none is being written. */
  readonly passage: Passage | null
  readonly begin: () => void
  /** A comment on the text as a whole. */
  readonly beginOnText: () => void
  readonly end: (how: Ended) => void
}

interface Ended {
  readonly wasSent: boolean
  /** The person has not gone elsewhere meanwhile: the focus goes back to where it was. */
  readonly isHere: boolean
}

interface Asked {
  readonly mayComment: boolean
  /** Of a comment on the text as a whole. */
  readonly language: Language
  readonly onNothingSelected: () => void
  readonly onEnd: () => void
  readonly onSent: () => void
}

/** `begin` takes what is selected. */
export function useWriting({ mayComment, language, onNothingSelected, onEnd, onSent }: Asked): Writing {
  const [passage, setPassage] = useState<Passage | null>(null)
  const from = useRef<HTMLElement | null>(null)
  const open = useCallback((at: Passage) => {
    from.current = document.activeElement instanceof HTMLElement ? document.activeElement : null
    setPassage(at)
  }, [])
  // One comment at a time: what is being typed is never thrown away.
  const mayBegin = mayComment && passage === null
  const begin = useCallback(() => {
    if (!mayBegin) return
    const selected = selectedPassage()
    if (selected) open(selected)
    else onNothingSelected()
  }, [mayBegin, open, onNothingSelected])
  const beginOnText = useCallback(() => {
    if (mayBegin) open({ language, pid: '', start: 0, end: 0, quote: '', range: null })
  }, [mayBegin, open, language])
  const end = useCallback(
    ({ wasSent, isHere }: Ended) => {
      setPassage(null)
      onEnd()
      if (isHere) from.current?.focus({ preventScroll: true })
      if (wasSent) onSent()
    },
    [onEnd, onSent],
  )
  return { passage, begin, beginOnText, end }
}

export interface Forms {
  /** Addresses of the forms in threads that are open: answers, and corrections. */
  readonly forms: ReadonlySet<string>
  readonly onForm: (address: string, isOpen: boolean) => void
}

/** `typed`: what was typed so far, by the address it will be sent to. */
export function useForms(typed: Typed): Forms {
  const [forms, setForms] = useState<ReadonlySet<string>>(new Set())
  const onForm = useCallback(
    (address: string, isOpen: boolean) => {
      if (!isOpen) forget(typed, address)
      setForms((before) => new Set([...before].filter((one) => one !== address).concat(isOpen ? address : [])))
    },
    [typed],
  )
  return { forms, onForm }
}

/** What is being typed into the margin, by the address it will be sent to. */
export type Typed = Map<string, string>

/**
 * Under this name the same words are known when they are sent again: an answer that was lost adds nothing. For other
 * readers they are another comment, or what is meant for few would correct what many have.
 */
export function requestOf(typed: Typed, address: string, space: Space): string {
  const key = `${address} request ${space}`
  const known = typed.get(key) ?? freshId()
  typed.set(key, known)
  return known
}

// `randomUUID` is there on secure addresses only.
function freshId(): string {
  return [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function forget(typed: Typed, address: string): void {
  for (const key of [...typed.keys()]) if (key === address || key.startsWith(`${address} `)) typed.delete(key)
}

/** An answer or a correction is being written in this thread. */
export function hasForm(forms: ReadonlySet<string>, { id, comments }: Pick<ThreadView, 'id' | 'comments'>): boolean {
  return forms.has(replyAddress(id)) || comments.some((comment) => forms.has(correctionAddress(comment.id)))
}

export function replyAddress(threadId: string): string {
  return `/comments/${threadId}/replies`
}

export function correctionAddress(commentId: string): string {
  return `/remarks/${commentId}/correction`
}

export function commentAddress(dossierId: string): string {
  return `/dossiers/${dossierId}/comments`
}
