// A token bucket for each of many keys, the longest unused forgotten first. It knows nothing of what is counted.

import { Bucket, type Rate } from './bucket.ts'

export class Buckets {
  readonly #rate: Rate
  readonly #most: number
  readonly #buckets = new Map<string, Bucket>()

  constructor(rate: Rate, most: number) {
    this.#rate = rate
    this.#most = most
  }

  /** Whether one may be taken now. */
  has(key: string, now: number): boolean {
    return this.#of(key, now).waitFor(1, now) === 0
  }

  /** Takes even what is not there: it is owed then. */
  take(key: string, amount: number, now: number): void {
    this.#of(key, now).take(amount)
  }

  #of(key: string, now: number): Bucket {
    const bucket = this.#buckets.get(key) ?? new Bucket(this.#rate, now)
    this.#buckets.delete(key)
    this.#buckets.set(key, bucket)
    if (this.#buckets.size > this.#most) this.#buckets.delete(this.#buckets.keys().next().value as string)
    return bucket
  }
}
