// A value as it was when it last stood still: for what nobody waits for while they type. It knows nothing of what it
// holds.

import { startTransition, useEffect, useRef, useState } from 'react'

/** Milliseconds without a change; and the longest that a change is kept back while others follow it. */
const still = 350
const longest = 3_000

export function useUnhurried<T>(value: T): T {
  const [shown, setShown] = useState(value)
  const since = useRef<number | null>(null)
  useEffect(() => {
    if (value === shown) return
    since.current ??= performance.now()
    const wait = Math.max(0, Math.min(still, since.current + longest - performance.now()))
    const timer = setTimeout(() => {
      since.current = null
      // What is drawn with it makes way for a key.
      startTransition(() => setShown(() => value))
    }, wait)
    return () => clearTimeout(timer)
  }, [value, shown])
  return shown
}
