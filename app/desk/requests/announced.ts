// Hears that something of a dossier changed elsewhere, over one line that stays open. What changed is not said, only
// whether it was in a closed space of comments: who is told asks for it.

import { useEffect, useState } from 'react'
import { listen } from '#app/components/page/bulletin.ts'
import { type Signal, signal } from '#app/editor/signal.ts'

/** Milliseconds for which announcements are gathered. */
const toldAfter = 300

/** Both count what was announced; their watchers are told some time after each, once for all that came in between. */
export interface Announced {
  readonly anything: Signal<number>
  /** Not what was said in a closed space of comments: it changes nothing but the margin. */
  readonly dossier: Signal<number>
}

export function useAnnounced(dossierId: string): Announced {
  const [announced] = useState(() => ({ anything: signal(0), dossier: signal(0) }))
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | null = null
    let isOfDossier = false
    const tellSoon = (topic: string | null) => {
      isOfDossier ||= topic?.startsWith('closed:') !== true
      soon ??= setTimeout(() => {
        soon = null
        if (isOfDossier) announced.dossier.set(announced.dossier.get() + 1)
        isOfDossier = false
        announced.anything.set(announced.anything.get() + 1)
      }, toldAfter)
    }
    const stop = listen(`dossier:${dossierId}`, tellSoon)
    return () => {
      stop()
      if (soon) clearTimeout(soon)
    }
  }, [dossierId, announced])
  return announced
}
