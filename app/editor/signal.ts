// A value that can be watched, for what lives outside React: the connection, who is present, the live text.

import { useSyncExternalStore } from 'react'

export interface Signal<T> {
  readonly get: () => T
  /** Tells the watchers unless nothing changed (Object.is). */
  readonly set: (next: T) => void
  /** Returns the way to stop watching. */
  readonly watch: (hear: () => void) => () => void
}

export function signal<T>(first: T): Signal<T> {
  let value = first
  const watchers = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (Object.is(value, next)) return
      value = next
      for (const hear of [...watchers]) hear()
    },
    watch(hear) {
      watchers.add(hear)
      return () => watchers.delete(hear)
    },
  }
}

export function useSignal<T>(watched: Signal<T>): T {
  return useSyncExternalStore(watched.watch, watched.get, watched.get)
}
