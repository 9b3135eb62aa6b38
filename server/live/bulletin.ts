// The bulletin: "look again at this". A topic says nothing of what changed; the page re-runs its loader, which asks access.

/** `dossier:ID`, `ballot:ID`, `meeting:ID`. */
export type Topic = string

export interface Bulletin {
  announce(topic: Topic): void
  /** Returns the way to stop listening. */
  listen(topic: Topic, hear: () => void): () => void
}

/** One node's bulletin, in memory. Announced only after a commit. */
export function openBulletin(): Bulletin {
  const listeners = new Map<Topic, Set<() => void>>()
  return {
    announce(topic) {
      for (const hear of listeners.get(topic) ?? []) hear()
    },
    listen(topic, hear) {
      const heard = listeners.get(topic) ?? new Set()
      listeners.set(topic, heard.add(hear))
      return () => {
        heard.delete(hear)
        if (heard.size === 0) listeners.delete(topic)
      }
    },
  }
}
