// The acts of an open desk: loaded after the page, offered to its parts, and done when their keys are pressed.

import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { useLanguage } from '#app/components/page/reader.tsx'
import { later } from '#app/editor/later.ts'
import type { DeskState } from '../page/state.ts'
import type * as ToolRow from '../tools/tools.tsx'
import { chordOf, isSign } from './chords.ts'
import { type Act, perform } from './commands.ts'
import { useHeldChord } from './held-chord.ts'

interface Loaded {
  readonly acts: readonly Act[]
  readonly Tools: typeof ToolRow.Tools | null
}

const notYet: Loaded = { acts: [], Tools: null }

export const ActsContext = createContext<Loaded>(notYet)

/** The acts, and the row of tools that shows some of them; none until they are loaded. */
export function useActs(): Loaded {
  return useContext(ActsContext)
}

/** Loads the acts and listens for their keys. What is typed into a text is not heard here (../editor/unheard.ts). */
export function useActsOf(desk: DeskState): Loaded {
  const language = useLanguage()
  const [loaded, setLoaded] = useState(notYet)
  const { acts } = loaded
  const now = useRef(desk)
  now.current = desk
  useEffect(() => {
    let left = false
    void later(() => Promise.all([import('./command-list.ts'), import('../tools/tools.tsx')])).then(
      ([{ acts }, { Tools }]) => {
        if (!left) setLoaded({ acts, Tools })
      },
    )
    return () => {
      left = true
    }
  }, [])
  useEffect(() => {
    const byChord = new Map(
      acts.flatMap((act) => (act.chord && !act.isHeardByEditor ? [[act.chord, act] as const] : [])),
    )
    const press = (event: KeyboardEvent) => {
      const chord = event.defaultPrevented ? null : chordOf(event)
      const act = chord === null ? undefined : byChord.get(chord)
      if (!chord || !act || (isSign(chord) && isTyping(event.target))) return
      // What is open over the desk has its own keys.
      if (document.querySelector('dialog:modal')) return
      event.preventDefault()
      perform(act, now.current, language)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [acts, language])
  const pressedBefore = useCallback((act: Act) => perform(act, now.current, language), [language])
  useHeldChord(acts, pressedBefore)
  return loaded
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
