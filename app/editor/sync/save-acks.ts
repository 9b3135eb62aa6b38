// When the server is asked what it has saved. It knows no socket and no text.

/**
 * Milliseconds: until it is asked where nothing was just sent, or too soon after the last question; and what is too
 * soon.
 */
const after = 100
const apart = 50

export class Questions {
  private readonly ask: () => void
  private timer: ReturnType<typeof setTimeout> | null = null
  private askedAt = Number.NEGATIVE_INFINITY

  constructor(ask: () => void) {
    this.ask = ask
  }

  /** A moment later. */
  soon(): void {
    this.timer ??= setTimeout(() => this.now(), after)
  }

  /**
   * Behind what was just sent: the server has both in hand together, and the page is at rest again before the next key.
   */
  behind(): void {
    if (performance.now() - this.askedAt < apart) this.soon()
    else this.now()
  }

  now(): void {
    this.askedAt = performance.now()
    this.ask()
    // Nor about what was sent just before the question.
    this.stop()
  }

  stop(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }
}
