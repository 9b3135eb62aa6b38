// What an open desk knows about wording: the rules and the waivers, fetched beside the page, and what was found in the
// text. It reads no text and draws nothing.

import { useCallback, useEffect, useMemo, useState } from 'react'
import { later } from '#app/editor/later.ts'
import { type Signal, signal } from '#app/editor/signal.ts'
import { background } from '#app/http/background.ts'
import type { HouseWording } from '#server/workflows/convention/terms.ts'
import type { WordingView } from '#server/workflows/convention/waivers.ts'
import type { Found, Rules } from './terms-found.ts'

export const nothingFound: Found = { byPid: new Map(), flags: [] }

export interface Wording {
  readonly found: Signal<Found>
  /** Null until they have come, and for a reader who only reads. */
  readonly rules: Rules | null
  readonly view: WordingView | null
  /** Asks for the waivers again. */
  readonly look: () => Promise<void>
}

/**
 * Fetches what is needed once the text can be written in, and the waivers again when something of the dossier changed.
 */
export function useWordingState(dossierId: string, isLive: boolean, announced: Signal<number>): Wording {
  const [view, setView] = useState<WordingView | null>(null)
  const [rules, setRules] = useState<Rules | null>(null)
  const [found] = useState(() => signal<Found>(nothingFound))
  const look = useCallback(async () => {
    const now = await ask<WordingView>(`/dossiers/${dossierId}/wording`)
    if (now) setView(now)
  }, [dossierId])
  useEffect(() => {
    if (!isLive) return
    void look()
    return announced.watch(() => void look())
  }, [isLive, announced, look])
  const isDrafting = view?.isDrafting === true
  useEffect(() => {
    if (!isDrafting) return
    let left = false
    void Promise.all([ask<HouseWording>('/wording'), later(() => import('./terms-found.ts'))]).then(
      ([house, { rulesOf }]) => {
        if (house && !left) setRules(rulesOf(house))
      },
    )
    return () => {
      left = true
    }
  }, [isDrafting])
  return useMemo(() => ({ found, rules, view, look }), [found, rules, view, look])
}

async function ask<T>(address: string): Promise<T | null> {
  try {
    const answer = await fetch(address, {
      headers: { Accept: 'application/json', ...background },
      redirect: 'manual',
    })
    return answer.ok ? ((await answer.json()) as T) : null
  } catch {
    // Asked again when something changes, or when the page is opened again.
    return null
  }
}
