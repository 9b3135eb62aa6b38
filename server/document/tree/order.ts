// Two orders of the same things: which would have to move. Pure; it knows no text.

/**
 * The fewest of `now` that would have to move for the rest to stand as in `order`: those outside one longest run. What
 * is not in `order` stays.
 */
export function straysIn(order: readonly string[], now: readonly string[]): Set<string> {
  const ranks = new Map(order.map((name, rank) => [name, rank]))
  const common = now.filter((name) => ranks.has(name))
  const rank = (at: number) => ranks.get(common[at]!)!
  // ends[n] is where a run of n + 1 ends that ends lowest; before[at] is what precedes in the longest run that ends
  // there.
  const ends: number[] = []
  const before: number[] = []
  for (let at = 0; at < common.length; at++) {
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (rank(ends[middle]!) < rank(at)) low = middle + 1
      else high = middle
    }
    before[at] = ends[low - 1] ?? -1
    ends[low] = at
  }
  const strays = new Set(common)
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at]!) strays.delete(common[at]!)
  return strays
}
