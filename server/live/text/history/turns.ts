// Whose turn it is among questions that are worked on a piece at a time: one that is long holds up no other for longer
// than a piece. It knows no text.

/** Work in pieces: each `next` does one, and the last returns what was found. */
export type Pieces<Done> = AsyncGenerator<void, Done>

export interface Question {
  /** Questions about one thing are answered one after the other. */
  readonly about: string
  /** Whether what it is about is at hand: then it need not wait until one that is long is over. */
  isAtHand(): boolean
}

interface Job extends Question {
  step(): Promise<'more' | 'over'>
}

export class Turns {
  /** Under way; the one whose turn it was is the last. */
  readonly #open: Job[] = []
  readonly #waiting: Job[] = []
  readonly #most: number
  #isRunning = false

  /** So many are under way at once at the most, with those that are at hand beside them: each may hold a whole text. */
  constructor(most: number) {
    this.#most = most
  }

  ask<Done>(question: Question, begin: () => Pieces<Done>): Promise<Done> {
    return new Promise((resolve, reject) => {
      let pieces: Pieces<Done> | null = null
      const step = async () => {
        try {
          pieces ??= begin()
          const { done, value } = await pieces.next()
          if (!done) return 'more'
          resolve(value)
        } catch (error) {
          reject(error)
        }
        return 'over'
      }
      this.#waiting.push({ ...question, step })
      if (!this.#isRunning) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#isRunning = true
    for (let job = this.#next(); job; job = this.#next()) {
      if ((await job.step()) === 'more') this.#open.push(job)
      // What was asked meanwhile is heard between two pieces.
      await new Promise(setImmediate)
    }
    this.#isRunning = false
  }

  /** In a round: whoever waits and may begin comes before whoever had a piece already. */
  #next(): Job | undefined {
    const mayBegin = (job: Job) =>
      this.#open.every(({ about }) => about !== job.about) && (this.#open.length < this.#most || job.isAtHand())
    const at = this.#waiting.findIndex(mayBegin)
    return at === -1 ? this.#open.shift() : this.#waiting.splice(at, 1)[0]
  }
}
