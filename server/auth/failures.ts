// Failed tries by key, which fade one by one: the leaky bucket behind each limit of signing in.

interface FailureRule {
  /** Failed tries that are given. */
  readonly tries: number
  /** Milliseconds until one more is given. */
  readonly another: number
}

interface Needs {
  readonly rule: FailureRule
  readonly clock: () => number
  /** Keys remembered; beyond, those that failed longest ago are forgotten. */
  readonly keys: number
}

export class Failures {
  readonly #needs: Needs
  readonly #failed = new Map<string, { readonly level: number; readonly at: number }>()

  constructor(needs: Needs) {
    this.#needs = needs
  }

  /** True when no try is left now. */
  isSpent(key: string): boolean {
    return Math.ceil(this.#levelOf(key)) >= this.#needs.rule.tries
  }

  /** Never counts beyond what is given: the next try is `another` away, however many came before it. */
  add(key: string): void {
    const { rule, clock, keys } = this.#needs
    const level = Math.min(rule.tries, this.#levelOf(key) + 1)
    // Set anew, so that the first of the map is the one that failed longest ago.
    this.#failed.delete(key)
    this.#failed.set(key, { level, at: clock() })
    if (this.#failed.size > keys) this.#failed.delete(this.#failed.keys().next().value as string)
  }

  forget(key: string): void {
    this.#failed.delete(key)
  }

  #levelOf(key: string): number {
    const { rule, clock } = this.#needs
    const known = this.#failed.get(key)
    return known ? Math.max(0, known.level - (clock() - known.at) / rule.another) : 0
  }
}
