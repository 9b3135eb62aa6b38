// What is opened, or needed, now and then: its code comes when the page has a moment, after the rest, so that it is
// there for whoever goes offline afterwards.

import { useEffect } from 'react'
import { whenIdle } from '#app/editor/idle.ts'
import { later } from '#app/editor/later.ts'

const nowAndThen = [
  () => import('../tools/palette.tsx'),
  () => import('../find/find.tsx'),
  () => import('../tools/shortcuts.tsx'),
  () => import('../comments/filter-panel.tsx'),
  () => import('../comments/thread-asks.tsx'),
  () => import('../mentions/mention-list.tsx'),
  () => import('../comments/closed-marks.ts'),
  () => import('#app/editor/citing/link.ts'),
]

/** Milliseconds that it waits at most for the page to have a moment. */
const longest = 5_000

export function useLeisure(): void {
  useEffect(() => {
    let stop = () => {}
    let left = false
    void later(() => import('../page/side-panels.tsx')).then(() => {
      if (!left) stop = whenIdle(() => void Promise.allSettled(nowAndThen.map((load) => load())), longest)
    })
    return () => {
      left = true
      stop()
    }
  }, [])
}
