// The bulletin: "look again at this". A topic says nothing of what changed; the page re-runs its loader, which asks access.
// It travels over the bus. What the bus may have lost, everybody looks for.

import { type Bus, openSilence } from './nodes/bus.ts'

/** `dossier:ID`, `ballot:ID`, `meeting:ID`, `closed:ID:PARTY` (of a space of the dossier that is not everybody's). */
export type Topic = string

export interface Bulletin {
  readonly bus: Bus
  announce(topic: Topic): void
  /** Returns the way to stop listening. One listener may listen to several topics. `end` is called once, when the house closes. */
  listen(topic: Topic, listener: Listener): () => void
  /** How many listeners a member has on this node: each costs questions to the store at every announcement. */
  count(memberId: string): number
  /** Tells every listener that nothing more will come. */
  close(): void
}

interface Listener {
  readonly memberId: string
  /** Without a topic when it may be any that is listened to. */
  hear(topic?: Topic): void
  end(): void
}

/** Milliseconds between two looks of everybody while the bus is down. */
const lookEvery = 30_000

/** Everybody is told to look in groups, milliseconds apart: each look is questions to the store, and all nodes look at the same time. */
const group = { of: 50, apart: 50 } as const

/** This node's bulletin, in memory. Announced only after a commit. */
export function openBulletin(bus: Bus = openSilence('alone'), pace: number = lookEvery): Bulletin {
  const listeners = new Map<Topic, Set<Listener>>()
  const everyone = () => [...new Set([...listeners.values()].flatMap((heard) => [...heard]))]
  const hear = (topic: Topic) => {
    for (const listener of listeners.get(topic) ?? []) listener.hear(topic)
  }

  let toLook: Listener[] = []
  let looking: ReturnType<typeof setTimeout> | undefined
  const lookOn = () => {
    const listening = new Set(everyone())
    for (const listener of toLook.splice(0, group.of)) if (listening.has(listener)) listener.hear()
    looking = toLook.length > 0 ? setTimeout(lookOn, group.apart) : undefined
  }
  const lookAgain = () => {
    toLook = everyone()
    if (!looking) lookOn()
  }
  const stops = [
    bus.listen((said) => {
      if (said.is === 'topic') hear(said.topic)
    }),
    bus.onTurn((isUp) => {
      if (isUp) lookAgain()
    }),
  ]
  const patience = setInterval(() => {
    if (!bus.isUp) lookAgain()
  }, pace).unref()

  return {
    bus,
    announce(topic) {
      hear(topic)
      bus.tell({ is: 'topic', topic })
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
      for (const stop of stops) stop()
      clearInterval(patience)
      clearTimeout(looking)
      for (const listener of everyone()) listener.end()
    },
  }
}
