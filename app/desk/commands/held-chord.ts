// Keys that were pressed before the commands they stand for had come: kept, and done once they have, if that is soon
// and nothing else was done meanwhile. Only chords that are nobody's but the desk's; the browser's and the editor's own
// stay theirs.

import { useEffect, useRef } from 'react'
import { type Chord, chordOf, paletteChord } from './chords.ts'
import type { Command } from './commands.ts'

/** Milliseconds: whoever waits longer no longer expects what they pressed. */
const longest = 10_000

/** Calls `done` with the command of the last chord that was pressed while there were none. */
export function useHeldChord(commands: readonly Command[], done: (command: Command) => void): void {
  const held = useRef<{ readonly chord: Chord; readonly at: number } | null>(null)
  const isHere = commands.length > 0
  useEffect(() => {
    if (isHere) return
    const hold = (event: KeyboardEvent) => {
      if (isModifier(event.key)) return
      const chord = event.defaultPrevented ? null : chordOf(event)
      held.current = chord !== null && isOfTheDesk(chord) ? { chord, at: performance.now() } : null
      if (held.current) event.preventDefault()
    }
    const letGo = () => {
      held.current = null
    }
    document.addEventListener('keydown', hold)
    window.addEventListener('pointerdown', letGo, true)
    window.addEventListener('blur', letGo)
    // What is typed into a text is heard by nobody but its editor (../editor/unheard.ts).
    window.addEventListener('beforeinput', letGo, true)
    return () => {
      document.removeEventListener('keydown', hold)
      window.removeEventListener('pointerdown', letGo, true)
      window.removeEventListener('blur', letGo)
      window.removeEventListener('beforeinput', letGo, true)
    }
  }, [isHere])
  useEffect(() => {
    const pressed = held.current
    held.current = null
    if (!pressed || performance.now() - pressed.at > longest) return
    const command = commands.find(({ chord }) => chord === pressed.chord)
    if (command) done(command)
  }, [commands, done])
}

const isModifier = (key: string) => ['Control', 'Alt', 'Shift', 'Meta'].includes(key)

const isOfTheDesk = (chord: Chord) => chord === paletteChord || chord.startsWith('Ctrl+Alt+')
