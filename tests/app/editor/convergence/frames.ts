// A page of a trial that paints what is typed before it writes it. Its frames come when the seed says so and never by
// the clock: a trial must be the same in each repetition.

import type { OwnWords } from '#app/editor/draft.ts'
import { OwnFirst } from '#app/editor/sync/own-first.ts'
import { pageOf } from '../echo/own-first-page.ts'

export class Frames implements OwnWords {
  readonly #page = pageOf()
  readonly #own = new OwnFirst(this.#page.later)

  /** As on a page, but that no time passes: a frame, or whoever reads the text, is all that it waits for. */
  write(step: () => void): void {
    const { setTimeout } = globalThis
    Object.assign(globalThis, { setTimeout: () => 0 })
    try {
      this.#own.write(step)
    } finally {
      Object.assign(globalThis, { setTimeout })
    }
  }

  settle(): void {
    this.#own.settle()
  }

  draw(): void {
    this.#page.draw()
  }
}
