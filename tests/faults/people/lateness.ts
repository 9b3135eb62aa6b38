// How late the event loop of a server was, from its own figures (METRICS_PORT).

const series = /^recital_loop_lag_seconds_bucket\{le="([^"]+)"\} (\d+)$/gm

/** Upper bound in seconds → how often it was no later than that, since the server began. */
export type Lateness = ReadonlyMap<number, number>

export async function lateness(metricsPort: number): Promise<Lateness> {
  const page = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text()
  return new Map(
    [...page.matchAll(series)].map(([, bound, count]) => [bound === '+Inf' ? Infinity : Number(bound), Number(count)]),
  )
}

/**
 * Milliseconds that 99 of 100 looks between the two did not exceed; a straight line is drawn inside a bucket. NaN
 * without figures.
 */
export function lateOf(before: Lateness, after: Lateness): number {
  const counts = [...after].map(([bound, count]) => ({ bound, count: count - (before.get(bound) ?? 0) }))
  const wanted = (counts.at(-1)?.count ?? 0) * 0.99
  const at = counts.findIndex(({ count }) => count >= wanted)
  const [bucket, below] = [counts[at], counts[at - 1] ?? { bound: 0, count: 0 }]
  if (!bucket || wanted === 0) return Number.NaN
  if (bucket.bound === Infinity) return Infinity
  const share = (wanted - below.count) / (bucket.count - below.count)
  return (below.bound + share * (bucket.bound - below.bound)) * 1000
}
