// The mode of this person at this desk: what they chose, as far as the text lets them. Kept for the tab; it knows no
// editor.

import { useCallback, useEffect, useState } from 'react'
import { useWords } from '#app/components/page/reader.tsx'
import { isMode, type Mode } from '#app/editor/mode.ts'
import { type Signal, signal, usePart } from '#app/editor/signal.ts'
import { type Link, noLink, type Right } from '#app/editor/sync/status.ts'
import { deskCommandWords } from '#app/words/desk/commands.ts'
import type { Words } from '#server/domain/language.ts'
import type { DeskView } from '#server/workflows/dossiers/dossier-views.ts'
import { keepView } from './kept-view.ts'

export interface Moded {
  readonly mode: Mode
  readonly onMode: (mode: Mode) => void
  /** Why a mode is not open to this person; null where it is. */
  readonly whyNotMode: Readonly<Record<Mode, Words | null>>
  /** The same mode for what lives outside React: the editors. */
  readonly modeNow: Signal<Mode>
}

type Rights = Pick<DeskView, 'whyNotEdit' | 'whyNotSuggest'>

/** What the page said, until the room gives a seat; then what the seat says. */
export function whyNotModes({ whyNotEdit, whyNotSuggest }: Rights, seat: Link['seat']): Moded['whyNotMode'] {
  const right: Right = seat ? seat.right : whyNotEdit === null ? 'edit' : whyNotSuggest === null ? 'suggest' : 'read'
  const reason = { edit: whyNotEdit?.say, suggest: whyNotSuggest?.say }
  return {
    edit:
      right === 'edit' ? null : ((right === 'suggest' ? reason.edit : undefined) ?? seat?.say ?? reason.edit ?? null),
    suggest: right === 'read' ? (seat?.say ?? reason.suggest ?? null) : null,
    view: null,
  }
}

/** The mode wished for, or the next one that is open. */
export function modeOf(wished: Mode | null, whyNot: Moded['whyNotMode']): Mode {
  const order: readonly Mode[] =
    wished === 'view' ? ['view'] : wished === 'suggest' ? ['suggest', 'view'] : ['edit', 'suggest', 'view']
  return order.find((mode) => whyNot[mode] === null) ?? 'view'
}

const noSeat = signal(noLink)

/** `link` is null until the text is live. */
export function useMode(view: DeskView, link: Signal<Link> | null, announce: (say: string) => void): Moded {
  const w = useWords(deskCommandWords)
  const [wished, setWished] = useState<Mode | null>(null)
  const seat = usePart(link ?? noSeat, ({ seat }) => seat)
  const whyNotMode = whyNotModes(view, seat)
  const mode = modeOf(wished, whyNotMode)
  const [modeNow] = useState(() => signal<Mode>(mode))
  useEffect(() => keepView(() => modeNow.set(mode)), [mode, modeNow])
  const key = `recital.mode.${view.me.id}`
  useEffect(() => {
    const kept = sessionStorage.getItem(key)
    if (isMode(kept)) setWished(kept)
  }, [key])
  const onMode = useCallback(
    (next: Mode) => {
      sessionStorage.setItem(key, next)
      setWished(next)
      announce({ edit: w.nowEditing, suggest: w.nowSuggesting, view: w.nowViewing }[next])
    },
    [key, announce, w],
  )
  return { mode, onMode, whyNotMode, modeNow }
}
