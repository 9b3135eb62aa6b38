// The bulletin: "look again at this". A topic says nothing of what changed; the page re-runs its loader, which asks
// access. It travels over the bus. What the bus may have lost, everybody looks for. A topic is told four times a second
// at most.

import { type Bus, openSilence } from './nodes/bus.ts'

/** `dossier:ID`, `ballot:ID`, `meeting:ID`, `closed:ID:PARTY` (of a space of the dossier that is not everybody's). */
export type Topic = string

/**
 * That a topic is to be looked at again. All who hear of it get the same one, so that one of them may ask the store for
 * all.
 */
export interface Telling {
  readonly topic: Topic
}

export interface Bulletin {
  readonly bus: Bus
  /**
   * Told at once, or with what else is announced of the topic within the quarter of a second that began with its last
   * telling.
   */
  announce(topic: Topic): void
  /**
   * Returns the way to stop listening. One listener may listen to several topics. `end` is called once, when the house
   * closes.
   */
  listen(topic: Topic, listener: Listener): () => void
  /** How many listeners a member has on this node: each costs questions to the store at every announcement. */
  count(memberId: string): number
  /** Tells every listener that nothing more will come. */
  close(): void
}

interface Listener {
  readonly memberId: string
  /** Without a telling when it may be any topic that is listened to. */
  hear(telling?: Telling): void
  end(): void
}

/** Milliseconds between two looks of everybody while the bus is down. */
const lookEvery = 30_000

/**
 * Milliseconds between two tellings of one topic: a roll call of 48 in front of a full room is otherwise a flood of
 * questions.
 */
const tellEvery = 250

/**
 * Everybody is told to look in groups, milliseconds apart: each look is questions to the store, and all nodes look at
 * the same time.
 */
const group = { of: 50, apart: 50 } as const

/** This node's bulletin, in memory. Announced only after a commit. */
export function openBulletin(bus: Bus = openSilence('alone'), pace: number = lookEvery): Bulletin {
  const listeners = new Map<Topic, Set<Listener>>()
  const everyone = () => [...new Set([...listeners.values()].flatMap((heard) => [...heard]))]
  const here = joining((topic) => {
    const telling = { topic }
    for (const listener of listeners.get(topic) ?? []) listener.hear(telling)
  })
  const elsewhere = joining((topic) => bus.tell({ is: 'topic', topic }))

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
      if (said.is === 'topic') here.tell(said.topic)
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
      here.tell(topic)
      elsewhere.tell(topic)
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
      here.end()
      elsewhere.end()
      for (const listener of everyone()) listener.end()
    },
  }
}

/** Passes the first of a topic on at once and joins those of the next quarter of a second into one at its end. */
function joining(pass: (topic: Topic) => void) {
  /** Topics told lately; true where there is more to tell. */
  const lately = new Map<Topic, boolean>()
  const timers = new Set<ReturnType<typeof setTimeout>>()
  let isOver = false
  const begin = (topic: Topic) => {
    lately.set(topic, false)
    const timer = setTimeout(() => {
      timers.delete(timer)
      const isMore = lately.get(topic) === true
      lately.delete(topic)
      if (!isMore) return
      begin(topic)
      pass(topic)
    }, tellEvery)
    timers.add(timer.unref())
  }
  return {
    tell(topic: Topic) {
      if (lately.has(topic)) return void lately.set(topic, true)
      if (!isOver) begin(topic)
      pass(topic)
    },
    /** Passes on what waits. Whatever comes later is passed on at once. */
    end() {
      isOver = true
      for (const timer of timers) clearTimeout(timer)
      const waiting = [...lately].filter(([, isMore]) => isMore)
      lately.clear()
      for (const [topic] of waiting) pass(topic)
    },
  }
}
