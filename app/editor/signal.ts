// A value that can be watched, for what lives outside React: the connection, who is present, the live text.

import { useSyncExternalStore } from 'react'

export interface Signal<T> {
  readonly get: () => T
  /** Tells the watchers unless nothing changed. */
  readonly set: (next: T) => void
  /** Returns the way to stop watching. */
  readonly watch: (hear: () => void) => () => void
}

/** `isSame` says what counts as no change. */
export function signal<T>(first: T, isSame: (one: T, other: T) => boolean = Object.is): Signal<T> {
  let value = first
  const watchers = new Set<() => void>()
  return {
    get: () => value,
    set(next) {
      if (isSame(value, next)) return
      value = next
      for (const hear of [...watchers]) hear()
    },
    watch(hear) {
      watchers.add(hear)
      return () => watchers.delete(hear)
    },
  }
}

/**
 * A part of what is watched; what it is not about redraws nothing. `pick` gives the same value (Object.is) for the same
 * part.
 */
export function usePart<T, Part>(watched: Signal<T>, pick: (whole: T) => Part): Part {
  const get = () => pick(watched.get())
  return useSyncExternalStore(watched.watch, get, get)
}

export function useSignal<T>(watched: Signal<T>): T {
  return useSyncExternalStore(watched.watch, watched.get, watched.get)
}
