// Tells the house that a text has changed on disk: a little after, and not twice at a time for one burst. It knows no
// socket.

import type { Log } from '../log.ts'
import { limits } from './limits.ts'
import type { TextChanged } from './seats/seat.ts'
import type { LiveText } from './text/live-text.ts'

interface Needs {
  readonly collab: string
  readonly text: LiveText
  readonly log: Log
  readonly onChanged: (changed: TextChanged) => Promise<void> | void
}

export class Announcer {
  readonly #needs: Needs
  #timer: ReturnType<typeof setTimeout> | null = null

  constructor(needs: Needs) {
    this.#needs = needs
  }

  soon(): void {
    this.#timer ??= setTimeout(() => void this.#announce(), limits.changedAfter)
  }

  /** What is still to be told, now. */
  async finish(): Promise<void> {
    if (this.#timer) await this.#announce()
  }

  end(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  async #announce(): Promise<void> {
    this.end()
    const { collab, text, onChanged, log } = this.#needs
    try {
      await onChanged({ collab, seq: text.journal.stored, languages: text.takeChanged() })
    } catch (error) {
      log.error({ err: error, collab }, 'what follows the text did not')
    }
  }
}
