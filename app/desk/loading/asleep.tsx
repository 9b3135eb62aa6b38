// A part of the desk that wakes up after the text. The server prints it; until its code has come it stays as it was
// printed, and what the desk shares is kept from it: React would throw away what it is told to change before it is
// awake.

import { createContext, lazy, type ReactNode, Suspense, useContext, useEffect, useState } from 'react'
import { later } from '#app/editor/later.ts'
import { CommandsContext, useCommands } from '../commands/use-commands.ts'
import type { beside } from '../page/side-panels.tsx'
import { DeskContext, useDesk } from '../page/state.ts'
import { useHeldPress } from './held-press.ts'

/** `part` is one of those below, and what it is given at first is what it keeps. */
export function Asleep({ part }: { readonly part: ReactNode }) {
  const now = { desk: useDesk(), commands: useCommands() }
  const [printed] = useState(now)
  const [isAwake, setAwake] = useState(false)
  const [wake] = useState(() => () => setAwake(true))
  // The same element each time, or React takes it for a change.
  const [sleeping] = useState(
    <Suspense fallback={null}>
      {part}
      <Awake />
    </Suspense>,
  )
  const { desk, commands } = isAwake ? now : printed
  const place = useHeldPress(isAwake)
  return (
    <DeskContext.Provider value={desk}>
      <CommandsContext.Provider value={commands}>
        <Waking.Provider value={wake}>
          <div ref={place} className="asleep">
            {sleeping}
          </div>
        </Waking.Provider>
      </CommandsContext.Provider>
    </DeskContext.Provider>
  )
}

const Waking = createContext(() => {})

function Awake(): null {
  const wake = useContext(Waking)
  useEffect(wake, [wake])
  return null
}

export const MarginNotes = besideText('MarginNotes')
export const OutlineParts = besideText('OutlineParts')
export const SuggestionLine = besideText('SuggestionLine')
export const DecidedText = besideText('DecidedText')
export const Markers = besideText('Markers')

function besideText<Name extends keyof typeof beside>(name: Name) {
  return lazy(() => later(() => import('../page/side-panels.tsx')).then(({ beside }) => ({ default: beside[name] })))
}
