// Answers about the history of texts that were given already: the same question at the same position is not worked out
// twice. It holds as many as are small enough, and forgets those that were asked for longest ago.

import type { HistoryDone, HistoryWork } from './work.ts'

/** Contributions in all answers together. */
const most = 4_000

interface Answer {
  readonly done: Promise<HistoryDone>
  /** How many contributions, and one for the answer itself; while it is worked out, none. */
  size: number
}

export class Answers {
  /** The one that was asked for last is the last. */
  readonly #known = new Map<string, Answer>()

  /** What was found for this very question, or what `find` finds now; what fails is asked again. */
  of(work: HistoryWork, find: (work: HistoryWork) => Promise<HistoryDone>): Promise<HistoryDone> {
    const key = JSON.stringify(work)
    const known = this.#known.get(key)
    this.#known.delete(key)
    const answer = known ?? { done: find(work), size: 0 }
    this.#known.set(key, answer)
    if (!known) {
      answer.done.then(
        (found) => this.#weigh(answer, found),
        () => this.#known.get(key) === answer && this.#known.delete(key),
      )
    }
    return answer.done
  }

  forget(): void {
    this.#known.clear()
  }

  #weigh(answer: Answer, found: HistoryDone): void {
    answer.size = found.reduce((sum, one) => sum + ('contributions' in one ? one.contributions.length : 1), 1)
    let sum = [...this.#known.values()].reduce((total, { size }) => total + size, 0)
    for (const [key, { size }] of this.#known) {
      if (sum <= most) break
      this.#known.delete(key)
      sum -= size
    }
  }
}
