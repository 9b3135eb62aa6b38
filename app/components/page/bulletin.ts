// Hears "look again" and re-runs the page's loaders. Only on pages that are awake; without script the page is read as
// it is.

import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

/**
 * `topic` as the server names it, for instance `ballot:ID`. The message carries no more than that; the loader asks
 * again.
 */
export function useLookAgain(topic: string): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const bulletin = new EventSource(`/bulletin?topic=${encodeURIComponent(topic)}`)
    bulletin.addEventListener('message', revalidate)
    // What was announced before the line was open, or while it was not, was heard by nobody here.
    bulletin.addEventListener('open', revalidate)
    return () => bulletin.close()
  }, [topic, revalidate])
}
