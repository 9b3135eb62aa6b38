// The bulletin: "look again at this". A topic says nothing of what changed; the page re-runs its loader, which asks access.

/** `dossier:ID`, `ballot:ID`, `meeting:ID`. */
export type Topic = string

export interface Bulletin {
  announce(topic: Topic): void
  /** Returns the way to stop listening. `end` is called once, when the house closes. */
  listen(topic: Topic, listener: Listener): () => void
  /** How many listeners a member has: each costs questions to the store at every announcement. */
  count(memberId: string): number
  /** Tells every listener that nothing more will come. */
  close(): void
}

interface Listener {
  readonly memberId: string
  hear(): void
  end(): void
}

/** One node's bulletin, in memory. Announced only after a commit. */
export function openBulletin(): Bulletin {
  const listeners = new Map<Topic, Set<Listener>>()
  const everyone = () => [...listeners.values()].flatMap((heard) => [...heard])
  return {
    announce(topic) {
      for (const listener of listeners.get(topic) ?? []) listener.hear()
    },
    listen(topic, listener) {
      const heard = listeners.get(topic) ?? new Set()
      listeners.set(topic, heard.add(listener))
      return () => {
        heard.delete(listener)
        if (heard.size === 0) listeners.delete(topic)
      }
    },
    count: (memberId) => everyone().filter((listener) => listener.memberId === memberId).length,
    close() {
      for (const listener of everyone()) listener.end()
    },
  }
}
