// A token bucket. It is given the time and knows nothing of what is counted.

export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

export class Bucket {
  readonly #rate: Rate
  #tokens: number
  #at: number

  constructor(rate: Rate, now: number) {
    this.#rate = rate
    this.#tokens = rate.burst
    this.#at = now
  }

  /** Milliseconds until a take succeeds; 0 when it may be taken now. More than the burst costs as much as the burst. */
  waitFor(amount: number, now: number): number {
    this.#fill(now)
    const lacking = Math.min(amount, this.#rate.burst) - this.#tokens
    return lacking <= 0 ? 0 : Math.ceil((lacking / this.#rate.perSecond) * 1000)
  }

  take(amount: number): void {
    this.#tokens -= amount
  }

  #fill(now: number): void {
    // A clock that steps back gives nothing and takes nothing.
    const passed = Math.max(0, now - this.#at)
    this.#at = now
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + (passed / 1000) * this.#rate.perSecond)
  }
}
