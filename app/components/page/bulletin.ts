// Hears "look again" from the server, over one line for the whole page, while the page is seen. A browser keeps six
// lines to a site over HTTP/1.1: tabs that nobody looks at give theirs up, and look again when they are seen.

import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'

/** Told the topic that was announced; null when any may have been, while nothing was heard. */
type Listener = (announced: string | null) => void

const listeners = new Map<Listener, string>()
let line: EventSource | null = null
let lineTopics = ''
let isOpening = false

/**
 * `topic` as the server names it, for instance `ballot:ID`. The message carries no more than that; the listener asks
 * again. Returns the way to stop listening. In the browser only.
 */
export function listen(topic: string, listener: Listener): () => void {
  if (listeners.size === 0) document.addEventListener('visibilitychange', openLine)
  listeners.set(listener, topic)
  openSoon()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) document.removeEventListener('visibilitychange', openLine)
    openSoon()
  }
}

/** Once for all who begin to listen in the same turn. */
function openSoon(): void {
  if (isOpening) return
  isOpening = true
  queueMicrotask(() => {
    isOpening = false
    openLine()
  })
}

function openLine(): void {
  const topics = document.visibilityState === 'hidden' ? [] : [...new Set(listeners.values())].sort()
  const query = topics.map((topic) => `topic=${encodeURIComponent(topic)}`).join('&')
  if (query === lineTopics) return
  line?.close()
  lineTopics = query
  line = query === '' ? null : new EventSource(`/bulletin?${query}`)
  // What was announced before the line was open, or while it was not, was heard by nobody here.
  line?.addEventListener('open', () => tell(null))
  line?.addEventListener('message', ({ data }) => tell(data === 'look' ? null : String(data)))
}

function tell(announced: string | null): void {
  for (const [listener, topic] of [...listeners]) {
    if (announced === null || isAbout(announced, topic)) listener(announced)
  }
}

/** With a dossier come the closed spaces of its comments: `closed:ID:PARTY`. */
function isAbout(announced: string, topic: string): boolean {
  return announced === topic || announced.startsWith(`${topic.replace(/^dossier:/, 'closed:')}:`)
}

/** Re-runs the loaders of the page whenever the topic is announced. Without script the page is read as it is. */
export function useLookAgain(topic: string): void {
  const { revalidate } = useRevalidator()
  useEffect(() => listen(topic, revalidate), [topic, revalidate])
}
