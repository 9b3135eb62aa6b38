// What is opened, or needed, now and then: its code comes when the page has a moment, after the rest, so that it is
// there for whoever goes offline afterwards.

import { useEffect } from 'react'
import { whenIdle } from '../editor/idle.ts'
import { later } from '../editor/later.ts'

const nowAndThen = [
  () => import('./palette.tsx'),
  () => import('./find.tsx'),
  () => import('./shortcuts.tsx'),
  () => import('./filter-panel.tsx'),
  () => import('./thread-asks.tsx'),
  () => import('./mention-list.tsx'),
  () => import('./closed-marks.ts'),
  () => import('../editor/link.ts'),
]

/** Milliseconds that it waits at most for the page to have a moment. */
const longest = 5_000

export function useLeisure(): void {
  useEffect(() => {
    let stop = () => {}
    let left = false
    void later(() => import('./beside.tsx')).then(() => {
      if (!left) stop = whenIdle(() => void Promise.allSettled(nowAndThen.map((load) => load())), longest)
    })
    return () => {
      left = true
      stop()
    }
  }, [])
}
