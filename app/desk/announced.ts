// Hears that something of a dossier changed elsewhere, over one line that stays open. What changed is not said: who is told asks for it.

import { useEffect, useState } from 'react'
import { type Signal, signal } from '../editor/signal.ts'

/** Milliseconds for which announcements are gathered. */
const toldAfter = 300

/** Counts what was announced; its watchers are told some time after each, once for all that came in between. */
export function useAnnounced(dossierId: string): Signal<number> {
  const [announced] = useState(() => signal(0))
  useEffect(() => {
    const bulletin = new EventSource(`/bulletin?topic=dossier:${dossierId}`)
    let soon: ReturnType<typeof setTimeout> | null = null
    const tellSoon = () => {
      soon ??= setTimeout(() => {
        soon = null
        announced.set(announced.get() + 1)
      }, toldAfter)
    }
    // Opening again after a break: what was announced in between was not heard.
    bulletin.onopen = tellSoon
    bulletin.onmessage = tellSoon
    return () => {
      bulletin.close()
      if (soon) clearTimeout(soon)
    }
  }, [dossierId, announced])
  return announced
}
