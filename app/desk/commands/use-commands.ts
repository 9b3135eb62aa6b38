// The commands of an open desk: loaded after the page, offered to its parts, and done when their keys are pressed.

import { createContext, useCallback, useContext, useEffect, useRef, useState } from 'react'
import { useLanguage } from '#app/components/page/reader.tsx'
import { later } from '#app/editor/later.ts'
import type { DeskState } from '../page/state.ts'
import type * as ToolRow from '../tools/tools.tsx'
import { chordOf, isSign } from './chords.ts'
import { type Command, perform } from './commands.ts'
import { useHeldChord } from './held-chord.ts'

interface Loaded {
  readonly commands: readonly Command[]
  readonly Tools: typeof ToolRow.Tools | null
}

const notYet: Loaded = { commands: [], Tools: null }

export const CommandsContext = createContext<Loaded>(notYet)

/** The commands, and the row of tools that shows some of them; none until they are loaded. */
export function useCommands(): Loaded {
  return useContext(CommandsContext)
}

/**
 * Loads the commands and listens for their keys. What is typed into a text is not heard here
 * (app/editor/view/unheard.ts).
 */
export function useCommandsOf(desk: DeskState): Loaded {
  const language = useLanguage()
  const [loaded, setLoaded] = useState(notYet)
  const { commands } = loaded
  const now = useRef(desk)
  now.current = desk
  useEffect(() => {
    let left = false
    void later(() => Promise.all([import('./command-list.ts'), import('../tools/tools.tsx')])).then(
      ([{ commands }, { Tools }]) => {
        if (!left) setLoaded({ commands, Tools })
      },
    )
    return () => {
      left = true
    }
  }, [])
  useEffect(() => {
    const byChord = new Map(
      commands.flatMap((command) =>
        command.chord && !command.isHeardByEditor ? [[command.chord, command] as const] : [],
      ),
    )
    const press = (event: KeyboardEvent) => {
      const chord = event.defaultPrevented ? null : chordOf(event)
      const command = chord === null ? undefined : byChord.get(chord)
      if (!chord || !command || (isSign(chord) && isTyping(event.target))) return
      // What is open over the desk has its own keys.
      if (document.querySelector('dialog:modal')) return
      event.preventDefault()
      perform(command, now.current, language)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [commands, language])
  const pressedBefore = useCallback((command: Command) => perform(command, now.current, language), [language])
  useHeldChord(commands, pressedBefore)
  return loaded
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'))
}
