// How late the event loop comes, sampled by a timer. It knows no room.

/** Milliseconds between two samples. */
const every = 20

/** Tells `lag` some fifty times a second by how many seconds the loop was late; the answer ends it. */
export function watchLoop(lag: { observe(seconds: number): void }): () => void {
  let before = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    lag.observe(Math.max(0, now - before - every) / 1_000)
    before = now
  }, every)
  timer.unref()
  return () => clearInterval(timer)
}
