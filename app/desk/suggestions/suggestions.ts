// The suggestions at a desk: which stand, whose they are, which one is looked at, which are chosen, and deciding on
// them.

import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { suggestionWords } from '#app/words/desk/suggestions.ts'
import type { Language, Words } from '#server/domain/language.ts'
import { clientOfSuggestion } from '#server/domain/text/suggestion.ts'
import type { MarginView } from '#server/workflows/comments/margin-views.ts'
import type { DeskView } from '#server/workflows/dossiers/dossier-views.ts'
import type { DecidedView, SuggestionView } from '#server/workflows/suggestions/suggestion-views.ts'
import type { Live } from '../page/live.ts'

/** A resource under `/dossiers/:id/suggestions`. */
export type Verdict = 'acceptance' | 'rejection' | 'withdrawal'
/** How the text is shown to who only looks at it. */
export type Preview = 'marked' | 'accepted' | 'original'

export interface SuggestionDesk {
  /** By id; one that was made a moment ago is not there yet. */
  readonly known: ReadonlyMap<string, SuggestionView>
  readonly whyNotDecide: Words | null
  readonly isMine: (id: string) => boolean
  /** The one that the caret is on, or whose card the person is in. */
  readonly active: string | null
  readonly onActive: (id: string | null) => void
  readonly hovered: string | null
  readonly onHover: (id: string | null) => void
  readonly chosen: ReadonlySet<string>
  readonly onChoose: (id: string, isChosen: boolean) => void
  readonly preview: Preview
  readonly onPreview: (preview: Preview) => void
  /** Why what was asked last was refused, by the first id it was asked about. */
  readonly refused: { readonly id: string; readonly say: Words } | null
  readonly onRefused: (refused: SuggestionDesk['refused']) => void
}

export function useSuggestions(view: DeskView, live: Live | null, margin: MarginView): SuggestionDesk {
  const { suggestions, whyNotDecide } = margin
  const known = useMemo(() => new Map(suggestions.map((one) => [one.id, one])), [suggestions])
  const [active, onActive] = useState<string | null>(null)
  const [hovered, onHover] = useState<string | null>(null)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [preview, onPreview] = useState<Preview>('marked')
  const [refused, onRefused] = useState<SuggestionDesk['refused']>(null)
  const onChoose = useCallback((id: string, isChosen: boolean) => {
    setChosen((before) => new Set([...before].filter((one) => one !== id).concat(isChosen ? id : [])))
  }, [])
  const me = view.me.id
  const client = live?.connection.doc.clientID
  const isMine = useCallback(
    (id: string) => known.get(id)?.by.id === me || (!known.has(id) && clientOfSuggestion(id) === client),
    [known, me, client],
  )
  useRecognised(live, suggestions, me)
  useCaretOn(onActive)
  return {
    ...{ known, isMine, active, onActive, hovered, onHover, chosen, onChoose, preview, onPreview, refused, onRefused },
    whyNotDecide: whyNotDecide?.say ?? null,
  }
}

/** Those that this person made on earlier pages are theirs here too. */
function useRecognised(live: Live | null, suggestions: readonly SuggestionView[], me: string): void {
  const author = live?.connection.author
  useEffect(() => {
    author?.recognise(suggestions.filter(({ by }) => by.id === me).map(({ id }) => id))
  }, [author, suggestions, me])
}

/** The suggestion whose words the caret is on. */
function useCaretOn(onActive: (id: string | null) => void): void {
  useEffect(() => {
    const look = () => {
      const at = document.getSelection()?.anchorNode
      const element = at instanceof Element ? at : at?.parentElement
      if (!element?.closest('.sheets')) return
      const marked = element.closest<HTMLElement>('[data-suggestions]')
      onActive(marked?.dataset.suggestions?.split(' ')[0] ?? null)
    }
    document.addEventListener('selectionchange', look)
    return () => document.removeEventListener('selectionchange', look)
  }, [onActive])
}

/** Says who suggested something when it was somebody else; a burst of one person is one sentence. */
export function useSuggestionArrivals(
  suggestions: readonly SuggestionView[],
  { me, say }: { readonly me: string; readonly say: (name: string) => void },
): void {
  const seen = useRef<ReadonlySet<string> | null>(null)
  useEffect(() => {
    const before = seen.current
    seen.current = new Set([...(before ?? []), ...suggestions.map(({ id }) => id)])
    const last = before && suggestions.findLast(({ id, by }) => !before.has(id) && by.id !== me)
    if (last) say(last.by.name)
  }, [suggestions, me, say])
}

/**
 * Says what others decided on the person's own suggestions while the desk was open; several at once are one sentence.
 */
export function useDecisions(decided: readonly DecidedView[], language: Language, say: (words: string) => void): void {
  const seen = useRef<{ readonly keys: ReadonlySet<string>; readonly last: number } | null>(null)
  useEffect(() => {
    const before = seen.current
    // One that is open again may be decided again.
    const keyOf = ({ id, at }: DecidedView) => `${id} ${at}`
    const last = Math.max(before?.last ?? 0, ...decided.map(({ at }) => at))
    seen.current = { keys: new Set([...(before?.keys ?? []), ...decided.map(keyOf)]), last }
    const fresh = before ? decided.filter((one) => one.at >= before.last && !before.keys.has(keyOf(one))) : []
    if (fresh.length > 0) say(sayDecided(fresh, language))
  }, [decided, language, say])
}

/** Letters of a suggestion that are enough to know it by. */
const enough = 60

function sayDecided([first, ...others]: readonly DecidedView[], language: Language): string {
  const w = suggestionWords[language]
  if (!first) return ''
  if (others.length > 0) {
    const all = [first, ...others]
    const accepted = all.filter(({ isAccepted }) => isAccepted).length
    const rejected = all.length - accepted
    const says = [
      ...(accepted > 0 ? [w.wereAccepted(accepted)] : []),
      ...(rejected > 0 ? [w.wereRejected(rejected)] : []),
    ]
    const names = new Set(all.map(({ by }) => by.name))
    return `${says.join(', ')} (${[...names].join(', ')}).`
  }
  const { by, words, isAccepted } = first
  const short = words.length > enough ? `${[...words].slice(0, enough).join('').trimEnd()}…` : words.trim()
  return `${(isAccepted ? w.wasAccepted : w.wasRejected)(short && w.quote(short), by.name)}.`
}
