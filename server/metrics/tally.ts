// A histogram that costs a few additions and keeps nothing for the collector: one stands in the way of every edit. It
// knows no room.

import type { Histogram, Registry } from 'prom-client'

interface About {
  readonly name: string
  readonly help: string
  /** Upper bounds, rising. */
  readonly bounds: readonly number[]
}

export class Tally {
  readonly name: string
  readonly #help: string
  readonly #bounds: Float64Array
  /** How many fell under each bound and over the one before; the last, how many over all. */
  readonly #counts: Float64Array
  #sum = 0

  constructor({ name, help, bounds }: About, register: Registry) {
    this.name = name
    this.#help = help
    this.#bounds = Float64Array.from(bounds)
    this.#counts = new Float64Array(bounds.length + 1)
    // The registry asks a metric for no more than its name and `get`; its types name the library's own.
    register.registerMetric(this as unknown as Histogram)
  }

  observe(value: number): void {
    const bounds = this.#bounds
    let at = 0
    while (at < bounds.length && value > (bounds[at] as number)) at += 1
    this.#counts[at] = (this.#counts[at] as number) + 1
    this.#sum += value
  }

  /** As the registry writes it down. */
  async get() {
    let count = 0
    const buckets = Array.from(this.#counts, (some, at) => {
      count += some
      return { metricName: `${this.name}_bucket`, labels: { le: this.#bounds[at] ?? '+Inf' }, value: count }
    })
    const sums = [
      { metricName: `${this.name}_sum`, labels: {}, value: this.#sum },
      { metricName: `${this.name}_count`, labels: {}, value: count },
    ]
    return { name: this.name, help: this.#help, type: 'histogram', aggregator: 'sum', values: [...buckets, ...sums] }
  }
}
